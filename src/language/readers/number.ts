import type { Reader, ReadOptions, ReadProblem, ReadResult } from '#core/answer.ts'
import { BOUNDS, NEGATIVES, NEGATORS, ONLY, QUESTIONS } from '../lexicon/number-context.ts'
import { normalise } from '../normalise.ts'
import { looksLikeNumber } from '../number-words.ts'
import { quantitiesOf, type Quantity } from '../quantities.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { tokensOf, type Token } from '../tokens.ts'

/** A text in which exactly one number was found, with the words around it. */
export interface OneNumber {
  readonly ok: true
  readonly value: number
  readonly quantity: Quantity
  readonly tokens: readonly Token[]
  /** The words that are not part of the number. */
  readonly others: readonly string[]
}

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => normalise(word, { search: true })))

const NEGATOR = set(NEGATORS)
const NEGATIVE = set(NEGATIVES)
const ONLY_WORD = set(ONLY)
const QUESTION = set(QUESTIONS)
const BOUND = set(BOUNDS)
const LONGEST = 200

/** Reads the one number of a short text; `prefix` names the problems. */
export function readOneNumber(
  input: string,
  prefix: 'number' | 'amount' | 'count' | 'rating',
  hint: string,
): OneNumber | ReadProblem {
  const fail = (what: 'unclear' | 'ambiguous' | 'many' | 'range'): ReadProblem =>
    refused(`${prefix}_${what}`, hint)
  if (input.length > LONGEST) return fail('unclear')
  const tokens = tokensOf(input)
  const quantities = quantitiesOf(tokens)
  const [first] = quantities
  if (first === undefined) return fail('unclear')
  const others = wordsOutside(tokens, quantities)
  if (others.some((word) => QUESTION.has(word))) return fail('unclear')
  if (isDenied(others) || others.some(looksLikeNumber)) return fail('unclear')
  if (quantities.some((quantity) => quantity.ambiguous)) return fail('ambiguous')
  if (!isSaidTwice(quantities)) return fail('many')
  if (isRange(tokens, first, others)) return fail('range')
  const negative = isNegative(tokens, first, others)
  return { ok: true, value: negative ? -first.value : first.value, quantity: first, tokens, others }
}

/** One number, or the same in digits and words: "5000 (خمسة آلاف)". "ألف ألف" is neither. */
function isSaidTwice(quantities: readonly Quantity[]): boolean {
  if (quantities.length === 1) return true
  const same = new Set(quantities.map((quantity) => quantity.value)).size === 1
  return same && quantities.some((quantity) => quantity.numeral !== undefined)
}

function wordsOutside(tokens: readonly Token[], quantities: readonly Quantity[]): readonly string[] {
  return tokens
    .filter((token, at) => token.kind === 'word' && !quantities.some(({ from, to }) => at >= from && at < to))
    .map((token) => token.text)
}

/** "ليس 500" denies the number; "ما عندي إلا 500" and "فقط لا غير" do not. */
function isDenied(others: readonly string[]): boolean {
  return others.some((word) => NEGATOR.has(word)) && !others.some((word) => ONLY_WORD.has(word))
}

function isRange(tokens: readonly Token[], { from, to }: Quantity, others: readonly string[]): boolean {
  if (others.some((word) => BOUND.has(word))) return true
  const before = tokens[from - 1]?.text
  const after = tokens[to]?.text
  return ['<', '>', '≤', '≥'].some((sign) => sign === before || sign === after) || after === '+'
}

function isNegative(tokens: readonly Token[], { from, to }: Quantity, others: readonly string[]): boolean {
  const sign = tokens[from - 1]
  const touches = tokens[from]?.joined === true
  // "دخلي: -500" is a minus, "دخلي -500" too; "- 500" opens a line in a list.
  if (sign?.kind === 'sign' && sign.text === '-' && touches && !wordTouches(tokens, from)) return true
  const after = tokens[to]
  if (after?.text === '-' && after.joined && tokens[to + 1] === undefined) return true
  return others.some((word) => NEGATIVE.has(word))
}

const wordTouches = (tokens: readonly Token[], from: number): boolean =>
  tokens[from - 1]?.joined === true && tokens[from - 2]?.kind === 'word'

/** A number as people read it: ASCII digits, thousands apart. */
export function shownNumber(value: number): string {
  const [whole = '0', decimals = ''] = String(Math.abs(value)).split('.')
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',')
  // 3.125 would be asked about as 3,125; a fourth decimal makes it sure.
  const sure = decimals.length === 3 && whole.length <= 3 && whole !== '0' ? `${decimals}0` : decimals
  return `${value < 0 ? '-' : ''}${grouped}${sure === '' ? '' : `.${sure}`}`
}

function read(input: string, options: ReadOptions): ReadResult {
  const found = readOneNumber(input, 'number', hintFor('number', options))
  if (!found.ok) return found
  const { value } = found
  if (options.min !== undefined && value < options.min)
    return refused('number_too_small', String(options.min))
  if (options.max !== undefined && value > options.max)
    return refused('number_too_large', String(options.max))
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return refused('number_too_large', hintFor('number', options))
  }
  return understood(value, shownNumber(value))
}

/** A number, whole or not, in digits or words. */
export const number: Reader = { type: 'number', read }
