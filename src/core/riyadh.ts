/** Riyadh is three hours ahead of UTC all year. */
const OFFSET = 3 * 3_600_000
/** Milliseconds of a day; Riyadh has no summer time. */
export const DAY = 86_400_000

let cachedDay = -1
let cachedText = ''

/** The day in Riyadh at a moment (milliseconds since 1970), `YYYY-MM-DD`; the host's time zone plays no part. */
export function riyadhDay(at: number): string {
  const day = Math.floor((at + OFFSET) / DAY)
  if (day !== cachedDay) {
    cachedDay = day
    cachedText = new Date(day * DAY).toISOString().slice(0, 10)
  }
  return cachedText
}

/** Midnight in Riyadh before a moment, milliseconds since 1970. */
export function startOfRiyadhDay(at: number): number {
  return Math.floor((at + OFFSET) / DAY) * DAY - OFFSET
}

/** Minutes after midnight in Riyadh. */
export function riyadhMinute(at: number): number {
  return Math.floor((at - startOfRiyadhDay(at)) / 60_000)
}
