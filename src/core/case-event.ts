import { TRANSITIONS } from './case.ts'
import type { Actor, CaseKind, MovingEvent } from './case.ts'
import type { Decision, Opinion, Recusal } from './decision.ts'

/** What staff found when they compared one field or document with its source, on the day of submission (R5). */
export type CheckResult = 'matches' | 'differs' | 'unreadable' | 'expired' | 'missing'

/** One thing that a returned request lacks: which answer, and why. `item` is a field id, or `group.index.field`. */
export interface Missing {
  readonly item: string
  readonly why: Exclude<CheckResult, 'matches'>
  /** A word of staff for the applicant. */
  readonly note?: string
}

/** Where a fact of the assessment comes from (R30). */
export type FactSource = 'document' | 'form' | 'visit' | 'interview'

/** One criterion of eligibility as staff found it (R31): never decided by a rule alone. */
export interface Finding {
  readonly criterion: string
  readonly met: boolean
  /** The value that was looked at, as shown. */
  readonly value: string
  readonly source: FactSource
  readonly note?: string
}

/** How the notice of the current decision fares. */
export type TellingState = 'waiting' | 'sent' | 'read' | 'failed' | 'called'

interface Fact<K extends string> {
  readonly id: string
  readonly at: number
  readonly by: Actor
  readonly kind: K
}

/** Something that happened to a case, in the past tense: who, when, why. Never changed, never removed. */
export type CaseEvent =
  | Fact<'submitted'>
  | (Fact<'assigned'> & { readonly to: string })
  | (Fact<'checked'> & { readonly item: string; readonly result: CheckResult; readonly note?: string })
  | (Fact<'returned'> & { readonly missing: readonly Missing[] })
  | Fact<'reminded'>
  /** The applicant answered again; `items` are the answers that changed, whose checks are void. */
  | (Fact<'resubmitted'> & { readonly items: readonly string[] })
  | Fact<'completed'>
  | Fact<'assessment_begun'>
  | (Fact<'interview_offered'> & { readonly slots: readonly string[] })
  | (Fact<'interview_booked'> & { readonly slot: string; readonly when: number })
  | (Fact<'interview_cancelled'> & { readonly why?: string })
  | (Fact<'interview_held'> & { readonly result: string })
  | Fact<'interview_missed'>
  | Fact<'visit_proposed'>
  | (Fact<'visit_answered'> & { readonly agreed: boolean })
  | (Fact<'visit_planned'> & { readonly day: string; readonly visitor: string })
  | (Fact<'visit_done'> & { readonly result: string })
  | (Fact<'criterion_found'> & { readonly finding: Finding })
  /** `waived`: mechanisms left out, with the reason. */
  | (Fact<'assessed'> & { readonly waived?: string })
  | (Fact<'opinion_given'> & { readonly opinion: Opinion })
  | (Fact<'recused'> & { readonly recusal: Recusal })
  | (Fact<'decided'> & { readonly decision: Decision })
  | (Fact<'telling_changed'> & { readonly telling: TellingState; readonly round: number })
  | (Fact<'objected'> & { readonly why: string })
  | (Fact<'round_opened'> & { readonly why: string })
  | (Fact<'registered'> & { readonly number?: string; readonly note?: string })
  | (Fact<'delivered'> & { readonly what: string })
  | Fact<'delivery_confirmed'>
  /** The beneficiary says that nothing arrived: staff look into it. */
  | (Fact<'delivery_denied'> & { readonly note?: string })
  | (Fact<'answered'> & { readonly text: string })
  | (Fact<'noted'> & { readonly text: string })
  | (Fact<'withdrawn'> & { readonly why?: string })
  | (Fact<'reopened'> & { readonly why: string })
  | (Fact<'closed'> & { readonly why?: string })
  /** Somebody's data are to be destroyed at their request: a second member confirms what the first proposed. */
  | Fact<'destruction_proposed'>
  | Fact<'destruction_confirmed'>
  /** Everything personal in the case was destroyed; what is left are states and times, for the figures. */
  | Fact<'erased'>

export type CaseEventKind = CaseEvent['kind']

/** An event as a caller makes it: id, time and actor are added when it is kept. */
export type NewCaseEvent = CaseEvent extends infer E
  ? E extends CaseEvent
    ? Omit<E, 'id' | 'at' | 'by'>
    : never
  : never

/** The name under which an event of a case of this kind stands in the table; undefined where it moves nothing. */
export function moveOf(event: NewCaseEvent, kind: CaseKind): MovingEvent | undefined {
  if (event.kind === 'decided') return `decided_${event.decision.outcome}`
  // Only what was decided can come back as an objection; a matter is answered anew.
  if (event.kind === 'reopened' && kind !== 'support') return 'reopened_matter'
  return MOVING.has(event.kind) ? (event.kind as MovingEvent) : undefined
}

const MOVING: ReadonlySet<string> = new Set(Object.values(TRANSITIONS).flatMap((row) => Object.keys(row)))
