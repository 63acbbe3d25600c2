import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANSWER_TYPES, type AnswerType, type ReadOptions } from '#core/answer.ts'
import { formatHijri, toGregorian, toHijri } from '#core/hijri.ts'
import { readCommand } from '#language/command-words.ts'
import { readAnswer } from '#language/readers.ts'
import { ibanRemainder } from '#language/readers/iban.ts'

const OPTIONS: ReadOptions = {
  today: '2026-03-01',
  options: [
    { id: 'a', label: 'نعم، أحتاج' },
    { id: 'b', label: 'لا' },
    { id: 'c', label: 'السكن والإيجار', synonyms: ['بيت'] },
  ],
}

// Pieces of real answers in any order find more than random letters do.
const PIECES = [
  'نعم',
  'لا',
  'ألف',
  'وخمسمية',
  'مليون',
  'ونص',
  'إلا',
  'ربع',
  'ريال',
  '3.500',
  '٥٠٠',
  '٬',
  '٫',
  '/',
  '-',
  '+',
  '15',
  '1445',
  '٢٠٢٤',
  'رمضان',
  'ربيع',
  'هـ',
  'م',
  'الموافق',
  '+966',
  '0501234567',
  'SA03',
  '8000',
  '@',
  '.com',
  '⭐',
  '👍',
  '\u200F',
  '\u2068',
  'عبد',
  'بن',
  '؟',
  '\n',
  '{',
  '"magic":"ffd8"',
  '\uD800',
  'شهر',
  'يوم',
  '24.7',
  ',',
  'القصيم',
  'و',
  'ال',
] as const

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(' ')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
)

const SCRIPTS = ['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '০১২৩৪৫৬৭৮৯', '०१२३४५६७८९', '０１２３４５６７８９'] as const
const inScript = (text: string, digits: string): string =>
  text.replace(/\d/g, (digit) => Array.from(digits)[Number(digit)] ?? digit)

const DIGIT = fc.nat({ max: 9 }).map(String)
const digitsOf = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: DIGIT, minLength: length, maxLength: length })

function withLuhn(nine: string): string {
  for (let last = 0; last < 10; last++) {
    const digits = nine + last
    const sum = Array.from(digits, Number).reduce((total, digit, at) => {
      const counted = at % 2 === 0 ? digit * 2 : digit
      return total + (counted > 9 ? counted - 9 : counted)
    }, 0)
    if (sum % 10 === 0) return digits
  }
  throw new Error('one of ten digits fits')
}

const nationalId = digitsOf(8).map((eight) => withLuhn(`1${eight}`))
const iban = fc.string({ unit: DIGIT, minLength: 20, maxLength: 20 }).map((bban) => {
  const check = 98 - ibanRemainder(`SA00${bban}`)
  return `SA${String(check).padStart(2, '0')}${bban}`
})
const mobile = digitsOf(7).map((seven) => `050${seven}`)
const amount = fc.integer({ min: 0, max: 99_999_999 }).map((halalas) => String(halalas / 100))
const hijriDay = fc
  .integer({ min: Date.UTC(1924, 7, 1) / 86_400_000, max: Date.UTC(2077, 10, 16) / 86_400_000 })
  .map((day) => formatHijri(toHijri(new Date(day * 86_400_000).toISOString().slice(0, 10))))
const gregorianDay = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2100, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))

const TYPED: readonly (readonly [AnswerType, fc.Arbitrary<string>])[] = [
  ['national_id', nationalId],
  ['identity', nationalId],
  ['border_number', digitsOf(9).map((nine) => `3${nine}`)],
  ['mobile_sa', mobile],
  ['mobile_intl', mobile],
  ['iban_sa', iban],
  ['postal_code', digitsOf(4).map((four) => `1${four}`)],
  ['short_address', digitsOf(4).map((four) => `RRRD${four}`)],
  ['passport', digitsOf(8).map((eight) => `A${eight}`)],
  ['amount_sar', amount],
  ['number', amount],
  ['count', fc.integer({ min: 0, max: 9999 }).map(String)],
  ['family_size', fc.integer({ min: 1, max: 50 }).map(String)],
  ['rating', fc.integer({ min: 1, max: 5 }).map(String)],
  ['hijri_date', hijriDay],
  ['date', hijriDay],
  ['date', gregorianDay],
  ['gregorian_date', gregorianDay],
]

