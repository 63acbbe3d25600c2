import { toHijri } from '#core/hijri.ts'
import { riyadhDay } from '#core/riyadh.ts'
import type { Language } from '#core/text.ts'
import type { MonthFigures } from '#runner/cases/month-figures.ts'
import type { Renderer } from '#runner/render.ts'
import { TEAM } from './office.ts'
import type { Colleague } from './office.ts'

/** Both sides of a life as lines of a terminal: what is said, what staff do, and how time goes by. */
export interface Script {
  /** What stands in the terminal, as the channel wrote it. */
  said(chunk: string): void
  did(who: Colleague, what: string, values?: Readonly<Record<string, string | number>>): void
  figures(figures: MonthFigures): void
  /** How a member of staff is called. */
  name(who: Colleague): string
}

/** Before a line that the applicant typed, as the terminal channel shows it. */
const TYPED = '> '
const FILE = '/file '

/** A script in a language; every word of it is in `locales/<lang>/demo.json`. */
export function createScript(
  renderer: Renderer,
  language: Language,
  { print, now }: { print(line: string): void; now(): number },
): Script {
  const text = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    renderer.text({ key: `demo:${key}`, params: values }, language)
  const name = (who: Colleague): string => text(`staff.${who}`)
  let shownAt = -Infinity
  const time = (): void => {
    const at = now()
    if (at - shownAt < GAP) return
    shownAt = at
    print(`──── ${text('time', momentOf(at, text))} ────`)
    print('')
  }
  const shown = new Set<string>()
  const bubble = (speaker: string, words: string): void => {
    time()
    const [first = '', ...rest] = words
      .trimEnd()
      .split('\n\n')
      .map((part) => shorter(part, shown, text('as_before')))
      .join('\n\n')
      .split('\n')
    print(`${speaker} ${first}`)
    for (const line of rest) print(`    ${line}`)
    print('')
  }
  return {
    name,
    said(chunk) {
      if (!chunk.startsWith(TYPED)) return bubble(`${text('us')} ▸`, chunk)
      const typed = chunk.slice(TYPED.length)
      const file = typed.startsWith(FILE) ? `[${typed.slice(typed.lastIndexOf('/') + 1).trim()}]` : typed
      bubble(`${text('them')} ◂`, file)
    },
    did(who, what, values = {}) {
      time()
      print(
        `  ✦ ${text('by', { name: name(who), role: text(`role.${TEAM[who]}`) })} ${text(`did.${what}`, values)}`,
      )
      print('')
    },
    figures({ month, submitted, completed, decided, delivered, daysToDecision, satisfaction }) {
      print(`──── ${text('figures.title', { month })} ────`)
      print(text('figures.counts', { submitted, completed, delivered }))
      print(text('figures.decided', decided))
      if (daysToDecision !== undefined)
        print(text('figures.days', { days: Math.round(daysToDecision * 10) / 10 }))
      const { count, mean } = satisfaction
      const line = mean === undefined ? 'figures.too_few' : 'figures.satisfaction'
      print(text(line, { count, mean: Math.round((mean ?? 0) * 10) / 10 }))
    },
  }
}

/** Time that goes by without being mentioned. */
const GAP = 30 * 60_000
/** Lines from which on a paragraph that was shown before is not shown whole again: the menu. */
const LONG = 5

function shorter(part: string, shown: Set<string>, asBefore: string): string {
  const lines = part.split('\n')
  if (lines.length < LONG || !shown.has(part)) {
    shown.add(part)
    return part
  }
  return `${lines[0]}\n  ${asBefore}`
}

/** A moment in Riyadh, in both calendars. */
function momentOf(at: number, text: (key: string) => string): Record<string, string> {
  const day = riyadhDay(at)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const hijri = toHijri(day)
  return {
    weekday: text(`weekday.${new Date(`${day}T00:00:00Z`).getUTCDay()}`),
    gregorian: `${date}/${month}/${year}`,
    hijri: `${hijri.day}/${hijri.month}/${hijri.year}`,
    clock: new Date(at + 3 * 3_600_000).toISOString().slice(11, 16),
  }
}
