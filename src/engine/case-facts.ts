import type { CaseKind, CaseState } from '#core/case.ts'
import type { Missing } from '#core/case-event.ts'
import type { Visit } from '#core/case-file.ts'
import type { Outcome } from '#core/decision.ts'
import type { Localised } from '#core/text.ts'
import type { ApplicantCommand, CopyAsk } from './event.ts'
import type { Answers } from './session.ts'

/** The answers of a case, with the form that asked for them. */
export interface CaseAnswers {
  readonly form: string
  readonly revision: string
  readonly answers: Answers
  readonly groups: Readonly<Record<string, readonly Answers[]>>
}

/** An interview time that is held for a case. */
export interface OfferedSlot {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Day and time in few words, as a choice. */
  readonly label: Localised
  readonly place: string
}

/** What an applicant may do about a case; `resubmit` is done with new answers. */
export type ApplicantDeed = ApplicantCommand['do'] | 'resubmit'

/** Deeds that level 1 may know of: what else is open to an applicant would tell how the case was decided. */
export const DEEDS_OF_LEVEL_1: ReadonlySet<ApplicantDeed> = new Set<ApplicantDeed>([
  'resubmit',
  'book_interview',
  'cancel_interview',
  'answer_visit',
  'confirm_delivery',
  'deny_delivery',
])

/** Where a case stands, without how it was decided. */
export type ShownState = Exclude<CaseState, 'accepted' | 'refused' | 'deferred' | 'registered'> | 'decided'

/** The state of a case as level 1 may know it. */
export function shownState(state: CaseState): ShownState {
  switch (state) {
    case 'accepted':
    case 'refused':
    case 'deferred':
    case 'registered':
      return 'decided'
    default:
      return state
  }
}

/** For whom a case is, as far as anybody who holds the phone may know: an id, and the first name. */
export interface Whose {
  readonly id: string
  readonly name: string
}

/** The people that cases are for, each once. */
export function peopleIn(cases: readonly OwnCase[]): Whose[] {
  const people = new Map<string, Whose>()
  for (const { whose } of cases) if (whose && !people.has(whose.id)) people.set(whose.id, whose)
  return [...people.values()]
}

/** One of the contact's own cases, as far as level 1 goes: where it stands, never how it was decided. */
export interface OwnCase {
  readonly reference: string
  readonly kind: CaseKind
  /** Id of the service or matter, and its name. */
  readonly serviceId: string
  readonly service: Localised
  readonly state: ShownState
  /** Where the account has several cases, and it has a name in it. */
  readonly whose?: Whose
  /** What the applicant may do about it now, as far as level 1 goes. */
  readonly can: readonly ApplicantDeed[]
  /** Days between which the decision comes, `YYYY-MM-DD`. */
  readonly window?: { readonly earliest?: string; readonly latest?: string }
  /** While it is returned: what is missing, and the answers to be completed. */
  readonly returned?: { readonly missing: readonly Missing[]; readonly content: CaseAnswers }
  readonly interview?: {
    readonly slots: readonly OfferedSlot[]
    /** The time that was booked, in words. */
    readonly booked?: Localised
  }
  /** How far a field visit is. */
  readonly visit?: Visit['state']
  /** Its day, `YYYY-MM-DD`. */
  readonly visitDay?: string
  /** The association's answer to a matter. */
  readonly answer?: string
  /** A copy of the data was asked for, and staff said yes to it: it may be had now. */
  readonly copy?: CopyAsk
}

/** A decision as the applicant reads it. */
export interface ShownDecision {
  readonly outcome: Outcome
  readonly reason?: Localised
  readonly text?: string
  readonly next?: string
  readonly granted?: string
  /** `YYYY-MM-DD`. */
  readonly day: string
}

/** All that level 2 knows of one case; there only once its PIN was right. */
export interface OpenedCase {
  readonly reference: string
  readonly kind: CaseKind
  readonly service: Localised
  readonly state: CaseState
  readonly can: readonly ApplicantDeed[]
  readonly decision?: ShownDecision
  readonly content: CaseAnswers
  /** Number under which the beneficiary was registered. */
  readonly registration?: string
}

/** What became of a PIN; a wrong reference and a wrong PIN are the same. */
export type PinCheck = 'right' | 'wrong'
