import { DAY, riyadhDay, startOfRiyadhDay } from '#core/riyadh.ts'
import { openingOn } from '#core/working-time.ts'
import type { WorkingTime } from '#core/working-time.ts'

const MINUTE = 60_000
/** Days that a series may span, and slots that one form may make. */
const LONGEST = 92 * DAY
const MOST = 300

/** Midnight in Riyadh of a day `YYYY-MM-DD`; undefined where the calendar has no such day. */
export function dayStart(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00+03:00`)
  return Number.isNaN(at) || riyadhDay(at) !== text ? undefined : at
}

/** Minutes after midnight of a time `HH:MM`. */
export function minuteOf(text: string): number | undefined {
  const [, hours = '', minutes = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === '' ? undefined : Number(hours) * 60 + Number(minutes)
}

/** Day of the week in Riyadh, Sunday = 0. */
export function weekdayOf(at: number): number {
  return new Date(`${riyadhDay(at)}T00:00:00Z`).getUTCDay()
}

/** The Sunday of the week that a moment lies in. */
export function weekStart(at: number): number {
  return startOfRiyadhDay(at) - weekdayOf(at) * DAY
}

/** Slots as they are asked for on the page: one, or a series over hours and days. */
export interface SlotSeries {
  /** Midnight of the first day. */
  readonly day: number
  /** Minutes after midnight: the first begins, the last ends. */
  readonly from: number
  readonly to: number
  readonly minutes: number
  /** Midnight of the last day. */
  readonly until: number
  /** Days of the week; those of a series only. */
  readonly days: readonly number[]
}

/** When the slots of a series begin. Days on which the association is closed are left out of a series. */
export function timesOf(series: SlotSeries, time: WorkingTime): readonly number[] {
  const { day, from, to, minutes, days } = series
  const times: number[] = []
  const until = Math.min(series.until, day + LONGEST)
  for (let at = day; at <= until && times.length <= MOST; at += DAY) {
    const wanted = at === day && until === day ? true : days.includes(weekdayOf(at)) && isWorked(time, at)
    if (!wanted) continue
    for (let minute = from; minute + minutes <= to; minute += minutes) times.push(at + minute * MINUTE)
  }
  return times.slice(0, MOST)
}

function isWorked(time: WorkingTime, at: number): boolean {
  return openingOn(time, riyadhDay(at)) !== undefined
}
