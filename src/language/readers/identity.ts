import type { AnswerType, Reader, ReadOptions, ReadProblem, ReadResult } from '#core/answer.ts'
import { findNumber, isDenied, writeSpokenDigits } from '../digits.ts'
import { hintFor, refused, understood } from '../reading.ts'
import type { HintKey } from '../lexicon/hints.ts'
import { clean } from '../normalise.ts'
import type { Problem } from '../problems.ts'

const TEN_DIGITS = 10

/** Luhn over all ten digits, the first of them doubled (common practice; no official text was found). */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** One digit repeated: it may pass a check digit, but nobody has such a number. */
export function isOneDigit(digits: string): boolean {
  return /^(\d)\1+$/.test(digits)
}

interface Kind {
  readonly type: AnswerType
  readonly own: RegExp
  readonly hint: HintKey
  /** What to say of a number of the other kind. */
  readonly other?: { readonly shape: RegExp; readonly problem: Problem; readonly hint: HintKey }
}

const OTHER_NUMBERS: readonly { readonly shape: RegExp; readonly hint: HintKey }[] = [
  { shape: /^(05\d{8}|9665\d{8}|009665\d{8})$/, hint: 'isMobile' },
  { shape: /^[345]\d{9}$/, hint: 'isBorderNumber' },
]

function explain(found: string, kind: Kind, options: ReadOptions): ReadProblem {
  const { other } = kind
  if (other?.shape.test(found)) return refused(other.problem, hintFor(other.hint, options))
  const another = OTHER_NUMBERS.find((number) => number.shape.test(found))
  if (another !== undefined) return refused('identity_other_number', hintFor(another.hint, options))
  return refused(found === '' ? 'identity_unclear' : 'identity_digits', hintFor(kind.hint, options))
}

function readIdentity(input: string, options: ReadOptions, kind: Kind): ReadResult {
  const text = writeSpokenDigits(clean(input))
  if (/\+\s?\d/.test(text)) return refused('identity_other_number', hintFor('isMobile', options))
  if (isDenied(text)) return refused('identity_unclear', hintFor(kind.hint, options))
  const found = findNumber(text, (digits) => kind.own.test(digits))
  if (found.kind === 'many') return refused('identity_many', hintFor(kind.hint, options))
  if (found.kind === 'none') {
    const any = findNumber(text, (digits) => digits.length === TEN_DIGITS)
    return explain(any.kind === 'one' ? any.digits : found.nearest, kind, options)
  }
  const { digits } = found
  if (isOneDigit(digits)) return refused('identity_repeated', hintFor(kind.hint, options))
  if (!passesLuhn(digits) && options.override !== true) {
    return refused('identity_check_digit', hintFor(kind.hint, options))
  }
  return understood(digits, digits)
}

function identityReader(kind: Kind): Reader {
  return { type: kind.type, read: (input, options) => readIdentity(input, options, kind) }
}

/** A citizen's number, 1…. */
export const nationalId: Reader = identityReader({
  type: 'national_id',
  own: /^1\d{9}$/,
  hint: 'nationalId',
  other: { shape: /^2\d{9}$/, problem: 'national_id_is_iqama', hint: 'isIqama' },
})

/** A resident's number, 2…. */
export const iqama: Reader = identityReader({
  type: 'iqama',
  own: /^2\d{9}$/,
  hint: 'iqama',
  other: { shape: /^1\d{9}$/, problem: 'iqama_is_national_id', hint: 'isNationalId' },
})

/** A citizen's or a resident's number. */
export const identity: Reader = identityReader({ type: 'identity', own: /^[12]\d{9}$/, hint: 'nationalId' })