describe('a reader never throws', () => {
  it.each(ANSWER_TYPES)('%s', (type) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = readAnswer(type, text, OPTIONS)
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })

  it('nor does the reader of commands', () => {
    fc.assert(fc.property(anyText, (text) => void readCommand(text)))
  })
})

describe('reading what is shown gives the same value', () => {
  it.each(TYPED)('%s', (type, typed) => {
    fc.assert(
      fc.property(typed, fc.constantFrom('ar', 'en'), (input, language) => {
        const first = readAnswer(type, input, { ...OPTIONS, language })
        fc.pre(first.ok)
        const again = readAnswer(type, first.display, { ...OPTIONS, language })
        expect(again).toMatchObject({ ok: true, value: first.value })
      }),
    )
  })

  it.each(ANSWER_TYPES.filter((type) => !['document', 'voice', 'pin'].includes(type)))(
    '%s, of whatever was read',
    (type) => {
      fc.assert(
        fc.property(anyText, (input) => {
          const first = readAnswer(type, input, OPTIONS)
          if (!first.ok) return
          expect(readAnswer(type, first.display, OPTIONS)).toMatchObject({ ok: true, value: first.value })
        }),
        { numRuns: 300 },
      )
    },
  )
})

describe('any digit script gives the same value', () => {
  it.each(TYPED)('%s', (type, typed) => {
    fc.assert(
      fc.property(typed, fc.constantFrom(...SCRIPTS), (input, digits) => {
        const { ok, ...plain } = readAnswer(type, input, OPTIONS)
        expect(readAnswer(type, inScript(input, digits), OPTIONS)).toEqual({ ok, ...plain })
      }),
    )
  })
})

describe('marks that nobody sees change nothing', () => {
  it.each(TYPED)('%s', (type, typed) => {
    fc.assert(
      fc.property(
        typed,
        fc.nat(),
        fc.constantFrom('\u200F', '\u200E', '\u061C', '\u202B', '\u2069', '\uFEFF'),
        (input, at, mark) => {
          const place = at % (input.length + 1)
          const marked = input.slice(0, place) + mark + input.slice(place)
          expect(readAnswer(type, marked, OPTIONS)).toEqual(readAnswer(type, input, OPTIONS))
        },
      ),
    )
  })
})

describe('what was made right is read right', () => {
  it('reads every number with a right check digit, and none with a wrong one', () => {
    fc.assert(
      fc.property(nationalId, fc.integer({ min: 1, max: 9 }), (right, change) => {
        fc.pre(!/^(\d)\1+$/.test(right))
        expect(readAnswer('national_id', right, OPTIONS)).toMatchObject({ ok: true, value: right })
        const wrong = right.slice(0, 9) + ((Number(right[9]) + change) % 10)
        expect(readAnswer('national_id', wrong, OPTIONS).ok).toBe(false)
      }),
    )
  })

  it('reads every IBAN, and none with two neighbours swapped', () => {
    fc.assert(
      fc.property(iban, fc.integer({ min: 4, max: 22 }), (right, at) => {
        expect(readAnswer('iban_sa', right, OPTIONS)).toMatchObject({ ok: true, value: right })
        const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2)
        fc.pre(swapped !== right)
        expect(readAnswer('iban_sa', swapped, OPTIONS).ok).toBe(false)
      }),
    )
  })

  it('reads a day in either order, and its month by name', () => {
    fc.assert(
      fc.property(hijriDay, (day) => {
        const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
        const value = toGregorian({ year, month, day: date })
        for (const typed of [
          `${date}/${month}/${year}`,
          `${year}/${month}/${date}`,
          `${date} شهر ${month} ${year} هـ`,
        ]) {
          expect(readAnswer('date', typed, OPTIONS)).toMatchObject({ ok: true, value, also: { hijri: day } })
        }
      }),
    )
  })
})
