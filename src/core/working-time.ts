import { DAY, riyadhDay, riyadhMinute, startOfRiyadhDay } from './riyadh.ts'

const MINUTE = 60_000

/** Opening of one kind of day, minutes after midnight in Riyadh. */
export interface Opening {
  readonly from: number
  readonly to: number
}

/** When the association works. Days are counted from Sunday = 0; days are `YYYY-MM-DD` in Riyadh. */
export interface WorkingTime {
  readonly days: readonly number[]
  readonly usual: Opening
  /** Other hours between two days, both included: Ramadan, school holidays. */
  readonly seasons: readonly { readonly from: string; readonly to: string; readonly opening: Opening }[]
  /** Closed, both days included. */
  readonly holidays: readonly { readonly from: string; readonly to: string; readonly name?: string }[]
}

/** Hours in which nobody is written to unasked, minutes after midnight in Riyadh; `from` may be later than `to`. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** Days after which a search for an open hour is given up: longer closures are a mistake in the settings. */
const HORIZON = 120

/** The opening of a day, undefined when closed. */
export function openingOn(time: WorkingTime, day: string): Opening | undefined {
  if (time.holidays.some(({ from, to }) => from <= day && day <= to)) return undefined
  if (!time.days.includes(new Date(`${day}T00:00:00Z`).getUTCDay())) return undefined
  return time.seasons.find(({ from, to }) => from <= day && day <= to)?.opening ?? time.usual
}

/** Whether the association is open at a moment (milliseconds since 1970). */
export function isOpen(time: WorkingTime, at: number): boolean {
  const opening = openingOn(time, riyadhDay(at))
  const minute = riyadhMinute(at)
  return opening !== undefined && opening.from <= minute && minute < opening.to
}

/** The moment itself when open, else the next opening; undefined when there is none within four months. */
export function nextOpening(time: WorkingTime, at: number): number | undefined {
  for (let day = 0, begin = startOfRiyadhDay(at); day < HORIZON; day++, begin += DAY) {
    const opening = openingOn(time, riyadhDay(begin))
    if (!opening) continue
    const opens = begin + opening.from * MINUTE
    const closes = begin + opening.to * MINUTE
    if (at < closes) return Math.max(at, opens)
  }
  return undefined
}

/** The moment after so many working minutes; undefined when the settings leave no such moment. */
export function addWorkingMinutes(time: WorkingTime, at: number, minutes: number): number | undefined {
  let left = minutes * MINUTE
  for (let day = 0, begin = startOfRiyadhDay(at); day < HORIZON; day++, begin += DAY) {
    const opening = openingOn(time, riyadhDay(begin))
    if (!opening) continue
    const opens = Math.max(at, begin + opening.from * MINUTE)
    const closes = begin + opening.to * MINUTE
    if (closes <= opens) continue
    if (left <= closes - opens) return opens + left
    left -= closes - opens
  }
  return undefined
}

/** Working minutes between two moments. */
export function workingMinutes(time: WorkingTime, from: number, to: number): number {
  let total = 0
  for (let begin = startOfRiyadhDay(from); begin < to; begin += DAY) {
    const opening = openingOn(time, riyadhDay(begin))
    if (!opening) continue
    const opens = Math.max(from, begin + opening.from * MINUTE)
    const closes = Math.min(to, begin + opening.to * MINUTE)
    total += Math.max(0, closes - opens)
  }
  return Math.floor(total / MINUTE)
}

/** The moment itself, or the end of the quiet hours that it falls into. */
export function afterQuietHours(quiet: QuietHours, at: number): number {
  const minute = riyadhMinute(at)
  const { from, to } = quiet
  const within = from <= to ? from <= minute && minute < to : minute >= from || minute < to
  if (!within) return at
  const begin = startOfRiyadhDay(at) + to * MINUTE
  return begin > at ? begin : begin + DAY
}
