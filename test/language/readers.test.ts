import { describe, expect, it } from 'vitest'
import { ANSWER_TYPES, type AnswerType, type ReadOptions } from '#core/answer.ts'
import { READERS, readAnswer } from '#language/readers.ts'
import * as address from './cases/address.ts'
import * as amounts from './cases/amounts.ts'
import * as counts from './cases/counts.ts'
import * as dates from './cases/dates.ts'
import * as iban from './cases/iban.ts'
import * as identity from './cases/identity.ts'
import * as mobile from './cases/mobile.ts'
import * as names from './cases/names.ts'
import * as otherIdentity from './cases/other-identity.ts'
import * as pins from './cases/pins.ts'
import * as regions from './cases/regions.ts'
import type { Row } from './cases/row.ts'
import * as text from './cases/text.ts'
import * as yesNo from './cases/yes-no.ts'

const TODAY: ReadOptions = { today: '2026-03-01' }

const TABLES: readonly (readonly [AnswerType, readonly Row[]])[] = [
  ['text', text.text],
  ['yes_no', yesNo.yesNo],
  ['number', amounts.number],
  ['count', counts.count],
  ['family_size', counts.familySize],
  ['amount_sar', amounts.amountSar],
  ['rating', counts.rating],
  ['pin', pins.pin],
  ['date', dates.date],
  ['gregorian_date', dates.gregorianDate],
  ['hijri_date', dates.hijriDate],
  ['birth_date', dates.birthDate],
  ['mobile_sa', mobile.mobileSa],
  ['mobile_intl', mobile.mobileIntl],
  ['national_id', identity.nationalId],
  ['iqama', identity.iqama],
  ['identity', identity.identity],
  ['border_number', otherIdentity.borderNumber],
  ['gcc_id', otherIdentity.gccId],
  ['passport', otherIdentity.passport],
  ['iban_sa', iban.ibanSa],
  ['short_address', address.shortAddress],
  ['postal_code', address.postalCode],
  ['region', regions.region],
  ['name_ar', names.nameAr],
  ['name_latin', names.nameLatin],
  ['email', address.email],
  ['location', address.location],
]

const isProblem = (expected: Row[1]): expected is { readonly problem: Row[1] & string } =>
  typeof expected === 'object' && expected !== null && 'problem' in expected

for (const [type, rows] of TABLES) {
  describe(type, () => {
    for (const [input, expected, also] of rows) {
      it(`reads ${JSON.stringify(input)}`, () => {
        const result = readAnswer(type, input, TODAY)
        if (isProblem(expected)) expect(result).toMatchObject({ ok: false, problem: expected.problem })
        else {
          expect(result).toMatchObject({ ok: true, value: expected })
          expect(result.ok ? result.also : undefined).toEqual(also)
        }
      })
    }
  })
}

describe('the registry', () => {
  it('has the reader of each type under its name', () => {
    expect(Object.keys(READERS).sort()).toEqual([...ANSWER_TYPES].sort())
    for (const type of ANSWER_TYPES) expect(READERS[type].type).toBe(type)
  })

  it('has a table for each type but those judged by files or options', () => {
    const apart: readonly AnswerType[] = ['choice', 'multi_choice', 'document', 'voice']
    const tables = TABLES.map(([type]) => type)
    expect([...tables, ...apart].sort()).toEqual([...ANSWER_TYPES].sort())
  })

  it('gives a hint with every refusal', () => {
    for (const [type, rows] of TABLES) {
      for (const [input, expected] of rows) {
        if (!isProblem(expected)) continue
        const result = readAnswer(type, input, TODAY)
        expect(!result.ok && result.hint, `${type}: ${input}`).toBeTruthy()
      }
    }
  })
})

