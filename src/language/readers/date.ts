import type { AnswerType, Reader, ReadOk, ReadOptions, ReadProblem, ReadResult } from '#core/answer.ts'
import { HijriRangeError, formatHijri, toGregorian, toHijri } from '#core/hijri.ts'
import { type Calendar, readDays, type TypedDay } from '../dates.ts'
import { LIMITS } from '../lexicon/months.ts'
import { NEGATORS, QUESTIONS } from '../lexicon/number-context.ts'
import type { HintKey } from '../lexicon/hints.ts'
import { normalise, wordsOf } from '../normalise.ts'
import type { Problem } from '../problems.ts'
import { hintFor, refused, understood } from '../reading.ts'

const OLDEST = 120
const LONGEST = 200
// The two calendars of one document often differ by a day or two (printed months against computed ones).
const PAIR_TOLERANCE = 2
const DAY = 86_400_000

const NOT_A_DATE: ReadonlySet<string> = new Set(
  [...NEGATORS, ...QUESTIONS, ...LIMITS].map((word) => normalise(word, { search: true })),
)

/** A day in both calendars, where both are known, and how it was typed. */
interface BothCalendars {
  readonly typed: Calendar | 'both'
  readonly gregorian: string | undefined
  readonly hijri: string | undefined
}

const gregorianText = ({ year, month, day }: TypedDay): string => formatHijri({ year, month, day })

function orUndefined<Value>(convert: () => Value): Value | undefined {
  try {
    return convert()
  } catch (error) {
    if (error instanceof HijriRangeError) return undefined
    throw error
  }
}

function bothCalendars(days: readonly TypedDay[]): BothCalendars | 'pair' {
  const hijri = days.find((day) => day.calendar === 'hijri')
  const gregorian = days.find((day) => day.calendar === 'gregorian')
  const typed = gregorian && gregorianText(gregorian)
  if (hijri === undefined) {
    const converted = typed === undefined ? undefined : orUndefined(() => formatHijri(toHijri(typed)))
    return { typed: 'gregorian', gregorian: typed, hijri: converted }
  }
  const converted = orUndefined(() => toGregorian(hijri))
  if (typed === undefined) return { typed: 'hijri', gregorian: converted, hijri: formatHijri(hijri) }
  if (converted === undefined) return 'pair'
  const apart = Math.abs(Date.parse(converted) - Date.parse(typed)) / DAY
  return apart <= PAIR_TOLERANCE ? { typed: 'both', gregorian: typed, hijri: formatHijri(hijri) } : 'pair'
}

/** `1445-03-15` as people write it: 15/3/1445. */
const dayFirst = (day: string): string => day.split('-').map(Number).toReversed().join('/')

function shown(day: BothCalendars, first: Calendar, options: ReadOptions): string {
  const arabic = options.language === undefined || options.language === 'ar'
  const names = arabic ? { hijri: 'هـ', gregorian: 'م' } : { hijri: 'AH', gregorian: 'AD' }
  const second = first === 'hijri' ? 'gregorian' : 'hijri'
  const [main, other] = [day[first], day[second]]
  const beside = other === undefined ? '' : ` (${dayFirst(other)} ${names[second]})`
  return main === undefined ? '' : `${dayFirst(main)} ${names[first]}${beside}`
}

function alsoOf(day: BothCalendars, wanted: Calendar): ReadOk['also'] {
  if (wanted === 'hijri') return day.gregorian === undefined ? undefined : { gregorian: day.gregorian }
  return day.typed !== 'gregorian' && day.hijri !== undefined ? { hijri: day.hijri } : undefined
}

interface Kind {
  readonly type: AnswerType
  readonly hint: HintKey
  /** The calendar of the value. */
  readonly wanted: Calendar
  /** Whether the day may be typed in the other calendar. */
  readonly either: boolean
  readonly check?: (gregorian: string, options: ReadOptions) => Problem | undefined
}

function readDate(input: string, options: ReadOptions, kind: Kind): ReadResult {
  const hint = hintFor(kind.hint, options)
  if (input.length > LONGEST || wordsOf(input, { search: true }).some((word) => NOT_A_DATE.has(word))) {
    return refused('date_unclear', hint)
  }
  const days = readDays(input)
  if (typeof days === 'string') return refused(`date_${days}`, hint)
  const day = bothCalendars(days)
  if (day === 'pair') return refused('date_pair_mismatch', hint)
  if (!kind.either && day.typed !== 'both' && day.typed !== kind.wanted)
    return otherCalendar(day, kind, options)
  const value = day[kind.wanted]
  if (value === undefined) return refused('date_out_of_range', hint)
  const problem = kind.check?.(value, options)
  if (problem !== undefined) return refused(problem, hint)
  const first = day.typed === 'both' ? kind.wanted : day.typed
  return understood(value, shown(day, first, options), alsoOf(day, kind.wanted))
}

/** A day of the other calendar: refused, with what it may be in the calendar asked for. */
function otherCalendar(day: BothCalendars, kind: Kind, options: ReadOptions): ReadProblem {
  const known = day[kind.wanted] !== undefined
  const hint = known ? shown({ ...day }, kind.wanted, options) : hintFor(kind.hint, options)
  return refused(kind.wanted === 'hijri' ? 'date_want_hijri' : 'date_want_gregorian', hint)
}

/** Full years between two days. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

function checkBirth(day: string, { today }: ReadOptions): Problem | undefined {
  if (day > today) return 'date_future'
  return yearsBetween(day, today) > OLDEST ? 'date_too_old' : undefined
}

const dateReader = (kind: Kind): Reader => ({
  type: kind.type,
  read: (input, options) => readDate(input, options, kind),
})

/** A day in either calendar; the value is the Gregorian one. */
export const date: Reader = dateReader({ type: 'date', hint: 'date', wanted: 'gregorian', either: true })

/** A day of the Gregorian calendar. */
export const gregorianDate: Reader = dateReader({
  type: 'gregorian_date',
  hint: 'gregorianDate',
  wanted: 'gregorian',
  either: false,
})

/** A day of the Umm al-Qura calendar. */
export const hijriDate: Reader = dateReader({
  type: 'hijri_date',
  hint: 'hijriDate',
  wanted: 'hijri',
  either: false,
})

/** A day of birth in either calendar, not in the future and not more than 120 years ago. */
export const birthDate: Reader = dateReader({
  type: 'birth_date',
  hint: 'birthDate',
  wanted: 'gregorian',
  either: true,
  check: checkBirth,
})
