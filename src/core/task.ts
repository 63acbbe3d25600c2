/** What a person of staff may have to do; each has its words in the console. */
export const TASK_KINDS = [
  /** A notice did not arrive: the applicant is called. */
  'call_applicant',
  /** Two reminders brought nothing: the applicant is called about what the request lacks. */
  'call_missing',
  /** Another open request of the same service has the same identity number (R33). */
  'possible_duplicate',
  'offer_interview',
  'interview_result',
  'plan_visit',
  'visit_declined',
  'decide',
  'decision_due',
  'decision_breach',
  'objection',
  'register',
  'delivery_denied',
  'review_again',
  /** Somebody wants to change their data: called back on the number known before, before anything is changed. */
  'verify_change',
  'matter_due',
  'matter_breach',
] as const

export type TaskKind = (typeof TASK_KINDS)[number]
