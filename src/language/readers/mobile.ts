import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/mobile'
import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { isDenied, writeSpokenDigits } from '../digits.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { clean } from '../normalise.ts'

// A phone as it stands in a text: digits with what people put between them, a plus before or (right to left) after.
const PHONE = /(?:\+\s?|\(\+?)?\d(?:[\s\-._/()*]{0,3}\d)*(?:\s?\+(?!\s?\d))?/g
const SAUDI = /^(?:(?:\+|00)?966)?0?(5\d{8})$/
const SAUDI_LANDLINE = /^(?:(?:\+|00)?966)?0?1[1-9]\d{7}$/
// Nobody's foreign number is shorter with its country code; what is longer is no phone number (E.164).
const SHORTEST_WITH_CODE = 12
const LONGEST = 15
// The number was found already; libphonenumber need not look for it.
const WHOLE = { extract: false }

/** The digits of a phone, `+` first where a country code was marked. */
function phoneDigits(match: string): string {
  const digits = match.replace(/\D/g, '')
  const marked = match.includes('+')
  return marked && !digits.startsWith('00') ? `+${digits}` : digits
}

function phonesIn(text: string): readonly string[] {
  const phones: string[] = []
  for (const [match] of text.matchAll(PHONE)) {
    const whole = phoneDigits(match)
    const pieces = match.split(/\s+(?=[+\d(])|[/]/).filter((piece) => /\d/.test(piece))
    const apart = pieces.map(phoneDigits)
    // Two numbers written side by side look like one that is too long.
    if (pieces.length > 1 && whole.length > LONGEST && apart.every((piece) => piece.length >= 9))
      phones.push(...apart)
    else phones.push(whole)
  }
  return [...new Set(phones)]
}

/** A Saudi mobile in E.164, or undefined; whether the range is allotted is libphonenumber's to say. */
function saudiMobile(phone: string): string | undefined {
  const local = SAUDI.exec(phone)?.[1]
  if (local === undefined) return undefined
  const e164 = `+966${local}`
  return parsePhoneNumberFromString(e164, WHOLE)?.isValid() === true ? e164 : undefined
}

function foreignMobile(phone: string): PhoneNumber | undefined {
  const international = phone.startsWith('00') ? `+${phone.slice(2)}` : phone
  const marked = international.startsWith('+')
  // Without a mark a foreign number is only sure when it is too long to be anybody's local number.
  if (!marked && (phone.startsWith('0') || phone.length < SHORTEST_WITH_CODE)) return undefined
  const parsed = parsePhoneNumberFromString(marked ? international : `+${international}`, WHOLE)
  return parsed?.isValid() === true ? parsed : undefined
}

/** Short numbers beside a phone (an age, a house number) are not phones. */
const isPhoneLike = (phone: string): boolean => phone.replace('+', '').length >= 8

function readSaudi(input: string, options: ReadOptions): ReadResult {
  const text = writeSpokenDigits(clean(input))
  const phones = isDenied(text) ? [] : phonesIn(text)
  const mobiles = [...new Set(phones.flatMap((phone) => saudiMobile(phone) ?? []))]
  const [mobile] = mobiles
  const hint = hintFor('mobile', options)
  if (mobiles.length > 1) return refused('mobile_many', hint)
  if (mobile !== undefined) return understood(mobile, mobile)
  if (phones.some((phone) => SAUDI_LANDLINE.test(phone))) return refused('mobile_is_landline', hint)
  if (phones.some((phone) => /^(\+|00)(?!966)/.test(phone) && foreignMobile(phone) !== undefined)) {
    return refused('mobile_is_foreign', hint)
  }
  return refused(phones.length === 0 ? 'mobile_unclear' : 'mobile_digits', hint)
}

function readInternational(input: string, options: ReadOptions): ReadResult {
  const text = writeSpokenDigits(clean(input))
  const phones = isDenied(text) ? [] : phonesIn(text).filter(isPhoneLike)
  const numbers = [
    ...new Set(phones.flatMap((phone) => saudiMobile(phone) ?? foreignMobile(phone)?.number ?? [])),
  ]
  const [number] = numbers
  const hint = hintFor('mobileIntl', options)
  if (numbers.length > 1) return refused('mobile_many', hint)
  if (number !== undefined) return understood(number, number)
  if (phones.some((phone) => !/^(\+|00)/.test(phone))) return refused('mobile_country_code', hint)
  return refused(phones.length === 0 ? 'mobile_unclear' : 'mobile_digits', hint)
}

/** A Saudi mobile number, in E.164. */
export const mobileSa: Reader = { type: 'mobile_sa', read: readSaudi }

/** A mobile number of any country, in E.164; a Saudi one may leave out its country code. */
export const mobileIntl: Reader = { type: 'mobile_intl', read: readInternational }
