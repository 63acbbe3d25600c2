import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import { timesOf } from '../../src/console/calendar/week.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { caseOnRecord } from './case-on-record.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let open: ReturnType<typeof openConsole>
let rana: StaffBrowser

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
  rana = await signedIn(talk, open, { id: 'rana', name: 'رنا', role: 'researcher' })
})

afterEach(() => talk.close())

const dayIn = (days: number): string => riyadhDay(talk.clock.now() + days * DAY)
const all = () => talk.store.slots.between(0, talk.clock.now() + 400 * DAY)

describe('slots', () => {
  it('are added one at a time, with what the settings say, and taken away', async () => {
    await talk.runner.setSetting('operator', 'slots', '{"minutes":45,"place":"المكتب الثالث"}')
    expect((await rana.get('/console/calendar')).html).toContain('value="45"')
    const page = await rana.post('/console/calendar', {
      staff: 'rana',
      day: dayIn(1),
      from: '10:00',
      minutes: '45',
      place: '',
    })
    expect(page.text).toContain('أُضيف موعد واحد')
    expect(page.text).toContain('المكتب الثالث')
    const [slot] = await all()
    expect(slot).toMatchObject({ staff: 'rana', minutes: 45, state: 'free' })
    await rana.post(`/console/calendar/${slot?.id}/remove`, { week: dayIn(1) })
    expect(await all()).toEqual([])
  })

  it('are added as a series over hours and days of work', async () => {
    // 1 March 2026 is a Sunday in Ramadan; Friday is no day of work.
    const form = { staff: 'rana', day: dayIn(1), until: dayIn(7), days: '1,5', from: '10:00', to: '11:00' }
    const page = await rana.post('/console/calendar', { ...form, minutes: '30' })
    expect(page.text).toContain('أُضيف موعدان')
    const again = await rana.post('/console/calendar', { ...form, minutes: '30' })
    expect(again.status).toBe(422)
    expect(again.html).toContain(`value="${dayIn(7)}"`)
    expect(await all()).toHaveLength(2)
  })

  it('are not made of what is no time, and keep what was typed', async () => {
    const good = { staff: 'rana', day: dayIn(1), from: '10:00', minutes: '30' }
    for (const bad of [
      { day: '2026-02-31' },
      { from: '25:00' },
      { minutes: '0' },
      { minutes: '1e9' },
      { staff: 'nobody' },
      { until: '2020-01-01' },
      { to: '09:00' },
      { day: '2020-01-01' },
    ]) {
      const page = await rana.post('/console/calendar', { ...good, place: '<b>مكان</b>', ...bad })
      expect(page.status, JSON.stringify(bad)).toBe(422)
      expect(page.html).toContain('&lt;b&gt;مكان&lt;/b&gt;')
    }
    expect(await all()).toEqual([])
  })

  it('are bounded, however long the series', () => {
    const week = { days: [0, 1, 2, 3, 4, 5, 6], usual: { from: 0, to: 1440 }, seasons: [], holidays: [] }
    const series = { day: 0, from: 0, to: 1440, minutes: 5, until: 1e15, days: week.days }
    expect(timesOf(series, week)).toHaveLength(300)
  })
})

describe('the calendar', () => {
  it('shows what is booked by which request, today’s first, with the way to its result', async () => {
    const id = await caseOnRecord(talk, { reference: 'BOOKED01' })
    const at = talk.clock.now() + 3_600_000
    await talk.store.commit([
      talk.store.slots.add({ id: 's1', at, minutes: 30, staff: 'rana', place: 'هنا' }),
    ])
    await talk.store.commit([talk.store.slots.book('s1', id)])
    const page = await rana.get('/console/calendar')
    const today = page.html.slice(page.html.indexOf('id="today"'), page.html.indexOf('id="week"'))
    expect(today).toContain('BOOKED01')
    expect(today).toContain(`/console/cases/${id}#step-hold_interview`)
    expect(page.html.slice(page.html.indexOf('id="week"'))).toContain('BOOKED01')
    expect((await rana.post('/console/calendar/s1/remove')).status).toBe(422)
  })

  it('shows the week and the member that were asked for', async () => {
    await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const add = (id: string, staff: string, days: number) =>
      talk.store.slots.add({ id, at: talk.clock.now() + days * DAY, minutes: 30, staff, place: `مكان ${id}` })
    await talk.store.commit([add('s1', 'rana', 8), add('s2', 'nora', 8)])
    expect((await rana.get('/console/calendar')).text).not.toContain('مكان s1')
    const week = await rana.get(`/console/calendar?week=${dayIn(8)}`)
    expect(week.text).toContain('مكان s1')
    expect(week.text).toContain('مكان s2')
    const hers = await rana.get(`/console/calendar?week=${dayIn(8)}&who=nora`)
    expect(hers.text).not.toContain('مكان s1')
    expect((await rana.get('/console/calendar?week=nonsense&who=%00&added=x')).status).toBe(200)
  })
})
