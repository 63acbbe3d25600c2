import { DAY } from '#core/riyadh.ts'
import { addWorkingMinutes } from '#core/working-time.ts'
import type { Write } from '#store/write.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { CaseParts } from './case-writes.ts'
import { task, tell } from './effect.ts'
import type { CaseEffects, Happened } from './effect.ts'

const HOUR = 3_600_000
/** A slot is kept so long for the applicant to choose. */
export const HOLD = DAY
/** An interview is remembered so long before. */
const BEFORE = { day: DAY, hours: 2 * HOUR } as const
/** Working minutes after which a result is asked for. */
const RESULT_AFTER = 480
/** A visit is remembered the day before, at ten in the morning in Riyadh. */
const VISIT_REMINDER = 10 * HOUR - 3 * HOUR - DAY

/** Interviews are offered, booked, moved and held; visits agreed to and made (R30, R32). */
export const MEETING: CaseEffects = {
  interview_offered: (running, { after, event }) => {
    const { store } = running
    const { id } = after.record
    const until = event.at + HOLD
    return [
      store.slots.release(id),
      ...event.slots.map((slot) => store.slots.hold(slot, id, until)),
      ...cancelInterview(running, id),
      setTimer(running, after.record, { kind: 'hold_expiry', at: until }),
      store.tasks.settle(id, event.by, event.at, 'offer_interview'),
      tell(running, after, 'interview', event.id, { what: 'offered' }),
    ]
  },
  interview_booked: booked,
  interview_cancelled: (running, { after, event }) => [
    running.store.slots.release(after.record.id),
    ...cancelInterview(running, after.record.id),
    ...(event.by === 'contact'
      ? [task(running, after, 'offer_interview', event.at, event.id)]
      : [tell(running, after, 'interview', event.id, { what: 'cancelled' })]),
  ],
  interview_held: (running, { after, event }) => [
    ...cancelInterview(running, after.record.id),
    running.store.tasks.settle(after.record.id, event.by, event.at, 'interview_result'),
  ],
  interview_missed: (running, { after, event }) => [
    running.store.slots.release(after.record.id),
    ...cancelInterview(running, after.record.id),
    running.store.tasks.settle(after.record.id, event.by, event.at, 'interview_result'),
    task(running, after, 'offer_interview', event.at, event.id),
  ],
  visit_proposed: (running, { after, event }) => [
    tell(running, after, 'visit', event.id, { what: 'proposed' }),
  ],
  visit_answered: (running, { after, event }) => [
    ...cancelTimer(running, after.record.id, 'visit_reminder'),
    running.store.tasks.settle(
      after.record.id,
      'bot',
      event.at,
      event.agreed ? 'visit_declined' : 'plan_visit',
    ),
    task(running, after, event.agreed ? 'plan_visit' : 'visit_declined', event.at, event.id),
  ],
  visit_planned: (running, { after, event }) => {
    const remind = Date.parse(`${event.day}T00:00:00Z`) + VISIT_REMINDER
    return [
      running.store.tasks.settle(after.record.id, event.by, event.at, 'plan_visit'),
      tell(running, after, 'visit', event.id, { what: 'planned', day: event.day }),
      ...cancelTimer(running, after.record.id, 'visit_reminder'),
      ...(remind > event.at ? [setTimer(running, after.record, { kind: 'visit_reminder', at: remind })] : []),
    ]
  },
  visit_done: (running, { after }) => cancelTimer(running, after.record.id, 'visit_reminder'),
}

function booked(running: CaseParts, { after, event }: Happened<'interview_booked'>): Write[] {
  const { store } = running
  const { record, settings } = after
  const reminders = Object.entries(BEFORE).flatMap(([mark, before]) =>
    event.when - before > event.at
      ? [setTimer(running, record, { kind: 'interview_reminder', at: event.when - before, mark })]
      : [],
  )
  const passed = addWorkingMinutes(settings.workingTime, event.when, RESULT_AFTER) ?? event.when + DAY
  return [
    store.slots.book(event.slot, record.id),
    store.slots.release(record.id, event.slot),
    ...cancelInterview(running, record.id),
    ...reminders,
    setTimer(running, record, { kind: 'interview_passed', at: passed }),
    store.tasks.settle(record.id, event.by, event.at, 'offer_interview'),
    // Booked by staff, on the telephone perhaps: the applicant has it in writing, too.
    ...(event.by === 'contact' ? [] : [tell(running, after, 'interview', event.id, { what: 'booked' })]),
  ]
}

/** Every timer of interviews. */
export function cancelInterview(running: CaseParts, caseId: string): Write[] {
  return [
    ...cancelTimer(running, caseId, 'hold_expiry'),
    ...cancelTimer(running, caseId, 'interview_reminder', Object.keys(BEFORE)),
    ...cancelTimer(running, caseId, 'interview_passed'),
  ]
}
