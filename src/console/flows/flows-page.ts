import type { Context } from 'hono'
import { html } from 'hono/html'
import { DAY } from '#core/riyadh.ts'
import { successorsOf } from '#engine/inspect/graph.ts'
import { ENTRY_FLOWS } from '#engine/frames.ts'
import type { Flow } from '#engine/load-flow.ts'
import type { Place } from '#store/sessions.ts'
import { placesMarkup } from '../answers/answers-page.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { flowDiagram } from './diagram.ts'
import type { DrawnStep } from './diagram.ts'
import { flowTitle, kindWord, stepTitle, waits } from './step-words.ts'

/** Who was silent for so many days has left. */
const LEFT_AFTER = 7

/** All conversations, with how many people are in each and how many have left. */
export async function flowsPage(c: Context, desk: Desk): Promise<Response> {
  const { word, parts } = desk
  const places = await placesNow(desk)
  const flows = parts.content().library.newest.filter(({ kind }) => kind === 'flow')
  const rows = flows
    .map(({ id }) => ({ id, ...sumOf(places.filter(({ flow }) => flow === id)) }))
    .toSorted((a, b) => b.here - a.here || (a.id < b.id ? -1 : 1))
  const body = html`${placesMarkup(desk, 'flows')}
    <p class="hint">${word('flows.hint', { days: LEFT_AFTER })}</p>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">${word('flows.flow')}</th>
            <th scope="col">${word('flows.here')}</th>
            <th scope="col">${word('flows.left')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ id, here, left }) =>
              html`<tr>
                <th scope="row">
                  <a href="/console/flows/${id}">${flowTitle(desk, id)}</a>
                  <code class="faint" dir="ltr">${id}</code>
                </th>
                <td>${here}</td>
                <td>${left}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  return c.html(page(desk, { title: word('flows.title'), place: 'answers' }, body))
}

/** One conversation as a diagram, and as a table. */
export async function flowPage(c: Context, desk: Desk): Promise<Response> {
  const { word } = desk
  const flow = flowOf(desk, c.req.param('id') ?? '')
  const places = (await placesNow(desk)).filter((place) => place.flow === flow.id)
  const steps = flow.order.flatMap((id) => drawn(desk, flow, id, places))
  const successors = new Map(flow.order.map((id) => [id, successorsOf(flow, id)]))
  const body = html`<p><a class="back" href="/console/flows">${word('flows.back')}</a></p>
    <p class="hint">${word('flows.legend', { days: LEFT_AFTER })}</p>
    <div class="diagram" tabindex="0" role="group" aria-label="${word('flows.diagram')}">
      ${flowDiagram(steps, successors, desk.language)}
    </div>
    <h2>${word('flows.steps')}</h2>
    ${stepsTable(desk, steps, successors)}`
  const title = flowTitle(desk, flow.id)
  return c.html(page(desk, { title, place: 'answers', wide: true }, body))
}

/** In the menu nobody leaves anything: it is where people rest. */
async function placesNow({ parts, now }: Desk): Promise<readonly Place[]> {
  const places = await parts.store.sessions.places(now - LEFT_AFTER * DAY)
  return places.map((place) => (place.flow === ENTRY_FLOWS.menu ? { ...place, left: 0 } : place))
}

function flowOf({ parts }: Desk, id: string): Flow {
  const { library } = parts.content()
  if (!library.newest.some((one) => one.kind === 'flow' && one.id === id)) throw new NotHere()
  return library.flow(id)
}

function sumOf(places: readonly Place[]): { readonly here: number; readonly left: number } {
  return {
    here: places.reduce((sum, { here }) => sum + here, 0),
    left: places.reduce((sum, { left }) => sum + left, 0),
  }
}

function drawn(desk: Desk, flow: Flow, id: string, places: readonly Place[]): DrawnStep[] {
  const step = flow.steps.get(id)
  if (!step) return []
  const counts = sumOf(places.filter((place) => place.step === id))
  return [
    {
      id,
      title: stepTitle(desk, flow.id, id, step),
      kind: kindWord(desk, step),
      asks: waits(step),
      ...counts,
    },
  ]
}

function stepsTable(
  { word }: Desk,
  steps: readonly DrawnStep[],
  successors: ReadonlyMap<string, readonly string[]>,
): Markup {
  const titles = new Map(steps.map(({ id, title }) => [id, title]))
  return html`<div class="table" tabindex="0" role="group" aria-label="${word('flows.steps')}">
    <table>
      <thead>
        <tr>
          ${['step', 'kind', 'follows', 'here', 'left'].map((key) => html`<th scope="col">${word(`flows.${key}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          ({ id, title, kind, here, left }) =>
            html`<tr>
              <th scope="row">${title} <code class="faint" dir="ltr">${id}</code></th>
              <td>${kind}</td>
              <td>${[...new Set(successors.get(id))].map((next) => titles.get(next) ?? next).join(' · ')}</td>
              <td>${here}</td>
              <td>${left}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
