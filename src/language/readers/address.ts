import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { findNumber } from '../digits.ts'
import { clean } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

// Four letters (region, branch, division, one more) and the building's four digits.
const SHORT = /(?<![A-Za-z0-9])([A-Za-z]{4})[\s\-_]{0,3}(\d{4})(?![A-Za-z0-9])/g
const ARABIC_BEFORE = /[\u0600-\u06FF]/

function readShort(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('shortAddress', options)
  if (input.length > 300) return refused('short_address_unclear', hint)
  const found = new Set<string>()
  for (const [, letters = '', digits = ''] of spelledTogether(clean(input)).matchAll(SHORT)) {
    if (!/^(?:code|addr|home|city|zone|unit|year)$/i.test(letters)) found.add(letters.toUpperCase() + digits)
  }
  if (found.size > 1) return refused('short_address_many', hint)
  const [address] = found
  return address === undefined ? refused('short_address_unclear', hint) : understood(address, address)
}

/** "R R R D 2 9 2 9" and "RRRD 29 29" spelled together, where the whole text is nothing else. */
function spelledTogether(text: string): string {
  const joined = text.replace(/[\s\-_.]/g, '')
  return /^[A-Za-z]{4}\d{4}$/.test(joined) && !ARABIC_BEFORE.test(text) ? joined : text
}

const POSTAL = /(?<![\dA-Za-z])(\d{5})(?:\s?[-–]\s?(\d{4}))?(?!\d)/g

function readPostal(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('postalCode', options)
  if (input.length > 300) return refused('postal_code_unclear', hint)
  const text = clean(input)
  const nine = findNumber(text, (digits) => digits.length === 9 || digits.length === 5)
  if (nine.kind === 'many') return refused('postal_code_many', hint)
  const digits = nine.kind === 'one' ? nine.digits : firstFive(text)
  if (digits === undefined) return refused('postal_code_unclear', hint)
  if (!/^[1-8]/.test(digits)) return refused('postal_code_first_digit', hint)
  const code = digits.length === 9 ? `${digits.slice(0, 5)}-${digits.slice(5)}` : digits
  return understood(code, code)
}

/** The five digits among other short numbers ("الرياض 12345 مبنى 7"). */
function firstFive(text: string): string | undefined {
  const codes = [...new Set([...text.matchAll(POSTAL)].map(([, five = '', more = '']) => five + more))]
  return codes.length === 1 ? codes[0] : undefined
}

/** The short form of a national address. */
export const shortAddress: Reader = { type: 'short_address', read: readShort }

/** A Saudi postal code, with or without its four more digits. */
export const postalCode: Reader = { type: 'postal_code', read: readPostal }
