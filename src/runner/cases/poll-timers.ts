import { DAY, riyadhDay } from '#core/riyadh.ts'
import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { setTimer } from './case-timers.ts'
import type { CaseTimer } from './case-timers.ts'
import { tell } from './effect.ts'
import type { LoadedCase } from './load-case.ts'

/** An opinion is asked for once more after so many days, and then no more (R18). */
const REMIND_AFTER = 3 * DAY

/** A survey's turn is looked for again after so many days, while no number is set. */
const LOOK_AGAIN = 30 * DAY
/** Who was served longer ago than this is asked no more. */
const ASK_FOR = 365 * DAY
/** Stands in the place of a service where a poll is the periodic survey. */
const SURVEY = 'survey'

/** The beneficiary is asked how the service was (R16), and reminded once. */
export function startPoll(running: Running, loaded: LoadedCase): Write[] {
  const { record, file } = loaded
  const served = file.delivery && !file.delivery.denied
  const service = running.association.services.find(({ id }) => id === record.service)
  if (!served || !service) return []
  const now = running.clock.now()
  return [
    tell(running, loaded, 'poll', 'once', { service: record.service }),
    setTimer(running, record, { kind: 'poll_reminder', at: now + REMIND_AFTER }),
    ...(running.association.survey ? [surveyTimer(running, loaded, now + LOOK_AGAIN, now)] : []),
  ]
}

/** Once more, where the first was said and nothing came; a poll that waits still is looked for again the next day. */
export async function remindOfPoll(running: Running, loaded: LoadedCase, _timer: Timer): Promise<Write[]> {
  const { store, clock, association } = running
  const { record } = loaded
  const poll = (await store.notices.ofContact(record.contactId)).find(
    ({ caseId, kind, params }) => caseId === record.id && kind === 'poll' && params['service'] !== SURVEY,
  )
  const service = association.services.find(({ id }) => id === record.service)
  if (!poll || !service || poll.state === 'dropped' || poll.state === 'failed') return []
  const due = poll.state === 'waiting' ? clock.now() + DAY : poll.changedAt + REMIND_AFTER
  if (due > clock.now()) return [setTimer(running, record, { kind: 'poll_reminder', at: due })]
  const answered = (await store.ratings.marksOf(record.contactId)).some(
    ({ pollKey, at }) => pollKey === service.poll.id && at >= poll.createdAt,
  )
  if (answered) return []
  return [
    store.pollOffers.remind(record.contactId, record.service),
    tell(running, loaded, 'poll_reminder', 'once', { service: record.service }),
  ]
}

/** The periodic survey (R16 of huda): as often as was set, and not at all while nothing is set. */
export function takeSurvey(running: Running, loaded: LoadedCase, timer: Timer): Write[] {
  const { association, clock } = running
  const { file, settings } = loaded
  const now = clock.now()
  if (!association.survey || !file.delivery || now - file.delivery.at > ASK_FOR) return []
  const { last } = timer.payload as { readonly last: number }
  const days = settings.days[association.survey.setting]
  if (days === undefined) return [surveyTimer(running, loaded, now + LOOK_AGAIN, last)]
  const due = last + days * DAY
  if (due > now) return [surveyTimer(running, loaded, due, last)]
  return [
    tell(running, loaded, 'poll', `survey:${riyadhDay(now)}`, { service: SURVEY }),
    surveyTimer(running, loaded, now + days * DAY, now),
  ]
}

/** One survey at a time for a contact, however many services it had; `last` is when it was asked last. */
function surveyTimer({ store, ids }: Running, { record }: LoadedCase, at: number, last: number): Write {
  return store.timers.schedule({
    id: ids.newId(),
    kind: 'survey' satisfies CaseTimer,
    caseId: record.id,
    contactId: record.contactId,
    dueAt: at,
    uniqueKey: `survey:${record.contactId}`,
    payload: { last },
  })
}
