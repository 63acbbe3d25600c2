import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { BANKS } from '../lexicon/banks.ts'
import { isDenied } from '../digits.ts'
import { clean } from '../normalise.ts'
import type { Problem } from '../problems.ts'
import { hintFor, refused, understood } from '../reading.ts'

const LENGTH = 24
// SA, two check digits, two digits of the bank, 18 letters or digits (SARIE; ISO 13616 registry: SA2!n2!n18!c).
const SHAPE = /^SA\d{4}[A-Z0-9]{18}$/
const STARTS = /(?<![A-Za-z])S\s*A(?=[\s\-_.:]*[0-9O])/gi
const JOINTS = /[\s\-_./:]/

/** The remainder of an IBAN's digits, letters counted from ten, by 97 (ISO 7064); one when it is right. */
export function ibanRemainder(iban: string): number {
  let remainder = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = sign >= 'A' ? sign.charCodeAt(0) - 55 : sign.charCodeAt(0) - 48
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** The bank that an IBAN names, to be confirmed by its holder. */
function bankOf(iban: string, language = 'ar'): string | undefined {
  const bank = BANKS[iban.slice(4, 6)]
  return language === 'ar' ? bank?.ar : bank?.en
}

/** What follows "SA" up to the next word: letters, digits and what people put between them. */
function candidateAt(text: string, at: number): string {
  let found = ''
  for (let index = at; index < text.length; index++) {
    const sign = text[index] ?? ''
    if (/[A-Za-z0-9]/.test(sign)) found += sign.toUpperCase()
    else if (!JOINTS.test(sign)) break
    if (found.length === LENGTH && startsNewWord(text, index + 1)) break
  }
  return found
}

/** After 24 signs, a space and a letter or a phone number begin something else; a few more digits make it too long. */
const startsNewWord = (text: string, at: number): boolean =>
  !/^[\s-]?\d{1,6}(?!\d)|^\d|^[A-Za-z]/.test(text.slice(at))

function problemOf(candidate: string): Problem | undefined {
  if (candidate.length !== LENGTH) return 'iban_length'
  if (!SHAPE.test(candidate)) return 'iban_shape'
  const check = Number(candidate.slice(2, 4))
  // ISO 13616: check digits are 02 to 98.
  if (check < 2 || check > 98 || ibanRemainder(candidate) !== 1) return 'iban_check_digits'
  return undefined
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('iban', options)
  if (input.length > 400) return refused('iban_unclear', hint)
  const text = clean(input)
  if (isDenied(text)) return refused('iban_unclear', hint)
  const candidates = [...new Set([...text.matchAll(STARTS)].map((match) => candidateAt(text, match.index)))]
  const right = candidates.filter((candidate) => problemOf(candidate) === undefined)
  const [iban] = right
  if (right.length > 1) return refused('iban_many', hint)
  if (iban !== undefined) {
    const bank = bankOf(iban, options.language)
    const account = understood(iban, iban.replace(/(.{4})(?=.)/g, '$1 '))
    return bank === undefined ? account : { ...account, hint: bank }
  }
  const [candidate] = candidates
  if (candidate !== undefined) return refused(problemOf(candidate) ?? 'iban_unclear', hint)
  return withoutCountry(text, hint)
}

function withoutCountry(text: string, hint: string): ReadResult {
  const joined = text.replace(/[\s\-_.]/g, '')
  if (/(?<![A-Za-z])\d{22}(?!\d)/.test(joined)) return refused('iban_needs_sa', hint)
  if (/(?<![A-Za-z])[A-Z]{2}\d{2}[A-Z0-9]{11,30}/i.test(joined)) return refused('iban_foreign', hint)
  return refused('iban_unclear', hint)
}

/** A Saudi IBAN: SA and 22 characters. */
export const ibanSa: Reader = { type: 'iban_sa', read }
