import type { Actor } from '#core/case.ts'
import { formatHijri, toHijri } from '#core/hijri.ts'
import { isolate } from '#core/isolate.ts'
import { riyadhDay, riyadhMinute } from '#core/riyadh.ts'
import type { Localised } from '#core/text.ts'
import type { Renderer } from '#runner/render.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import type { Reply } from './operator.ts'

/** The words of `locales/<lang>/cases.json`, and times as people read them. */
export interface Words {
  readonly language: 'ar' | 'en'
  say(key: string, params?: Readonly<Record<string, string | number>>): string
  label(words: Localised): string
  /** Both calendars. */
  day(at: number): string
  time(at: number): string
  actor(by: Actor): string
  refused(refused: Refused): Reply
}

/** Words of one language. */
export function wordsIn(renderer: Renderer, language: 'ar' | 'en'): Words {
  const say: Words['say'] = (key, params) =>
    renderer.text({ key: `cases:${key}`, ...(params && { params }) }, language)
  const day = (at: number): string => {
    const gregorian = riyadhDay(at)
    return `${gregorian} (${formatHijri(toHijri(gregorian))})`
  }
  const actor = (by: Actor): string => (by === 'contact' || by === 'bot' ? say(`actors.${by}`) : by)
  return {
    language,
    say,
    day,
    actor,
    label: (words) => renderer.label(words, language),
    time(at) {
      const minute = riyadhMinute(at)
      const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'))
      return `${riyadhDay(at)} ${clock.join(':')}`
    },
    refused: ({ refused, items = [], first }) => ({
      code: 1,
      lines: [
        say(`refusals.${refused}`),
        ...items.map((item) => `  ${isolate(item)}`),
        ...(first ? [say('labels.first', { who: actor(first.by), what: say(`events.${first.what}`) })] : []),
      ],
    }),
  }
}
