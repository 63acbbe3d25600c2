import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { findNumber, writeSpokenDigits } from '../digits.ts'
import { clean } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { isOneDigit } from './identity.ts'

const BORDER = /^[345]\d{9}$/

function readBorder(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('borderNumber', options)
  const text = writeSpokenDigits(clean(input))
  const found = findNumber(text, (digits) => BORDER.test(digits))
  if (/\+\s?\d/.test(text)) return refused('border_number_unclear', hint)
  if (found.kind === 'many') return refused('identity_many', hint)
  if (found.kind === 'none') return refused('border_number_unclear', hint)
  if (isOneDigit(found.digits)) return refused('identity_repeated', hint)
  return understood(found.digits, found.digits)
}

/** Kuwait's weights; the last digit is eleven minus the weighted sum modulo eleven. */
const KUWAIT_WEIGHTS = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

function passesKuwait(digits: string): boolean {
  const sum = KUWAIT_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return 11 - (sum % 11) === Number(digits[11])
}

// Kuwait: century, day of birth, serial, check digit. The United Arab Emirates: 784, year of birth, serial.
// Qatar 11 digits, Bahrain 9, Oman 8: no more is published, so no more is asked.
const KUWAIT = /^[1-3]\d{11}$/
const EMIRATES = /^784\d{12}$/
const QATAR = /^\d{11}$/
const BAHRAIN = /^\d{9}$/
const OMAN = /^\d{8}$/
const FORMATS = [EMIRATES, QATAR, BAHRAIN, OMAN] as const

const isGcc = (digits: string): boolean =>
  digits.length === 12 || FORMATS.some((format) => format.test(digits))

function readGcc(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('gccId', options)
  const text = writeSpokenDigits(clean(input))
  if (/\+\s?\d/.test(text)) return refused('gcc_id_unclear', hint)
  const found = findNumber(text, isGcc)
  if (found.kind === 'many') return refused('identity_many', hint)
  if (found.kind === 'none') return refused('gcc_id_unclear', hint)
  const { digits } = found
  if (isOneDigit(digits)) return refused('identity_repeated', hint)
  if (digits.length === 12 && !(KUWAIT.test(digits) && passesKuwait(digits)) && options.override !== true) {
    return refused('identity_check_digit', hint)
  }
  return understood(digits, digits)
}

const PASSPORT = /^(?=.*\d)[A-Z0-9]{5,9}$/
const LABEL = /\b(?:passport|number|no|num|my|is|the|id)\b[.:#]?/gi

// A number that begins with an Arabic letter would be cut short.
const ARABIC_LETTER_FIRST = /(?<![\u0600-\u06FF])[\u0621-\u064A]\d/

function readPassport(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('passport', options)
  if (input.length > 200) return refused('passport_unclear', hint)
  const cleaned = clean(input)
  if (ARABIC_LETTER_FIRST.test(cleaned)) return refused('passport_unclear', hint)
  const text = cleaned
    .replace(LABEL, ' ')
    .replace(/[\u0600-\u06FF]+/g, ' | ')
    .toUpperCase()
  const found = new Set(text.split('|').flatMap(passportsIn))
  const [passport] = found
  if (found.size > 1) return refused('identity_many', hint)
  if (passport === undefined || /^(.)\1+$/.test(passport)) return refused('passport_unclear', hint)
  return understood(passport, passport)
}

/** A passport number in a piece of text: in one word, or in several that are nothing else ("A 123 4567"). */
function passportsIn(piece: string): readonly string[] {
  const joined = piece.replace(/[\s\-–._/:#,()]/g, '')
  if (joined === '') return []
  if (!/^[A-Z0-9]+$/.test(joined)) return piece.split(/\s+/).filter((word) => PASSPORT.test(word))
  if (PASSPORT.test(joined)) return [joined]
  const words = piece.trim().split(/[\s,]+/)
  return words.length > 1 && words.every((word) => !/^\d{1,4}$/.test(word))
    ? words.filter((word) => PASSPORT.test(word))
    : []
}

/** The number given at the border to those who have none yet. */
export const borderNumber: Reader = { type: 'border_number', read: readBorder }

/** An identity number of another Gulf state. */
export const gccId: Reader = { type: 'gcc_id', read: readGcc }

/** A passport number, letters upper case. */
export const passport: Reader = { type: 'passport', read: readPassport }
