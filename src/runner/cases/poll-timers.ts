import { DAY } from '#core/riyadh.ts'
import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { setTimer } from './case-timers.ts'
import { tell } from './effect.ts'
import type { LoadedCase } from './load-case.ts'

/** An opinion is asked for once more after so many days, and then no more (R18). */
const REMIND_AFTER = 3 * DAY

/** The beneficiary is asked how the service was (R16), and reminded once. */
export function startPoll(running: Running, loaded: LoadedCase): Write[] {
  const { record, file } = loaded
  const served = file.delivery && !file.delivery.denied
  const service = running.association.services.find(({ id }) => id === record.service)
  if (!served || !service) return []
  return [
    tell(running, loaded, 'poll', 'once', { service: record.service, poll: service.poll.id }),
    setTimer(running, record, { kind: 'poll_reminder', at: running.clock.now() + REMIND_AFTER }),
  ]
}

/** Once more, where the first was said and nothing came; a poll that waits still is looked for again the next day. */
export async function remindOfPoll(running: Running, loaded: LoadedCase, _timer: Timer): Promise<Write[]> {
  const { store, clock, association } = running
  const { record } = loaded
  const poll = (await store.notices.ofContact(record.contactId)).find(
    (notice) => notice.caseId === record.id && notice.kind === 'poll',
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
    store.pollOffers.remind(record.contactId, service.poll.id),
    tell(running, loaded, 'poll_reminder', 'once', { service: record.service, poll: service.poll.id }),
  ]
}
