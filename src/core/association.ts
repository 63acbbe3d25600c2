import type { Outcome } from './decision.ts'
import type { Form } from './form.ts'
import type { Matter, MatterId } from './matter.ts'
import type { Poll, Survey } from './poll.ts'
import type { Language, Localised } from './text.ts'

/** A clause of the policy that a text or rule rests on, e.g. `irtiqa/R13` (see requirements by clause). */
export type ClauseId = `${string}/R${number}`

/**
 * When a decision comes, in calendar days from completeness (R13). `latest` is absent where the policy names
 * no maximum, `earliest` where it names no minimum; `stated` says whether the policy gives a number at all.
 */
export interface DecisionPeriod {
  readonly earliest?: number
  readonly latest?: number
  readonly stated: boolean
  readonly clause?: ClauseId
}

/** The applicant's responsibility for the truth of the data (R8, R9), in the association's own wording. */
export interface Declaration {
  /** `declare`: an acknowledgement; `declare_and_sign`: also the full name typed as a signature. */
  readonly mode: 'declare' | 'declare_and_sign'
  readonly version: string
  readonly text: Localised
  readonly clauses: readonly ClauseId[]
}

/** Who decides on requests (R10). A committee is never one person. */
export interface DecidingBody {
  readonly name: Localised
  readonly kind: 'committee' | 'unit' | 'official'
  readonly clause: ClauseId
}

/** Whom an unclear matter goes to (R6); `fromPolicy` is false where the policy names nobody and a default is configured. */
export interface ReferralTarget {
  readonly id: string
  readonly name: Localised
  readonly fromPolicy: boolean
  readonly clause?: ClauseId
}

/** A government or other body that the association works with (R37): where a matter is theirs, the way leads there. */
export interface Partner {
  readonly id: string
  readonly name: Localised
  readonly clause: ClauseId
}

/** A part of the association by which its work is reported (R35): the services and matters that it serves. */
export interface Department {
  readonly id: string
  readonly name: Localised
  readonly services: readonly string[]
  readonly matters: readonly MatterId[]
}

/** A way to reach the association that its policy lists (R20); `detail` is a number or address once the association fills it in. */
export interface ContactChannel {
  readonly id: string
  readonly name: Localised
  readonly detail?: Localised
}

/** One condition of eligibility (R31): a CEL rule over the answers, and the regulation or standard it rests on. */
export interface Criterion {
  readonly id: string
  readonly label: Localised
  readonly rule: string
  readonly basis: Localised
  /** Whether `basis` is a condition of the regulations or a professional standard. */
  readonly basisKind: 'regulation' | 'standard'
}

/** How a service's requests are assessed (R32). */
export type Mechanism = 'documents' | 'interview' | 'field_visit'

/**
 * Asking for somebody else (guardian, representative): where the form says so. Staff check the relation, against the
 * proof where there is one, before the request counts as complete; until then a guardian's consent is unchecked.
 */
export interface Guardian {
  /** CEL over the answers: true when somebody asks for another person. */
  readonly when: string
  /** The question about the relation. */
  readonly relation: string
  /** The document that shows it; where the form asks for none, staff check the relation in another way. */
  readonly proof?: string
}

/** Something the association does for people, and the form that asks for it. */
export interface Service {
  readonly id: string
  /** An example that ships with Wasl; a start-up notice says so until the association confirms it. */
  readonly sample: boolean
  readonly name: Localised
  readonly summary: Localised
  readonly mechanisms: readonly Mechanism[]
  /** May someone ask on behalf of another (guardian, representative)? */
  readonly onBehalf: boolean
  /** How that is asked and shown; there whenever `onBehalf` is. */
  readonly guardian?: Guardian
  readonly criteria: readonly Criterion[]
  readonly form: Form
  /** What is asked once the service was delivered. */
  readonly poll: Poll
}

/** A reason that a decision may name, with suggested words for the applicant that staff may change. */
export interface Reason {
  readonly id: string
  readonly label: Localised
  readonly outcomes: readonly Exclude<Outcome, 'accepted'>[]
  readonly text: Localised
  /** What the applicant can do now. */
  readonly next: Localised
}

/** An approved answer to an inquiry, resting on a clause of the policy or on a setting. */
export interface Answer {
  readonly intent: string
  /** Short name in numbered lists. */
  readonly title: Localised
  readonly text: Localised
  readonly source?: ClauseId
  /** A setting that the answer shows (`{{setting}}` in the text) once the association has filled it in; until then `text` says that an employee will tell. */
  readonly setting?: string
  /** The text once `setting` is filled in. */
  readonly textWithSetting?: Localised
  /** A flow that does what was asked about, offered after the answer. */
  readonly flow?: string
  /** Listed under "frequent questions". */
  readonly topic: boolean
}

/** Weekly working hours: day 0 is Sunday; times `HH:MM` in Riyadh. Unset means that the policy and the association say nothing. */
export interface WorkingHours {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** One clause of the policy as this association has it (requirements R1…R38). */
export interface Clause {
  readonly id: ClauseId
  readonly text: Localised
}

/** A charity and all that makes its bot its own: the profile in `data/associations/<id>/`. */
export interface Association {
  readonly id: string
  readonly name: Localised
  /** Short name for greetings. */
  readonly shortName: Localised
  readonly audience: Localised
  /** What a beneficiary is called in this association's texts. */
  readonly languages: readonly Language[]
  readonly channels: readonly ContactChannel[]
  /** The documents that the policy lets the employee work with. */
  readonly documents: readonly Localised[]
  readonly referral: readonly ReferralTarget[]
  /** Bodies outside that it works with; absent where the policy speaks of none. */
  readonly partners?: readonly Partner[]
  /** Every service and matter belongs to one of them. */
  readonly departments: readonly Department[]
  readonly deciding: DecidingBody
  readonly period: DecisionPeriod
  readonly declaration: Declaration
  readonly hours?: WorkingHours
  /** Open facts that the association fills in: phone, hours, address, fees, complaint_days …; absent = an employee will tell. */
  readonly settings: Readonly<Record<string, Localised>>
  readonly privacy: {
    readonly version: string
    readonly notice: Localised
    readonly contact?: Localised
    /** The most sensitive data that may pass through each channel; above it a one-time link is used. */
    readonly ceiling: Readonly<Record<string, 'public' | 'personal' | 'sensitive'>>
    /** Legal basis for copies of identity documents (PDPL art. 28); absent = never asked for. */
    readonly identityCopies?: Localised
  }
  readonly services: readonly Service[]
  /** What else this association takes in. */
  readonly matters: readonly Matter[]
  readonly reasons: readonly Reason[]
  /** `reply_first`: a notice of decision carries no outcome until the PIN is given. */
  readonly notice: 'reply_first' | 'outcome_in_notice'
  readonly survey?: Survey
  readonly answers: readonly Answer[]
  readonly clauses: readonly Clause[]
  readonly emergency: readonly { readonly name: Localised; readonly number: string }[]
}

/** All forms of an association: of its services, of its matters, of its polls. */
export function formsOf(association: Association): Form[] {
  const { services, matters, survey } = association
  return [
    ...services.map(({ form }) => form),
    ...matters.map(({ form }) => form),
    ...services.map(({ poll }) => poll.form),
    ...(survey ? [survey.form] : []),
  ]
}
