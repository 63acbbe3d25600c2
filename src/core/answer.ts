/** What a question may ask for; the closed list of answer types, each with one reader in `language/readers`. */
export const ANSWER_TYPES = [
  'text',
  'choice',
  'multi_choice',
  'yes_no',
  'number',
  'count',
  'family_size',
  'amount_sar',
  'rating',
  'date',
  'gregorian_date',
  'hijri_date',
  'birth_date',
  'mobile_sa',
  'mobile_intl',
  'national_id',
  'iqama',
  'identity',
  'border_number',
  'gcc_id',
  'passport',
  'iban_sa',
  'short_address',
  'postal_code',
  'region',
  'name_ar',
  'name_latin',
  'email',
  'location',
  'document',
  'voice',
  'pin',
] as const

export type AnswerType = (typeof ANSWER_TYPES)[number]

/** A value as it is stored in a session or a case: JSON, never a class instance. */
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue }

/** One option of a choice question, in the language of the conversation. */
export interface ReadOption {
  readonly id: string
  readonly label: string
  /** Other words that mean this option, in any language. */
  readonly synonyms?: readonly string[]
}

/** The parts of a file that a reader judges by; the bytes stay in the store. */
export interface FileFacts {
  readonly name: string
  /** MIME type as the sender claims it; never trusted. */
  readonly mime: string
  /** Size in bytes. */
  readonly bytes: number
  /** The first bytes of the content (up to 4,100), lower-case hexadecimal. */
  readonly magic: string
  /** Why the file was not kept, a key of `problems.json`: found where its content was looked through. */
  readonly problem?: string
}

/** Limits and context of one question. `today` is the day in Riyadh, `YYYY-MM-DD`; readers never look at a clock. */
export interface ReadOptions {
  readonly today: string
  readonly language?: string
  readonly min?: number
  readonly max?: number
  readonly minLength?: number
  readonly maxLength?: number
  /** Parts a full name needs; 4 by default. */
  readonly parts?: number
  readonly options?: readonly ReadOption[]
  /** Staff may accept an identity number whose check digit fails. */
  readonly override?: boolean
}

/** An answer that was understood. `display` is shown to people (isolated, ASCII digits); `also` holds the same day in the calendar it was typed in. */
export interface ReadOk {
  readonly ok: true
  readonly value: AnswerValue
  readonly display: string
  readonly also?: { readonly hijri?: string; readonly gregorian?: string }
  /** What the value seems to belong to (the bank of an IBAN), for the person to confirm. */
  readonly hint?: string
}

/**
 * An answer that was not understood: a key of `locales/<lang>/problems.json` and an example to show.
 * `suggestion` is a unique near miss of a choice, offered for confirmation.
 */
export interface ReadProblem {
  readonly ok: false
  readonly problem: string
  readonly hint?: string
  readonly suggestion?: { readonly id: string; readonly label: string }
}

export type ReadResult = ReadOk | ReadProblem

/** Reads one type of answer. Pure: never throws on any Unicode text, never looks at a clock. */
export interface Reader {
  readonly type: AnswerType
  read(input: string, options: ReadOptions): ReadResult
}

/** The command words understood in every state (design §5). */
export const COMMANDS = [
  'back',
  'cancel',
  'restart',
  'menu',
  'human',
  'repeat',
  'skip',
  'help',
  'save',
  'stop',
  'language',
  'requests',
] as const

export type Command = (typeof COMMANDS)[number]
