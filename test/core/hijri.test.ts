import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  HIJRI_RANGE,
  HijriRangeError,
  formatHijri,
  hijriMonthLength,
  toGregorian,
  toHijri,
} from '#core/hijri.ts'

function oracle(name: string): readonly string[] {
  const file = new URL(`../oracles/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly string[] }).rows
}

const iso = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function hijri(day: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}

/** Pairs of a Hijri and a Gregorian day. */
function pairs(name: string): readonly (readonly [string, string])[] {
  const days = oracle(name).flatMap((row) => row.match(/\d{4}-\d{2}-\d{2}/g) ?? [])
  return days.flatMap((day, at) => (at % 2 === 0 ? [[day, days[at + 1] ?? ''] as const] : []))
}

describe('the printed Umm al-Qura calendar', () => {
  it('begins each of 1,896 months on its printed day', () => {
    const years = oracle('ummalqura-month-starts')
    expect(years).toHaveLength(158)
    for (const row of years) {
      const [year = '', ...starts] = row.split(/:? /)
      expect(starts).toHaveLength(12)
      for (const [at, gregorian] of starts.entries()) {
        const day = { year: Number(year), month: at + 1, day: 1 }
        expect(toGregorian(day)).toBe(gregorian)
        expect(toHijri(gregorian)).toEqual(day)
      }
    }
  })

  it.each([
    ['ummalqura-newspaper-issues', 380],
    ['kfupm-comparison-calendar', 672],
    ['ummalqura-website', 840],
  ])('agrees with %s in all %i days', (name, count) => {
    const days = pairs(name)
    expect(days).toHaveLength(count)
    const apart = days.filter(([typed, printed]) => toGregorian(hijri(typed)) !== printed)
    expect(apart).toEqual([])
  })

  it('begins the months before print as the table of the calendar in ICU does', () => {
    const icu = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      timeZone: 'UTC',
    })
    for (let year = 1300; year <= 1342; year++) {
      for (let month = 1; month <= 12; month++) {
        const start = new Date(`${toGregorian({ year, month, day: 1 })}T00:00:00Z`)
        expect(icu.format(start)).toContain(`${month}/1/${year}`)
      }
    }
  })

  it('agrees with the two days that KACST confirmed', () => {
    expect(formatHijri(toHijri('2024-12-02'))).toBe('1446-06-01')
    expect(formatHijri(toHijri('2025-02-26'))).toBe('1446-08-27')
  })
})

describe('conversion there and back', () => {
  it('returns every day of 1300 to 1500, without a gap', () => {
    let day = Date.UTC(1882, 10, 12)
    for (let year = HIJRI_RANGE.first; year <= HIJRI_RANGE.last; year++) {
      for (let month = 1; month <= 12; month++) {
        for (let at = 1; at <= hijriMonthLength(year, month); at++) {
          const gregorian = new Date(day).toISOString().slice(0, 10)
          if (toGregorian({ year, month, day: at }) !== gregorian) expect.fail(`${year}-${month}-${at}`)
          if (formatHijri(toHijri(gregorian)) !== iso(year, month, at)) expect.fail(gregorian)
          day += 86_400_000
        }
      }
    }
    expect(new Date(day).toISOString().slice(0, 10)).toBe('2077-11-17')
  })
})

describe('days that are not', () => {
  it.each([
    { year: 1447, month: 12, day: 30 },
    { year: 1447, month: 13, day: 1 },
    { year: 1447, month: 0, day: 1 },
    { year: 1447, month: 1, day: 0 },
    { year: 1299, month: 12, day: 1 },
    { year: 1501, month: 1, day: 1 },
    { year: Number.NaN, month: 1, day: 1 },
  ])('refuses $year-$month-$day', (day) => {
    expect(() => toGregorian(day)).toThrow(HijriRangeError)
  })

  it.each(['1882-11-11', '2077-11-17', 'yesterday', ''])('refuses the Gregorian day "%s"', (day) => {
    expect(() => toHijri(day)).toThrow(HijriRangeError)
  })
})
