import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AnswerType } from '#core/answer.ts'
import { readAnswer } from '#language/readers.ts'

const TODAY = { today: '2026-03-01' }

function oracle(name: string): unknown {
  const file = new URL(`../oracles/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: unknown }).rows
}

interface Gap {
  readonly kind: string
  readonly input: string
  readonly expected: unknown
}

interface GapDay {
  readonly calendar: 'umalqura' | 'gregorian'
  readonly y: number
  readonly m: number
  readonly d: number
}

const gaps = oracle('handwritten-gaps') as readonly Gap[]
const ofKind = (kind: string): readonly Gap[] => gaps.filter((row) => row.kind === kind)

describe('what other form engines read wrongly (handwritten gaps)', () => {
  it.each(ofKind('number').map((row) => [row.input, row.expected] as const))(
    'number %s',
    (input, expected) => {
      for (const type of ['number', 'amount_sar'] as const) {
        expect(readAnswer(type, input, TODAY)).toMatchObject({ ok: true, value: expected })
      }
    },
  )

  it.each(ofKind('phone_SA').map((row) => [row.input, row.expected] as const))(
    'phone %s',
    (input, expected) => {
      expect(readAnswer('mobile_sa', input, TODAY)).toMatchObject({ ok: true, value: expected })
    },
  )

  it.each(ofKind('date').map((row) => [row.input, row.expected] as const))('date %s', (input, expected) => {
    if (typeof expected === 'object' && expected !== null && 'error' in expected) {
      expect(expected.error).toBe('pair_mismatch')
      expect(readAnswer('date', input, TODAY)).toMatchObject({ ok: false, problem: 'date_pair_mismatch' })
      return
    }
    const { calendar, y, m, d } = expected as GapDay
    const type: AnswerType = calendar === 'umalqura' ? 'hijri_date' : 'gregorian_date'
    const day = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
    expect(readAnswer(type, input, TODAY)).toMatchObject({ ok: true, value: day })
  })

  it.each([...ofKind('national_id'), ...ofKind('iban_SA')].map((row) => [row.kind, row.input] as const))(
    '%s %s',
    (kind, input) => {
      expect(readAnswer(kind === 'iban_SA' ? 'iban_sa' : 'national_id', input, TODAY).ok).toBe(true)
    },
  )

  it('is used whole', () => {
    const kinds = new Set(gaps.map((row) => row.kind))
    // The same_word rows are held by normalise.test.ts.
    expect([...kinds].sort()).toEqual(['date', 'iban_SA', 'national_id', 'number', 'phone_SA', 'same_word'])
  })
})

interface IdExample {
  readonly input: string | number
  readonly valid: boolean
}

describe('national ID examples', () => {
  it.each(
    (oracle('national-id-examples') as readonly IdExample[]).map((row) => [row.input, row.valid] as const),
  )('%s', (input, valid) => {
    expect(readAnswer('national_id', String(input), TODAY).ok).toBe(valid)
  })
})
