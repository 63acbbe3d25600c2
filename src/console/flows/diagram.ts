import { html } from 'hono/html'
import type { PageLanguage } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import { placeSteps } from './layers.ts'
import type { Placed, Successors } from './layers.ts'

/** A step as the diagram shows it. */
export interface DrawnStep {
  readonly id: string
  readonly title: string
  readonly kind: string
  /** It waits for a person. */
  readonly asks: boolean
  /** How many stand there, and how many of them have been silent for long. */
  readonly here: number
  readonly left: number
}

const BOX = { width: 168, height: 46 }
const GAP = { along: 22, down: 44 }
const EDGE = 40

interface Corner {
  readonly x: number
  readonly y: number
}

/**
 * A flow as a picture: steps as boxes from above to below, lines for what may follow, and on each box how many stand
 * there. The table beneath says the same to those who listen to the page, from whom the picture is hidden.
 */
export function flowDiagram(
  steps: readonly DrawnStep[],
  successors: Successors,
  language: PageLanguage,
): Markup {
  const placed = placeSteps(
    steps.map(({ id }) => id),
    successors,
  )
  const widest = Math.max(...placed.map(({ place }) => Math.abs(place))) * 2 + 1
  const width = widest * (BOX.width + GAP.along) + 2 * EDGE
  const height = (Math.max(...placed.map(({ layer }) => layer)) + 1) * (BOX.height + GAP.down)
  const corners = new Map(placed.map((one) => [one.id, cornerOf(one, width, language)]))
  const corner = (id: string): Corner => corners.get(id) ?? { x: 0, y: 0 }
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    direction="${language === 'ar' ? 'rtl' : 'ltr'}"
    aria-hidden="true"
    focusable="false"
  >
    <defs>
      <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path class="head" d="M0 0 8 4 0 8z" />
      </marker>
    </defs>
    ${[...successors].flatMap(([from, nexts]) =>
      [...new Set(nexts)].map(
        (to) =>
          html`<path class="edge" d="${line(corner(from), corner(to), width)}" marker-end="url(#head)" />`,
      ),
    )}
    ${steps.map((step) => box(step, corner(step.id), language))}
  </svg>`
}

/** Arabic reads from the right, so what comes first stands there. */
function cornerOf({ layer, place }: Placed, width: number, language: PageLanguage): Corner {
  const side = language === 'ar' ? -place : place
  return {
    x: Math.round(width / 2 + side * (BOX.width + GAP.along) - BOX.width / 2),
    y: layer * (BOX.height + GAP.down) + 8,
  }
}

/** Down to the next layer; beside the boxes where it leads back up or past several. */
function line(from: Corner, to: Corner, width: number): string {
  const start = { x: from.x + BOX.width / 2, y: from.y + BOX.height }
  const end = { x: to.x + BOX.width / 2, y: to.y }
  const step = BOX.height + GAP.down
  if (to.y > from.y && to.y - from.y <= 2 * step) {
    const bend = (end.y - start.y) / 2
    return `M${start.x} ${start.y}C${start.x} ${start.y + bend} ${end.x} ${end.y - bend} ${end.x} ${end.y}`
  }
  const right = start.x + end.x >= width
  const side = right ? BOX.width : 0
  const away = Math.min(90, 24 + Math.abs(to.y - from.y) / 8) * (right ? 1 : -1)
  const a = { x: from.x + side, y: from.y + BOX.height / 2 }
  const b = { x: to.x + side, y: to.y + BOX.height / 2 }
  return `M${a.x} ${a.y}C${a.x + away} ${a.y} ${b.x + away} ${b.y} ${b.x} ${b.y}`
}

function box(
  { id, title, kind, asks, here, left }: DrawnStep,
  { x, y }: Corner,
  language: PageLanguage,
): Markup {
  const begin = language === 'ar' ? x + BOX.width - 10 : x + 10
  const end = language === 'ar' ? x : x + BOX.width
  const style = left > 0 ? 'box left' : asks ? 'box asks' : 'box'
  return html`<g
    ><title>${id}</title
    ><rect class="${style}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="9" /><text
      x="${begin}"
      y="${y + 19}"
      >${title}</text
    ><text class="kind" x="${begin}" y="${y + 36}">${kind}</text
    >${here > 0 ? badge('count', here, end, y) : ''}${
      left > 0 ? badge('lost', left, end, y + BOX.height) : ''
    }</g
  >`
}

function badge(name: string, count: number, x: number, y: number): Markup {
  return html`<circle class="${name}" cx="${x}" cy="${y}" r="12" /><text
      class="on"
      x="${x}"
      y="${y + 4}"
      text-anchor="middle"
      direction="ltr"
      >${count}</text
    >`
}
