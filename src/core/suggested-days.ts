import { hijriMonthLength, toGregorian, toHijri } from './hijri.ts'
import { DAY } from './riyadh.ts'

/** Days from one to another, both included, `YYYY-MM-DD`. */
export interface DaySpan {
  readonly from: string
  readonly to: string
  readonly name: string
}

/** Ramadan and the public holidays of a Gregorian year, to be confirmed by the association each year. */
export interface SuggestedDays {
  readonly ramadan: readonly DaySpan[]
  readonly holidays: readonly DaySpan[]
}

const RAMADAN = 9
const HAJJ = 12
/** Eid al-Fitr: four days from the day after 29 Ramadan; Eid al-Adha: four days from Arafah (labour by-law, art. 24). */
const EID_DAYS = 4

/** What the Umm al-Qura calendar and the labour by-law (art. 24) suggest for a year. A sighted moon may differ by a day. */
export function suggestedDays(year: number): SuggestedDays {
  const hijri = [toHijri(`${year}-01-01`).year, toHijri(`${year}-12-31`).year]
  const years = [...new Set(hijri)]
  const within = ({ from, to }: DaySpan): boolean => from.startsWith(`${year}`) || to.startsWith(`${year}`)
  const ramadan = years.map((h) => ({
    from: toGregorian({ year: h, month: RAMADAN, day: 1 }),
    to: toGregorian({ year: h, month: RAMADAN, day: hijriMonthLength(h, RAMADAN) }),
    name: 'ramadan',
  }))
  const eids = years.flatMap((h) => [
    span(plusDays(toGregorian({ year: h, month: RAMADAN, day: 29 }), 1), 'eid_fitr'),
    span(toGregorian({ year: h, month: HAJJ, day: 9 }), 'eid_adha'),
  ])
  const fixed = [
    { from: `${year}-02-22`, to: `${year}-02-22`, name: 'founding_day' },
    { from: `${year}-09-23`, to: `${year}-09-23`, name: 'national_day' },
  ]
  const holidays = [...eids, ...fixed].filter(within).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return { ramadan: ramadan.filter(within), holidays }
}

function span(from: string, name: string): DaySpan {
  return { from, to: plusDays(from, EID_DAYS - 1), name }
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}
