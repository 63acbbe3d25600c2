import { riyadhDay, riyadhMinute } from '#core/riyadh.ts'
import type { Language } from '#core/text.ts'
import { isOpen, nextOpening } from '#core/working-time.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'

/** While nobody works: when we are back, milliseconds since 1970; undefined while we are open. */
export async function closedUntil(running: Running): Promise<number | undefined> {
  const { workingTime } = await readSettings(running)
  const now = running.clock.now()
  return isOpen(workingTime, now) ? undefined : nextOpening(workingTime, now)
}

/** What is said, once a closure, to who waits for a person: that nobody is there now, and when we are back. */
export function awayText(
  { renderer }: Pick<Running, 'renderer'>,
  backAt: number,
  language: Language,
): string {
  const day = riyadhDay(backAt)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const minute = riyadhMinute(backAt)
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  const params = {
    weekday: renderer.translate(`replies:weekdays.${weekday}`, language),
    date: `${day.slice(8)}/${day.slice(5, 7)}`,
    time,
  }
  return renderer.text({ key: 'replies:handoff.away', params }, language)
}
