import type { CaseEvent } from '#core/case-event.ts'
import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { CaseParts } from './case-writes.ts'
import { task, tell } from './effect.ts'
import type { CaseEffects } from './effect.ts'
import type { LoadedCase } from './load-case.ts'

/** The body decides, the applicant is told and may object (R10, R12, R38). */
export const DECISION: CaseEffects = {
  assessed: (running, { after, event }) => [
    // Nothing of the assessment is still to be done.
    ...['offer_interview', 'interview_result', 'plan_visit', 'visit_declined'].map((kind) =>
      running.store.tasks.settle(after.record.id, event.by, event.at, kind),
    ),
    askToDecide(running, after, event),
  ],
  decided: (running, { after, event }) => {
    const { store } = running
    const { id } = after.record
    const { outcome, round } = event.decision
    const objection = after.settings.days['objection_period_days']
    const ends = outcome === 'refused' && objection !== undefined
    const accepted = outcome === 'accepted' || outcome === 'partial'
    return [
      tell(running, after, 'decision', `${round}`, { round }),
      ...['decide', 'decision_due', 'decision_breach'].map((kind) =>
        store.tasks.settle(id, event.by, event.at, kind),
      ),
      ...(accepted ? [task(running, after, 'register', event.at, `${round}`)] : []),
      ...(ends
        ? [setTimer(running, after.record, { kind: 'case_close', at: event.at + objection * DAY })]
        : []),
    ]
  },
  telling_changed: (running, { after, event }) =>
    // Told, by whatever way: nobody need call any more.
    event.telling === 'sent' || event.telling === 'called' || event.telling === 'read'
      ? [running.store.tasks.settle(after.record.id, event.by, event.at, 'call_applicant')]
      : [],
  objected: (running, { after, event }) => [
    ...cancelTimer(running, after.record.id, 'case_close'),
    running.store.tasks.settle(after.record.id, event.by, event.at, 'register'),
    task(running, after, 'objection', event.at, event.id),
  ],
  round_opened: (running, { after, event }) => [
    running.store.tasks.settle(after.record.id, event.by, event.at, 'objection'),
    askToDecide(running, after, event),
  ],
}

function askToDecide(running: CaseParts, after: LoadedCase, event: CaseEvent): Write {
  return task(running, after, 'decide', event.at, event.id)
}
