/** A day of the Umm al-Qura calendar. */
export interface HijriDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The years whose months are known, first and last. */
export const HIJRI_RANGE = { first: 1300, last: 1500 } as const

/** A day outside the years whose months are known. */
export class HijriRangeError extends RangeError {
  override name = 'HijriRangeError'
}

// Three hexadecimal digits a year from 1300 on; bit 0 is Muharram, and a set bit is a month of 30 days.
// Facts: from 1343 on, the first days of the months as collected in dralshehri/hijridate@f0eb452 (MIT): as printed
// in the Umm al-Qura newspaper and calendar while known, checked there against newspaper mastheads and the
// comparison calendar of KFUPM, and by the calendar's table after that; the last month ends before 2077-11-17.
// Before print, 1300 to 1342, KACST's table of the calendar, as ICU has it (islamic-umalqura).
const LONG_MONTHS =
  '5552ab9372b657636cb55aaa95649e95d2ba5b53aab4ba9652e2ad56db5a752f25e8ad16a56ab56b4da9b92b25' +
  '64ba9b35a6d95d4da5d4aa955369752f46e96d4eed554b4566c36c0d59d5b4ab155559ad56ab554d4d5564b497' +
  'd55555555d55755d55555555d556d5555ea5d2aaaacd5655572da9555aaa55552da6d55a55574dd53d54556d55' +
  '2d5d55d54d4565552da5d55aad56aad4b52aa574ae97656cb55aaaa554ad95d2da5d9db2ba4b4aa552b5575b6a' +
  'bd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5b55aad55a9a92e26e55dada6d4' +
  '6a554ba9754eaae5acba9d92b2564bcab55ab556d2ea5e4aa9552daad36c7596d269552da5b4ba9ba3b4b69b52' +
  'aa64b696d2ec6d9eb2d54d2aa564ae96dd6ab54b29a9352ba57536ab56aae93'

// Months of neither 29 nor 30 days: where the computed table meets the printed one, and corrections in print.
const ODD_MONTHS: Readonly<Record<string, number>> = {
  '1342-12': 28,
  '1343-9': 28,
  '1345-5': 31,
  '1345-8': 28,
  '1348-11': 31,
  '1348-12': 28,
  '1349-10': 28,
  '1349-11': 31,
  '1364-8': 28,
}

const DAY = 86_400_000
const FIRST_DAY = Date.UTC(1882, 10, 12) / DAY

/** Days since 1970 on which each known month begins, and one more for the end. */
const MONTH_STARTS: readonly number[] = monthStarts()

function monthStarts(): readonly number[] {
  const starts = [FIRST_DAY]
  let start = FIRST_DAY
  for (let year = HIJRI_RANGE.first; year <= HIJRI_RANGE.last; year++) {
    const at = (year - HIJRI_RANGE.first) * 3
    const mask = Number.parseInt(LONG_MONTHS.slice(at, at + 3), 16)
    for (let month = 1; month <= 12; month++) {
      start += ODD_MONTHS[`${year}-${month}`] ?? ((mask >> (month - 1)) & 1 ? 30 : 29)
      starts.push(start)
    }
  }
  return starts
}

function monthIndex(year: number, month: number): number {
  if (!Number.isInteger(year) || year < HIJRI_RANGE.first || year > HIJRI_RANGE.last) {
    throw new HijriRangeError(
      `no Umm al-Qura months for this year; known: ${HIJRI_RANGE.first}-${HIJRI_RANGE.last}`,
    )
  }
  if (!Number.isInteger(month) || month < 1 || month > 12) throw new HijriRangeError('a month is 1 to 12')
  return (year - HIJRI_RANGE.first) * 12 + month - 1
}

/** How many days a month had in print; throws HijriRangeError outside 1300-1500. */
export function hijriMonthLength(year: number, month: number): number {
  const index = monthIndex(year, month)
  return (MONTH_STARTS[index + 1] ?? 0) - (MONTH_STARTS[index] ?? 0)
}

/** The Gregorian day (`YYYY-MM-DD`) of a Hijri one; throws HijriRangeError for an unknown year or a day that does not exist. */
export function toGregorian({ year, month, day }: HijriDay): string {
  const length = hijriMonthLength(year, month)
  if (!Number.isInteger(day) || day < 1 || day > length) {
    throw new HijriRangeError(`this month has ${length} days`)
  }
  const start = MONTH_STARTS[monthIndex(year, month)] ?? 0
  return new Date((start + day - 1) * DAY).toISOString().slice(0, 10)
}

/** The Hijri day of a Gregorian one (`YYYY-MM-DD`); throws HijriRangeError outside 1882-11-12 to 2077-11-16. */
export function toHijri(gregorian: string): HijriDay {
  const days = Date.parse(`${gregorian}T00:00:00Z`) / DAY
  const end = MONTH_STARTS.at(-1) ?? FIRST_DAY
  if (!(days >= FIRST_DAY && days < end)) {
    throw new HijriRangeError('no Umm al-Qura day known; known: 1882-11-12 to 2077-11-16')
  }
  let low = 0
  let high = MONTH_STARTS.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((MONTH_STARTS[middle] ?? 0) <= days) low = middle
    else high = middle
  }
  return {
    year: HIJRI_RANGE.first + Math.floor(low / 12),
    month: (low % 12) + 1,
    day: days - (MONTH_STARTS[low] ?? 0) + 1,
  }
}

/** A Hijri day as it is stored and compared, `YYYY-MM-DD`. */
export function formatHijri({ year, month, day }: HijriDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
