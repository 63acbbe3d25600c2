import type { AnswerType, Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { amountSar } from './readers/amount.ts'
import { choice, multiChoice } from './readers/choice.ts'
import { count, familySize } from './readers/count.ts'
import { birthDate, date, gregorianDate, hijriDate } from './readers/date.ts'
import { document, voice } from './readers/document.ts'
import { email } from './readers/email.ts'
import { borderNumber, gccId, passport } from './readers/foreign-identity.ts'
import { ibanSa } from './readers/iban.ts'
import { identity, iqama, nationalId } from './readers/identity.ts'
import { location } from './readers/location.ts'
import { mobileIntl, mobileSa } from './readers/mobile.ts'
import { nameAr, nameLatin } from './readers/name.ts'
import { number } from './readers/number.ts'
import { pin } from './readers/pin.ts'
import { postalCode, shortAddress } from './readers/address.ts'
import { rating } from './readers/rating.ts'
import { region } from './readers/region.ts'
import { text } from './readers/text.ts'
import { yesNo } from './readers/yes-no.ts'

/** The reader of each answer type. */
export const READERS: Readonly<Record<AnswerType, Reader>> = {
  text,
  choice,
  multi_choice: multiChoice,
  yes_no: yesNo,
  number,
  count,
  family_size: familySize,
  amount_sar: amountSar,
  rating,
  date,
  gregorian_date: gregorianDate,
  hijri_date: hijriDate,
  birth_date: birthDate,
  mobile_sa: mobileSa,
  mobile_intl: mobileIntl,
  national_id: nationalId,
  iqama,
  identity,
  border_number: borderNumber,
  gcc_id: gccId,
  passport,
  iban_sa: ibanSa,
  short_address: shortAddress,
  postal_code: postalCode,
  region,
  name_ar: nameAr,
  name_latin: nameLatin,
  email,
  location,
  document,
  voice,
  pin,
}

/** Reads one answer. A document or voice note comes as the JSON of its `FileFacts`. */
export function readAnswer(type: AnswerType, input: string, options: ReadOptions): ReadResult {
  return READERS[type].read(input, options)
}
