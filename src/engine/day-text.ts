import { toHijri } from '#core/hijri.ts'
import type { TextRef } from '#core/text.ts'
import { reply } from './turn.ts'

/** A day (`YYYY-MM-DD`) in both calendars, as people read dates. */
export function dayText(day: string): TextRef {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const hijri = toHijri(day)
  return reply('day', {
    gregorian: `${date}/${month}/${year}`,
    hijri: `${hijri.day}/${hijri.month}/${hijri.year}`,
  })
}
