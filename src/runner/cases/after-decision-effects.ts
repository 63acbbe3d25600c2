import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { CaseParts } from './case-writes.ts'
import { task, tell } from './effect.ts'
import type { CaseEffects } from './effect.ts'
import type { LoadedCase } from './load-case.ts'
import { cancelMatter, matterDue } from './matter-due.ts'
import { cancelInterview } from './meeting-effects.ts'
import { cancelReturn } from './return-effects.ts'

/** Days after which a delivery that nobody disputes counts as arrived, unless the association sets another number. */
const CONFIRM_DAYS = 14
/** A matter that was answered is closed after so many days without a word. */
const ANSWERED_DAYS = 14
/** A service is rated from the day after on: not at the door. */
const POLL_AFTER = DAY

/** Registration, delivery, the poll, and every end (R14–R16). */
export const AFTER_DECISION: CaseEffects = {
  registered: (running, { after, event }) => [
    running.store.tasks.settle(after.record.id, event.by, event.at, 'register'),
    tell(running, after, 'registered', event.id),
  ],
  delivered: (running, { after, event }) => {
    const days = after.settings.days['confirm_days'] ?? CONFIRM_DAYS
    return [
      running.store.tasks.settle(after.record.id, event.by, event.at, 'delivery_denied'),
      tell(running, after, 'delivery', event.id),
      setTimer(running, after.record, { kind: 'case_close', at: event.at + days * DAY }),
    ]
  },
  delivery_confirmed: (running, { after, event }) => [
    running.store.tasks.settle(after.record.id, event.by, event.at, 'delivery_denied'),
    setTimer(running, after.record, { kind: 'case_close', at: event.at }),
    askForRating(running, after, event.at),
  ],
  delivery_denied: (running, { after, event }) => [
    ...cancelTimer(running, after.record.id, 'case_close'),
    ...cancelTimer(running, after.record.id, 'poll'),
    task(running, after, 'delivery_denied', event.at, event.id),
  ],
  answered: (running, { after, event }) => [
    ...cancelMatter(running, after.record.id),
    running.store.tasks.settle(after.record.id, event.by, event.at),
    tell(running, after, 'matter_answered', event.id),
    setTimer(running, after.record, { kind: 'case_close', at: event.at + ANSWERED_DAYS * DAY }),
  ],
  withdrawn: (running, { after, event }) => [
    ...rest(running, after, event.at, event.by),
    running.store.slots.release(after.record.id),
    running.store.notices.dropOfCase(after.record.id, 'withdrawn'),
  ],
  reopened: (running, { after, event }) => [
    ...cancelTimer(running, after.record.id, 'case_close'),
    ...matterDue(running, after, event.at),
    task(running, after, after.file.state === 'objected' ? 'objection' : 'review_again', event.at, event.id),
  ],
  closed: (running, { before, after, event }) => [
    ...rest(running, after, event.at, event.by),
    ...(before.file.state === 'delivered' && before.file.delivery?.confirmedBy === undefined
      ? [askForRating(running, after, event.at)]
      : []),
  ],
}

/** The poll about a service that was delivered; asked for once however the case ended. */
function askForRating(running: CaseParts, { record }: LoadedCase, at: number): Write {
  return setTimer(running, record, { kind: 'poll', at: at + POLL_AFTER })
}

/** Nothing is expected of anybody any more. */
function rest(running: CaseParts, { record }: LoadedCase, at: number, by: string): Write[] {
  return [
    ...cancelReturn(running, record.id),
    ...cancelInterview(running, record.id),
    ...cancelMatter(running, record.id),
    ...cancelTimer(running, record.id, 'visit_reminder'),
    ...cancelTimer(running, record.id, 'case_close'),
    running.store.tasks.settle(record.id, by, at),
  ]
}
