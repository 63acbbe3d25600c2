import { OVER } from '#core/case.ts'
import { decisionWindow, warningTimes } from '#core/deadline.ts'
import { DAY } from '#core/riyadh.ts'
import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import type { CaseTimer } from './case-timers.ts'
import { setTimer } from './case-timers.ts'
import { caseWrites } from './case-writes.ts'
import { dataChangeWrites } from './data-change.ts'
import { task, tell } from './effect.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase } from './load-case.ts'
import { matterDue } from './matter-due.ts'
import { remindOfPoll, startPoll, takeSurvey } from './poll-timers.ts'

/** What a timer finds: the case as it is now, which may have moved on since the timer was set. */
type Fire = (running: Running, loaded: LoadedCase, timer: Timer) => Write[] | Promise<Write[]>

const HALF_A_SECOND = 500

/** What each timer of a case does; whatever no longer fits does nothing. */
const FIRE: { readonly [K in CaseTimer]: Fire } = {
  case_received: received,
  matter_due: (running, loaded, timer) => {
    const { record, file } = loaded
    if (file.state !== 'submitted') return []
    const overdue = (record.dueAt ?? 0) <= running.clock.now()
    const kind = overdue ? 'matter_breach' : 'matter_due'
    return [task(running, loaded, kind, running.clock.now(), `${timer.dueAt}`)]
  },
  return_reminder: (running, loaded) => asBot(running, loaded, 'remind'),
  return_call: (running, loaded, timer) =>
    loaded.file.state === 'returned'
      ? [task(running, loaded, 'call_missing', running.clock.now(), `${timer.dueAt}`)]
      : [],
  decision_warning: warn,
  hold_expiry: (running, loaded, timer) => [
    running.store.slots.releaseHeld(loaded.record.id, running.clock.now()),
    ...(loaded.file.interview?.state === 'offered'
      ? [task(running, loaded, 'offer_interview', running.clock.now(), `${timer.dueAt}`)]
      : []),
  ],
  interview_reminder: async (running, loaded, timer) => {
    const { interview } = loaded.file
    if (interview?.state !== 'booked' || interview.at === undefined) return []
    const slot = await running.store.slots.get(interview.slot ?? '')
    const place = slot ? { place: slot.place } : {}
    return [tell(running, loaded, 'interview_reminder', `${timer.dueAt}`, { at: interview.at, ...place })]
  },
  interview_passed: (running, loaded, timer) =>
    loaded.file.interview?.state === 'booked'
      ? [task(running, loaded, 'interview_result', running.clock.now(), `${timer.dueAt}`)]
      : [],
  visit_reminder: (running, loaded) => {
    const { visit } = loaded.file
    if (visit?.state !== 'planned' || visit.day === undefined) return []
    return [tell(running, loaded, 'visit_reminder', visit.day, { day: visit.day })]
  },
  case_close: (running, loaded) => asBot(running, loaded, 'close'),
  poll: startPoll,
  poll_reminder: remindOfPoll,
  survey: takeSurvey,
}

/** What comes when a case is over. Everything else was meant for a case that goes on. */
const AFTERWARDS: ReadonlySet<CaseTimer> = new Set(['poll', 'poll_reminder', 'survey'])

/** Carries out a timer of a case, in one commit with its end. */
export async function fireCaseTimer(running: Running, timer: Timer): Promise<void> {
  const { store } = running
  const loaded = timer.caseId === undefined ? undefined : await loadCase(running, { id: timer.caseId })
  const kind = timer.kind as CaseTimer
  const late = loaded && OVER.includes(loaded.file.state) && !AFTERWARDS.has(kind)
  const writes = loaded && !late ? await FIRE[kind](running, loaded, timer) : []
  await store.commit([store.timers.done(timer.id), ...writes])
  if (writes.length > 0) running.planner.wake()
}

/** What is looked at once a request is on record: its twins (R33), and until when a matter is answered. */
async function received(running: Running, loaded: LoadedCase): Promise<Write[]> {
  const twins = await running.store.cases.twinsOf(loaded.record.id)
  const now = running.clock.now()
  // The later of the two is pointed out, once.
  const open = twins.filter(
    ({ id, state, submittedAt }) =>
      !OVER.includes(state) &&
      state !== 'refused' &&
      (submittedAt < loaded.record.submittedAt ||
        (submittedAt === loaded.record.submittedAt && id < loaded.record.id)),
  )
  return [
    ...open.map((twin) => task(running, loaded, 'possible_duplicate', now, twin.id)),
    ...matterDue(running, loaded, loaded.record.submittedAt),
    ...(await dataChangeWrites(running, loaded)),
  ]
}

/** Staff are warned of a decision that is due, or overdue; where the clock was changed meanwhile, at its new time. */
function warn(running: Running, loaded: LoadedCase, timer: Timer): Write[] {
  const { record, rules, file } = loaded
  const now = running.clock.now()
  const { share: wanted } = timer.payload as { readonly share: number }
  const { share } = decisionWindow(rules.period, file, now)
  const time = warningTimes(rules.period, file).find((warning) => warning.share === wanted)
  if (share === undefined || !time) return []
  if (time.at > now + HALF_A_SECOND) {
    const payload = { share: wanted }
    return [setTimer(running, record, { kind: 'decision_warning', at: time.at, mark: wanted, payload })]
  }
  const kind = wanted >= 1 ? 'decision_breach' : 'decision_due'
  return [task(running, loaded, kind, now, `${wanted}:${Math.floor(time.at / DAY)}`)]
}

function asBot(running: Running, loaded: LoadedCase, command: 'remind' | 'close'): Write[] {
  const change = caseWrites(running, loaded, { do: command }, { by: 'bot', at: running.clock.now() })
  return 'refused' in change ? [] : change.writes
}
