import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import {
  HALALAS,
  OTHER_CURRENCIES,
  OTHER_CURRENCY_SIGNS,
  OTHER_RIYALS,
  OTHER_UNITS,
  RIYALS,
} from '../lexicon/money.ts'
import { clean, normalise } from '../normalise.ts'
import { quantitiesOf } from '../quantities.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { tokensOf, type Token } from '../tokens.ts'
import { readOneNumber, shownNumber } from './number.ts'

// Larger than any income or rent in a charity's form, smaller than an identity or phone number.
const LARGEST = 999_999_999
const HALALAS_IN_RIYAL = 100

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => normalise(word, { search: true })))
const CURRENCY = set(OTHER_CURRENCIES)
const SIGNS = new Set(OTHER_CURRENCY_SIGNS)
const FOREIGN_RIYAL = set(OTHER_RIYALS)
const RIYAL = set(RIYALS)
const HALALA = set(HALALAS)
const UNIT = set(OTHER_UNITS)

/** Riyal marks as one word, so that the dots of "ر.س" and a dash after "ريال" mean nothing. */
function withRiyalMarks(input: string): string {
  return clean(input)
    .replace(/[\u20C1]|ر\s?\.\s?س\.?|(?<=\d)\s*ر\/?س\b/gu, ' ريال ')
    .replace(/S\.\s?[AR]\.?(?:\s?R\.?)?/gi, ' SAR ')
    .replace(/\/-/g, ' ')
}

// Abbreviations of other currencies: ل.س, د.إ, ر.ع, ج.م.
const ABBREVIATION = /(?<!\p{L})[لدجر]\s?\.\s?[إأاكمبعقيتل](?!\p{L})/u

function isOtherCurrency(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => CURRENCY.has(text) || SIGNS.has(text) || FOREIGN_RIYAL.has(text))
}

/** A number of something else: "5 أطفال", "3 شهور", "50%". */
function isOtherUnit(tokens: readonly Token[], after: number): boolean {
  const next = tokens[after]?.text
  if (next === undefined) return false
  // "2m", "5000kg": a unit that is no riyal.
  const glued = tokens[after]?.joined === true && /^[a-z]/.test(next) && !RIYAL.has(next)
  return glued || UNIT.has(next) || next === '%'
}

/** "ألف ريال وخمسمية" is one amount: the riyal between its parts says nothing. */
function withinOneAmount(text: string, tokens: readonly Token[]): string {
  const riyals = tokens.filter((token) => RIYAL.has(token.text))
  const [riyal] = riyals
  const next = riyal === undefined ? undefined : tokens[tokens.indexOf(riyal) + 1]
  if (riyals.length !== 1 || riyal === undefined || next?.text.startsWith('و') !== true) return text
  return text.slice(0, riyal.at) + text.slice(next.at)
}

/** "500 ريال و50 هللة": riyals and hundredths are one amount; hundredths alone are asked about. */
function readHalalas(tokens: readonly Token[]): number | undefined {
  const [riyals, halalas, ...more] = quantitiesOf(tokens)
  if (riyals === undefined || halalas === undefined || more.length > 0) return undefined
  const named = RIYAL.has(tokens[riyals.to]?.text ?? '') && HALALA.has(tokens[halalas.to]?.text ?? '')
  const fits =
    Number.isInteger(riyals.value) && Number.isInteger(halalas.value) && halalas.value < HALALAS_IN_RIYAL
  return named && fits ? (riyals.value * HALALAS_IN_RIYAL + halalas.value) / HALALAS_IN_RIYAL : undefined
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('amount', options)
  if (input.length > 400) return refused('amount_unclear', hint)
  const text = withRiyalMarks(input)
  const tokens = tokensOf(text)
  if (isOtherCurrency(tokens) || ABBREVIATION.test(text) || /(?<!\p{L})ل\s?\.\s?س/u.test(text))
    return refused('amount_currency', hint)
  const withHundredths = readHalalas(tokens)
  if (withHundredths !== undefined) return inRange(withHundredths, options)
  if (tokens.some((token) => HALALA.has(token.text))) return refused('amount_unclear', hint)
  const found = readOneNumber(withinOneAmount(text, tokens), 'amount', hint)
  if (!found.ok) return found
  if (isOtherUnit(found.tokens, found.quantity.to)) return refused('amount_unclear', hint)
  if (/^0\d{5}/.test(found.quantity.numeral ?? '')) return refused('amount_unclear', hint)
  return inRange(found.value, options)
}

function inRange(value: number, options: ReadOptions): ReadResult {
  if (value < 0) return refused('amount_negative', hintFor('zero', options))
  if (Math.round(value * HALALAS_IN_RIYAL) !== Number((value * HALALAS_IN_RIYAL).toFixed(6))) {
    return refused('amount_ambiguous', hintFor('amount', options))
  }
  if (value < (options.min ?? 0)) return refused('number_too_small', String(options.min))
  const most = options.max ?? LARGEST
  if (value > most) return refused('number_too_large', shownNumber(most))
  return understood(value, shownNumber(value))
}

/** An amount in Saudi riyals, zero or more. */
export const amountSar: Reader = { type: 'amount_sar', read }