describe('limits of a question', () => {
  it('lets staff override a failed check digit, and nothing else', () => {
    const staff = { ...TODAY, override: true }
    expect(readAnswer('national_id', '1000000000', staff)).toMatchObject({ ok: true, value: '1000000000' })
    expect(readAnswer('gcc_id', '288010112345', staff)).toMatchObject({ ok: true, value: '288010112345' })
    expect(readAnswer('national_id', '1111111111', staff).ok).toBe(false)
    expect(readAnswer('national_id', '100000000', staff).ok).toBe(false)
  })

  it('holds the limits of numbers, and says them', () => {
    const limits = { ...TODAY, min: 2, max: 8 }
    for (const type of ['number', 'count', 'family_size', 'amount_sar'] as const) {
      expect(readAnswer(type, '1', limits)).toMatchObject({ ok: false, hint: '2' })
      expect(readAnswer(type, '9', limits)).toMatchObject({ ok: false, hint: '8' })
      expect(readAnswer(type, '٥', limits)).toMatchObject({ ok: true, value: 5 })
    }
  })

  it('holds the limits of texts, in characters as people see them', () => {
    expect(readAnswer('text', 'أب', { ...TODAY, minLength: 3 })).toMatchObject({ problem: 'text_too_short' })
    expect(readAnswer('text', 'أب👍🏽ج', { ...TODAY, maxLength: 5 }).ok).toBe(true)
    expect(readAnswer('text', 'أبجدية', { ...TODAY, maxLength: 5 })).toMatchObject({
      problem: 'text_too_long',
    })
  })

  it('asks for as many parts of a name as the question does', () => {
    expect(readAnswer('name_ar', 'محمد علي', { ...TODAY, parts: 2 }).ok).toBe(true)
    expect(readAnswer('name_ar', 'محمد علي سعد', { ...TODAY, parts: 4 })).toMatchObject({
      problem: 'name_parts',
    })
    expect(readAnswer('name_latin', 'Suharto', { ...TODAY, parts: 2 })).toMatchObject({
      problem: 'name_parts',
    })
  })

  it('takes the place of yes and no only where they were numbered', () => {
    const options = [
      { id: 'yes', label: 'نعم' },
      { id: 'no', label: 'لا' },
    ]
    expect(readAnswer('yes_no', '١', { ...TODAY, options })).toMatchObject({ ok: true, value: true })
    expect(readAnswer('yes_no', '2', { ...TODAY, options })).toMatchObject({ ok: true, value: false })
    expect(readAnswer('yes_no', '3', { ...TODAY, options }).ok).toBe(false)
  })
})

describe('what an answer carries', () => {
  it('names the other kind of identity number', () => {
    const result = readAnswer('national_id', '2172323137', TODAY)
    expect(result).toMatchObject({ problem: 'national_id_is_iqama', hint: expect.stringContaining('إقامة') })
    const english = readAnswer('iqama', '1000000008', { ...TODAY, language: 'en' })
    expect(english).toMatchObject({ hint: expect.stringContaining('national ID') })
  })

  it('names the bank of an IBAN for its holder to confirm', () => {
    expect(readAnswer('iban_sa', 'SA0380000000608010167519', TODAY)).toMatchObject({ hint: 'مصرف الراجحي' })
  })

  it('offers the region of a city, and a near spelling', () => {
    const offered = { problem: 'region_near', suggestion: { id: 'منطقة مكة المكرمة' } }
    for (const typed of ['جدة', 'Makkahh']) expect(readAnswer('region', typed, TODAY)).toMatchObject(offered)
  })

  it('shows both calendars by name, in the language of the conversation', () => {
    const arabic = readAnswer('date', '15/3/1445', TODAY)
    const english = readAnswer('date', '15/3/1445', { ...TODAY, language: 'en' })
    expect(arabic.ok && arabic.display).toBe('\u206815/3/1445 هـ (30/9/2023 م)\u2069')
    expect(english.ok && english.display).toBe('\u206815/3/1445 AH (30/9/2023 AD)\u2069')
  })

  it('shows a converted day to someone who typed the other calendar', () => {
    expect(readAnswer('hijri_date', '30/9/2023', TODAY)).toMatchObject({
      problem: 'date_want_hijri',
      hint: '15/3/1445 هـ (30/9/2023 م)',
    })
  })
})
