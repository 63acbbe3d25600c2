import type { AnswerType } from './answer.ts'
import type { Localised } from './text.ts'

/** How much harm a value could do in the wrong hands; sensitive is what PDPL art. 1 lists (health, unknown parents …). */
export type Sensitivity = 'public' | 'personal' | 'sensitive'

/** An option of a choice field. */
export interface FieldOption {
  readonly id: string
  readonly label: Localised
  /** Other words people use for it, in any language. */
  readonly synonyms?: readonly string[]
}

/** A rule over the answers given so far (CEL, true = fine) and what to say when it does not hold. */
export interface Constraint {
  readonly rule: string
  readonly message: Localised
}

/** How the last day on which a document is valid is asked (R5). */
export interface ValidUntil {
  readonly label: Localised
  readonly ask: Localised
  /** Said when that day is past. */
  readonly expired: Localised
}

interface FieldBase {
  readonly id: string
  /** Short name in the summary. */
  readonly label: Localised
  /** Asked only while this CEL rule over earlier answers holds. */
  readonly when?: string
}

/** One question of a form and its answer. */
export interface AskedField extends FieldBase {
  readonly kind: 'field'
  /** The question as asked, one sentence. */
  readonly ask: Localised
  readonly type: AnswerType
  /** Why the value is collected; PDPL asks for one for every field. */
  readonly purpose: Localised
  readonly sensitivity: Sensitivity
  /** May be left out with "skip". */
  readonly optional?: boolean
  readonly constraint?: Constraint
  readonly options?: readonly FieldOption[]
  readonly min?: number
  readonly max?: number
  readonly minLength?: number
  readonly maxLength?: number
  /** Parts of a full name. */
  readonly parts?: number
  /** Files one document may consist of; 1 unless said. */
  readonly maxFiles?: number
  /** Of a document: it must be valid on the day of submission; the loader puts a question for that day, `<id>_until`, after it. */
  readonly validUntil?: ValidUntil
  /** Of such a question: the document whose day it is. Once the day is past the answer counts no more. */
  readonly validityOf?: string
  /** A fact known of the person from before: offered for confirmation instead of asked again. */
  readonly known?: string
}

/** A value computed from others; shown in the summary, never asked. */
export interface CalculatedField extends FieldBase {
  readonly kind: 'calculated'
  /** CEL over the answers. */
  readonly value: string
  /** Number of decimals shown. */
  readonly decimals?: number
}

/** Questions repeated for each member of a group (a family). */
export interface RepeatGroup extends FieldBase {
  readonly kind: 'repeat'
  readonly fields: readonly AskedField[]
  readonly min?: number
  readonly max: number
  /** CEL giving the number of members; without it "one more?" is asked after each. */
  readonly count?: string
  /** What one member is called in a heading; `{{n}}` is the place. */
  readonly member: Localised
  /** The yes/no question after each member, where there is no count. */
  readonly more?: Localised
}

export type FormItem = AskedField | CalculatedField | RepeatGroup

/** A heading and its questions. */
export interface FormSection {
  readonly id: string
  readonly title: Localised
  readonly items: readonly FormItem[]
}

/** What is asked for one service. `id` names it in flows; `revision` is a hash of its content. */
export interface Form {
  readonly id: string
  readonly revision: string
  readonly sections: readonly FormSection[]
}
