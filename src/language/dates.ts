import { HIJRI_RANGE, hijriMonthLength } from '#core/hijri.ts'
import {
  DAY_ORDINALS,
  GREGORIAN_MARKS,
  GREGORIAN_MONTHS,
  HIJRI_MARKS,
  HIJRI_MONTHS,
  SAME_DAY,
  WEEKDAYS,
} from './lexicon/months.ts'
import { normalise } from './normalise.ts'
import { numberPart } from './number-words.ts'
import { quantitiesOf } from './quantities.ts'
import { tokensOf } from './tokens.ts'

export type Calendar = 'hijri' | 'gregorian'

/** A day as typed, in the calendar of its year; it exists. */
export interface TypedDay {
  readonly calendar: Calendar
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Why a text is not one day. The names end the keys of `problems.json` (`date_…`). */
export type DateProblem =
  | 'unclear'
  | 'incomplete'
  | 'two_digit_year'
  | 'month_first'
  | 'no_such_day'
  | 'out_of_range'
  | 'calendar_unclear'
  | 'many'

type Parsed = TypedDay | DateProblem | undefined

const fold = (text: string): string => normalise(text, { search: true })
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One pattern that finds any of the phrases as whole words, longest first. */
function phrases(all: readonly string[], before = ''): RegExp {
  const words = [...new Set(all.map(fold))].sort((a, b) => b.length - a.length).map(escape)
  return new RegExp(`(?<![\\p{L}\\p{M}])${before}(?:${words.join('|')})(?![\\p{L}\\p{M}])`, 'gu')
}

interface NamedMonth {
  readonly calendar: Calendar
  readonly month: number
}

const namedMonths = (
  calendar: Calendar,
  months: typeof HIJRI_MONTHS,
): readonly (readonly [string, NamedMonth])[] =>
  months.flatMap((names, at) => names.map((name) => [fold(name), { calendar, month: at + 1 }] as const))

// Hijri names win where a pilgrims' language uses one for a Gregorian month.
const MONTH_OF: ReadonlyMap<string, NamedMonth> = new Map([
  ...namedMonths('gregorian', GREGORIAN_MONTHS),
  ...namedMonths('hijri', HIJRI_MONTHS),
])
// A numbered spring ("ربيع 1") must not swallow the first digit of a year.
const MONTH = new RegExp(phrases([...MONTH_OF.keys()], '[وبلف]?(?:شهر )?').source + '(?!\\d)', 'gu')

const DAY_OF: ReadonlyMap<string, number> = new Map(
  Object.entries(dayOrdinals()).flatMap(([day, words]) =>
    words.map((word) => [fold(word), Number(day)] as const),
  ),
)
const DAY_WORD = phrases([...DAY_OF.keys()])
const WEEKDAY = phrases(WEEKDAYS, '(?:يوم )?')
const SAME = phrases(SAME_DAY)
const HIJRI_MARK = phrases(HIJRI_MARKS)
const GREGORIAN_MARK = phrases(GREGORIAN_MARKS)
// "تاريخ ميلادي" is "the date of my birth" as well as "a Gregorian date"; the year says which calendar it is.
const MY_BIRTH = /(?<!\p{L})(?:بتاريخ|تاريخ|يوم) ميلادي(?!\p{L})/gu
const MONTH_NUMBER = /(?<!\p{L})شهر (\p{L}+)/gu
const TIME = /t?\s*(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|am|pm|ص|صباحا|مساء)?(?![\p{L}])/gu
// A whole date in digits before another number: a second name of the day, or a second day.
const WHOLE_DATE =
  /((?<!\d)(?:\d{1,2}\s*[./\\-]\s*\d{1,2}\s*[./\\-]\s*\d{4}|\d{4}\s*[./\\-]\s*\d{1,2}\s*[./\\-]\s*\d{1,2})(?!\d)(?:\s*\/?\s*(?:ه|م|هجري|ميلادي|ah|ad|h)(?!\p{L}))?)(?=[^\d|]+\d)/gu

function dayOrdinals(): Readonly<Record<number, readonly string[]>> {
  const days: Record<number, readonly string[]> = { ...DAY_ORDINALS }
  for (let unit = 2; unit <= 9; unit++) {
    const names = (DAY_ORDINALS[unit] ?? []).filter((name) => /\p{Script=Arabic}/u.test(name))
    days[10 + unit] = names.flatMap((name) => [`${name} عشر`, `${name} عشرة`])
    days[20 + unit] = names.flatMap((name) => [`${name} والعشرين`, `${name} والعشرون`, `${name} وعشرين`])
  }
  return days
}

/** The days that a text names: one, or the same day in both calendars; a problem otherwise. */
export function readDays(input: string): readonly TypedDay[] | DateProblem {
  const text = fold(input).replace(TIME, ' ')
  const days: TypedDay[] = []
  let problem: DateProblem | undefined
  for (const part of partsOf(text)) {
    const parsed = readPart(part)
    if (typeof parsed === 'string') problem ??= parsed
    else if (parsed !== undefined) days.push(parsed)
  }
  if (problem !== undefined) return problem
  return days.length === 0 ? 'unclear' : distinct(days)
}

function distinct(days: readonly TypedDay[]): readonly TypedDay[] | DateProblem {
  const seen = new Map(days.map((day) => [`${day.calendar} ${day.year} ${day.month} ${day.day}`, day]))
  const calendars = new Set([...seen.values()].map((day) => day.calendar))
  return seen.size === calendars.size ? [...seen.values()] : 'many'
}

/** The text cut where a second name of the day may begin: "الموافق", brackets, or a calendar's mark before a digit. */
function partsOf(text: string): readonly string[] {
  return text
    .replace(SAME, ' | ')
    .replace(/[()=[\]]/g, ' | ')
    .replace(WHOLE_DATE, '$1 | ')
    .replace(/(?<=\d\s*\/?\s*(?:ه|م|هجري|ميلادي|ah|ad))(?![\p{L}])\.?\s*[-/,]?\s*(?=\d)/gu, ' | ')
    .split('|')
    .filter((part) => part.trim() !== '')
}

function markOf(text: string): Calendar | 'both' | undefined {
  const hijri = text.search(HIJRI_MARK) >= 0
  const gregorian = text.search(GREGORIAN_MARK) >= 0
  if (hijri && gregorian) return 'both'
  if (hijri) return 'hijri'
  return gregorian ? 'gregorian' : undefined
}

function readPart(part: string): Parsed {
  const spaced = part
    .replace(MY_BIRTH, ' ')
    .replace(/['’`´]/g, '')
    .replace(WEEKDAY, ' ')
    .replace(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})|(?<=[a-z])-(?=[a-z])/gu, ' ')
  const months = [...spaced.matchAll(MONTH)].map((match) => monthNamed(match[0]))
  const rest = spaced.replace(MONTH, ' ; ')
  const mark = markOf(rest)
  const digits = rest
    .replace(MONTH_NUMBER, (words: string, word: string) => monthNumber(word) ?? words)
    .replace(DAY_WORD, (word) => ` ${DAY_OF.get(word) ?? ''} `)
    .replace(/(?<=\d)\s*[./\\_,-]+\s*(?=\d)/g, ' ; ')
  const numbers = quantitiesOf(tokensOf(digits)).map((quantity) => quantity.value)
  if (numbers.length === 0) return months.length > 0 ? 'incomplete' : undefined
  if (months.length > 1 || numbers.some((number) => !Number.isInteger(number))) return 'unclear'
  if (mark === 'both') return 'calendar_unclear'
  const [month] = months
  const order = month === undefined ? orderOfNumbers(numbers) : orderAroundMonth(numbers, month.month)
  if (typeof order === 'string') return order
  return inItsCalendar(order, mark, month?.calendar)
}

/** "شهر ثلاثة": the word after it is a month by itself, whatever number follows. */
function monthNumber(word: string): string | undefined {
  const part = numberPart(word)
  return part?.kind === 'value' && part.value >= 1 && part.value <= 12 ? ` ; ${part.value} ; ` : undefined
}

function monthNamed(words: string): NamedMonth | undefined {
  const plain = words.replace(/^(?:[وبلف]?شهر )/u, '')
  return MONTH_OF.get(words) ?? MONTH_OF.get(plain) ?? MONTH_OF.get(plain.slice(1))
}

type Order = { readonly year: number; readonly month: number; readonly day: number }

const isYear = (number: number): boolean => number >= 1000 && number <= 9999

function orderAroundMonth(numbers: readonly number[], month: number): Order | DateProblem {
  const [first, second] = numbers
  if (first === undefined || second === undefined) return 'incomplete'
  if (numbers.length > 2) return 'unclear'
  if (isYear(second)) return { year: second, month, day: first }
  if (isYear(first)) return { year: first, month, day: second }
  return first < 100 && second < 100 ? 'two_digit_year' : 'unclear'
}

function orderOfNumbers(numbers: readonly number[]): Order | DateProblem {
  const [first, second, third] = numbers
  if (numbers.length > 3) return numbers.length >= 6 ? 'many' : 'unclear'
  if (first === undefined) return 'unclear'
  if (second === undefined) return compact(first)
  if (third === undefined) return 'incomplete'
  if (isYear(first)) return monthAndDay(first, second, third)
  if (isYear(third)) return monthAndDay(third, second, first)
  return Math.max(first, third) < 100 ? 'two_digit_year' : 'unclear'
}

function monthAndDay(year: number, month: number, day: number): Order | DateProblem {
  if (month > 12 && month <= 31 && day <= 12) return 'month_first'
  return { year, month, day }
}

/** Eight digits in a row: 20260315 or 15031445, where only one of the two is a day. */
function compact(number: number): Order | DateProblem {
  if (isYear(number)) return 'incomplete'
  const digits = String(number).padStart(8, '0')
  if (digits.length !== 8 || number < 1_000_000) return 'unclear'
  const yearFirst = { year: +digits.slice(0, 4), month: +digits.slice(4, 6), day: +digits.slice(6) }
  const dayFirst = { year: +digits.slice(4), month: +digits.slice(2, 4), day: +digits.slice(0, 2) }
  const real = [yearFirst, dayFirst].filter((order) => typeof inItsCalendar(order) === 'object')
  const [only] = real
  return real.length === 1 && only !== undefined ? only : 'unclear'
}

function inItsCalendar(order: Order, mark?: Calendar, month?: Calendar): Parsed {
  const calendar = calendarOf(order.year)
  if (calendar === undefined) return 'out_of_range'
  if ((mark !== undefined && mark !== calendar) || (month !== undefined && month !== calendar))
    return 'calendar_unclear'
  return exists(calendar, order) ? { calendar, ...order } : 'no_such_day'
}

function calendarOf(year: number): Calendar | undefined {
  if (year >= HIJRI_RANGE.first && year <= HIJRI_RANGE.last) return 'hijri'
  return year >= 1900 && year <= 2100 ? 'gregorian' : undefined
}

function exists(calendar: Calendar, { year, month, day }: Order): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  if (calendar === 'gregorian') return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return day <= hijriMonthLength(year, month)
}
