import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeSteps } from '../../src/console/flows/layers.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

const DAY = 86_400_000

describe('the places of steps', () => {
  const layersOf = (placed: ReturnType<typeof placeSteps>) =>
    Object.fromEntries(placed.map(({ id, layer }) => [id, layer]))

  it('are below the first step that leads to them, also where a line leads back', () => {
    const successors = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', ['a']],
    ])
    expect(layersOf(placeSteps(['a', 'b', 'c', 'd'], successors))).toEqual({ a: 0, b: 1, c: 1, d: 2 })
  })

  it('are near those above, so that lines do not cross', () => {
    const successors = new Map([
      ['a', ['b', 'c']],
      ['b', ['y']],
      ['c', ['x']],
    ])
    const placed = placeSteps(['a', 'b', 'c', 'x', 'y'], successors)
    const place = (id: string): number => placed.find((one) => one.id === id)?.place ?? 0
    expect(place('y')).toBeLessThan(place('x'))
  })

  it('are no two at the same spot, however wide a layer is', () => {
    const many = Array.from({ length: 17 }, (_, index) => `s${index}`)
    const placed = placeSteps(['a', ...many, 'lost'], new Map([['a', many]]))
    expect(placed).toHaveLength(19)
    expect(new Set(placed.map(({ layer, place }) => `${layer} ${place}`)).size).toBe(19)
  })
})

describe('the page of a flow', () => {
  let talk: Conversation
  let browser: StaffBrowser

  beforeEach(async () => {
    talk = await openConversation()
    browser = await signedIn(talk, openConsole(talk), { id: 'mona', name: 'منى', role: 'relations' })
  })

  afterEach(() => talk.close())

  it('draws every flow, with a table of the same', async () => {
    const flows = talk.runner.content().library.newest.filter(({ kind }) => kind === 'flow')
    for (const { id } of flows) {
      const page = await browser.get(`/console/flows/${id}`)
      expect(page.status, id).toBe(200)
      expect(page.html, id).toContain('<svg')
      const flow = talk.runner.content().library.flow(id)
      for (const step of flow.order) expect(page.html, id).toMatch(new RegExp(`<title\\s*>${step}<`))
      expect(page.html.match(/<th scope="row">/g), id).toHaveLength(flow.order.length)
      expect(page.html).not.toMatch(/NaN|undefined/)
    }
  })

  it('counts where people are, and who was silent for more than seven days', async () => {
    await talk.send({ kind: 'text', text: 'السلام عليكم' }, 'terminal:early')
    await talk.send({ kind: 'text', text: 'تقديم طلب' }, 'terminal:early')
    talk.clock.advance(8 * DAY)
    await talk.send({ kind: 'text', text: 'السلام عليكم' }, 'terminal:late')
    await talk.send({ kind: 'text', text: 'تقديم طلب' }, 'terminal:late')
    const place = (await talk.store.sessions.places(0))[0]
    expect(place).toMatchObject({ here: 2, left: 0 })
    const again = openConsole(talk)
    const later = await signedIn(talk, again, { id: 'sami', name: 'سامي', role: 'manager' })
    const page = await later.get(`/console/flows/${place?.flow ?? ''}`)
    expect(page.html).toMatch(/class="count"[^>]*>\s*<text[^>]*>\s*2</)
    expect(page.html).toMatch(/class="lost"[^>]*>\s*<text[^>]*>\s*1</)
    expect(page.text).not.toContain('early')
    expect((await later.get('/console/flows')).text).toContain(' 2 1 ')
  })

  it('that is not there is not there', async () => {
    expect((await browser.get('/console/flows/nothing')).status).toBe(404)
    expect((await browser.get('/console/flows/__proto__')).status).toBe(404)
  })
})
