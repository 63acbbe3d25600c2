import { html } from 'hono/html'
import type { ScoreFigure } from '#core/satisfaction-report.ts'
import type { PageLanguage } from '../desk.ts'
import type { Markup } from '../view/layout.ts'

const WIDTH = 320
const ROW = 38
/** Where the line of a row stands below its name. */
const LINE = 27
const EDGE = 12
const AXIS = 20

/**
 * A chart of means on the scale of 1 to 5, each with its interval as a line. It repeats the table beneath it, which
 * those read who listen to the page; so it is hidden from them.
 */
export function scoreChart(
  figures: readonly ScoreFigure[],
  names: readonly string[],
  language: PageLanguage,
): Markup {
  const height = figures.length * ROW + AXIS
  const x = scale(language)
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
    aria-hidden="true"
    focusable="false"
  >
    ${[1, 2, 3, 4, 5].map(
      (value) =>
        html`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="0" y2="${height - AXIS}" /><text
            x="${x(value)}"
            y="${height - 5}"
            text-anchor="middle"
            direction="ltr"
            >${value}</text
          >`,
    )}
    ${figures.map(({ mean, interval }, index) => {
      const y = index * ROW + LINE
      return html`<text class="name" x="${language === 'ar' ? WIDTH : 0}" y="${index * ROW + 14}"
          >${names[index] ?? ''}</text
        ><line class="range" x1="${x(interval.low)}" x2="${x(interval.high)}" y1="${y}" y2="${y}" /><circle
          cx="${x(mean)}"
          cy="${y}"
          r="6"
        />`
    })}
  </svg>`
}

/** Arabic reads the scale from the right. */
function scale(language: PageLanguage): (value: number) => number {
  return (value) => {
    const along = EDGE + ((value - 1) / 4) * (WIDTH - 2 * EDGE)
    return Math.round((language === 'ar' ? WIDTH - along : along) * 10) / 10
  }
}

/** Bars of how often each score was given, from the shares of its table. */
export function spreadChart(rows: readonly (readonly string[])[], language: PageLanguage): Markup {
  const shares = rows.map(([, share = '0']) => Number.parseInt(share, 10) || 0)
  const top = Math.max(1, ...shares)
  const x = scale(language)
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} 100"
    width="${WIDTH}"
    height="100"
    aria-hidden="true"
    focusable="false"
  >
    ${rows.map(([name = ''], index) => {
      const share = shares[index] ?? 0
      const height = Math.round((share / top) * 76)
      const middle = Math.min(WIDTH - 24, Math.max(24, x(middleOf(name))))
      return html`<rect
          class="bar-of"
          x="${middle - 20}"
          y="${80 - height}"
          width="40"
          height="${height}"
        /><text x="${middle}" y="95" text-anchor="middle" direction="ltr">${index + 1}</text>`
    })}
  </svg>`
}

/** The middle of a score, or of several (`1–3`). */
function middleOf(name: string): number {
  const [from = 1, to = from] = name.split('–').map(Number)
  return (from + to) / 2
}
