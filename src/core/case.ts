import type { Outcome } from './decision.ts'

/**
 * What a case is about. `support` is a request for support and walks the whole road; every other kind (complaint,
 * suggestion, volunteering …) is a matter: it is submitted, answered and closed.
 */
export const CASE_KINDS = [
  'support',
  'complaint',
  'suggestion',
  'volunteer',
  'membership',
  'appointment',
  'call',
  'update',
  'data_rights',
] as const

export type CaseKind = (typeof CASE_KINDS)[number]

/** Where a case stands (design §7). `draft` is not among them: an unsent request lives in its session. */
export const CASE_STATES = [
  'submitted',
  'returned',
  'complete',
  'assessment',
  'deciding',
  'accepted',
  'refused',
  'deferred',
  'objected',
  'registered',
  'delivered',
  'answered',
  'withdrawn',
  'closed',
] as const

export type CaseState = (typeof CASE_STATES)[number]

/** Who did something to a case: the applicant, the bot by itself, or a member of staff. */
export type Actor = 'contact' | 'bot' | `staff:${string}`

type Moves = { readonly [S in CaseState]: Partial<Readonly<Record<MovingEvent, CaseState>>> }

/** What moves a case. `decided` stands in the table by its outcome, `reopened` by whether the case is a matter. */
export type MovingEvent =
  | 'returned'
  | 'resubmitted'
  | 'completed'
  | 'assessment_begun'
  | 'assessed'
  | `decided_${Outcome}`
  | 'objected'
  | 'round_opened'
  | 'registered'
  | 'delivered'
  | 'answered'
  | 'withdrawn'
  | 'reopened'
  | 'reopened_matter'
  | 'closed'

/**
 * The one table of a case's road (design §7): from a state, by an event, to a state. What is not in it cannot happen.
 * A decision leads out of `deciding` only, and back into it only through a new round (R38).
 */
export const TRANSITIONS: Moves = {
  submitted: {
    returned: 'returned',
    completed: 'complete',
    withdrawn: 'withdrawn',
    answered: 'answered',
  },
  returned: { resubmitted: 'submitted', withdrawn: 'withdrawn' },
  complete: { returned: 'returned', assessment_begun: 'assessment', withdrawn: 'withdrawn' },
  assessment: { returned: 'returned', assessed: 'deciding', withdrawn: 'withdrawn' },
  deciding: {
    returned: 'returned',
    decided_accepted: 'accepted',
    decided_partial: 'accepted',
    decided_refused: 'refused',
    decided_deferred: 'deferred',
    withdrawn: 'withdrawn',
  },
  accepted: { registered: 'registered', objected: 'objected', withdrawn: 'withdrawn' },
  refused: { objected: 'objected', closed: 'closed' },
  deferred: { round_opened: 'deciding', objected: 'objected', withdrawn: 'withdrawn' },
  objected: { round_opened: 'deciding', withdrawn: 'withdrawn' },
  registered: { delivered: 'delivered', objected: 'objected', withdrawn: 'withdrawn' },
  delivered: { delivered: 'delivered', objected: 'objected', closed: 'closed' },
  answered: { reopened_matter: 'submitted', closed: 'closed' },
  withdrawn: { reopened: 'submitted', reopened_matter: 'submitted' },
  closed: { reopened: 'objected', reopened_matter: 'submitted' },
}

/** States in which nothing is expected of anybody any more. */
export const OVER: readonly CaseState[] = ['withdrawn', 'closed']

/** The id of a member of staff behind an actor. */
export function staffOf(actor: Actor): string | undefined {
  return actor.startsWith('staff:') ? actor.slice('staff:'.length) : undefined
}
