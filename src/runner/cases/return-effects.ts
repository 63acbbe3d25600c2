import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { CaseParts } from './case-writes.ts'
import { tell } from './effect.ts'
import type { CaseEffects } from './effect.ts'

/** Days after which a returned request is remembered to the applicant: twice, then an employee calls. */
export const REMINDERS = [3, 7] as const
export const CALL_AFTER = 10

/** A request goes back for what it lacks, is remembered twice, and comes again (R4). */
export const RETURN: CaseEffects = {
  returned: (running, { after, event }) => [
    tell(running, after, 'return', event.id),
    ...REMINDERS.map((days, index) =>
      setTimer(running, after.record, {
        kind: 'return_reminder',
        at: event.at + days * DAY,
        mark: index + 1,
      }),
    ),
    setTimer(running, after.record, { kind: 'return_call', at: event.at + CALL_AFTER * DAY }),
  ],
  reminded: (running, { after, event }) => [tell(running, after, 'return', event.id, { reminder: 1 })],
  resubmitted: (running, { after, event }) => [
    ...cancelReturn(running, after.record.id),
    running.store.tasks.settle(after.record.id, 'bot', event.at, 'call_missing'),
  ],
}

/** Nothing is asked for any more. */
export function cancelReturn(running: CaseParts, caseId: string): Write[] {
  return [
    ...cancelTimer(
      running,
      caseId,
      'return_reminder',
      REMINDERS.map((_, index) => index + 1),
    ),
    ...cancelTimer(running, caseId, 'return_call'),
  ]
}
