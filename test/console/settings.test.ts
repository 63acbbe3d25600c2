import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { Page, StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let open: ReturnType<typeof openConsole>
let nora: StaffBrowser

async function begin(association: string): Promise<void> {
  talk = await openConversation({ association })
  open = openConsole(talk)
  nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
}

beforeEach(() => begin('musanid'))
afterEach(() => talk.close())

/** What a browser would send of a form on the page, untouched. */
function formOn(page: Page, id: string): Record<string, string> {
  const start = page.html.indexOf(`action="/console/settings/${id}#${id}"`)
  const html = page.html.slice(start, page.html.indexOf('</form>', start))
  const form: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? ''
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
    if (tag.includes('type="checkbox"')) {
      if (/\schecked/.test(tag)) form[name] = form[name] === undefined ? value : `${form[name]},${value}`
    } else form[name] = value
  }
  for (const [, name = '', options = ''] of html.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    form[name] = /value="([^"]*)"\s+selected/.exec(options)?.[1] ?? ''
  return form
}

const stored = async (name: string): Promise<unknown> => {
  const text = await talk.store.settings.get(name)
  return text === undefined ? undefined : JSON.parse(text)
}

describe('the settings page', () => {
  it('confirms the suggested working time as it is shown, and what is added to it', async () => {
    const page = await nora.get('/console/settings')
    expect(page.text).toContain('هذه القيم مقترحة')
    const form = formOn(page, 'working_time')
    const rows = Object.keys(form).filter((name) => /^holiday-\d+-name$/.test(name)).length
    const last = `holiday-${rows - 1}`
    expect(form[`${last}-from`]).toBe('')
    const typed = { ...form, [`${last}-name`]: 'إجازة الجمعية', [`${last}-from`]: '2026-07-05' }
    const after = await nora.post('/console/settings/working_time', typed)
    expect(after.status).toBe(200)
    expect(after.text).toContain('تم الحفظ')
    expect(after.text).not.toContain('هذه القيم مقترحة')
    expect(await stored('working_time')).toMatchObject({
      days: [0, 1, 2, 3, 4],
      usual: { from: 480, to: 960 },
      holidays: expect.arrayContaining([
        { from: '2026-07-05', to: '2026-07-05', name: 'إجازة الجمعية' },
        expect.objectContaining({ name: 'eid_fitr' }),
      ]),
    })
  })

  it('removes a season whose dates are emptied, and offers it again to be accepted', async () => {
    const form = formOn(await nora.get('/console/settings'), 'working_time')
    const without = { ...form, 'season-0-from': '', 'season-0-to': '' }
    const page = await nora.post('/console/settings/working_time', without)
    const time = (await stored('working_time')) as { seasons: { from: string }[] }
    expect(time.seasons.map(({ from }) => from)).not.toContain('2026-02-18')
    expect(page.html).toContain('name="accept" value="2026-02-18"')
    const again = { ...formOn(page, 'working_time'), accept: '2026-02-18' }
    await nora.post('/console/settings/working_time', again)
    const accepted = (await stored('working_time')) as { seasons: { from: string }[] }
    expect(accepted.seasons.map(({ from }) => from)).toContain('2026-02-18')
  })

  it('says what is wrong and keeps what was typed', async () => {
    const form = formOn(await nora.get('/console/settings'), 'working_time')
    for (const bad of [
      { 'usual-from': '17:00' },
      { 'usual-from': 'nonsense' },
      { days: '' },
      { days: '9' },
      { 'season-0-from': '2026-12-31' },
      { 'holiday-0-from': '2026-02-31' },
    ]) {
      const page = await nora.post('/console/settings/working_time', { ...form, 'usual-to': '16:30', ...bad })
      expect(page.status, JSON.stringify(bad)).toBe(422)
      expect(page.html).toContain('value="16:30"')
      expect(page.text).toContain('نرجو التحقق من أيام العمل')
    }
    expect(await stored('working_time')).toBeUndefined()
  })

  it('names the committee, its chair and quorum, of those whose role decides', async () => {
    for (const id of ['huda', 'amal'])
      await talk.store.commit([
        talk.store.staff.add({ id, name: id, role: 'committee', createdAt: 0 }),
        talk.store.staff.add({ id: `${id}.r`, name: id, role: 'relations', createdAt: 0 }),
      ])
    const good = { members: 'huda,amal,huda.r', chair: 'huda', quorum: '2' }
    expect((await nora.post('/console/settings/committee', good)).status).toBe(200)
    expect(await stored('committee')).toEqual({ members: ['amal', 'huda'], chair: 'huda', quorum: 2 })
    for (const bad of [{ members: 'huda' }, { chair: 'nora' }, { quorum: '9' }, { quorum: 'two' }])
      expect((await nora.post('/console/settings/committee', { ...good, ...bad })).status).toBe(422)
    expect((await nora.post('/console/settings/deciders', { members: 'huda' })).status).toBe(404)
  })

  it('takes numbers of days; an empty field leaves things as they are, a bad one changes nothing', async () => {
    await nora.post('/console/settings/periods', { complaint_days: '7', suggestion_days: '' })
    expect(await stored('complaint_days')).toBe(7)
    expect(await stored('suggestion_days')).toBeUndefined()
    const bad = { complaint_days: '10', suggestion_days: '0' }
    const page = await nora.post('/console/settings/periods', bad)
    expect(page.status).toBe(422)
    expect(await stored('complaint_days')).toBe(7)
    expect(page.html).toContain('value="10"')
  })

  it('takes quiet hours, interviews and conversations', async () => {
    await nora.post('/console/settings/quiet_hours', { from: '22:00', to: '07:30' })
    expect(await stored('quiet_hours')).toEqual({ from: 1320, to: 450 })
    await nora.post('/console/settings/slots', { minutes: '20', place: 'المقر' })
    expect(await stored('slots')).toEqual({ minutes: 20, place: 'المقر' })
    await nora.post('/console/settings/handoff', { escalate: '30', return: '8' })
    expect(await stored('handoff')).toEqual({ escalateAfterMinutes: 30, returnAfterHours: 8 })
    const audit = await talk.store.audit.after(0, 200)
    expect(
      audit.filter(({ action, actor }) => action === 'setting_changed' && actor === 'staff:nora'),
    ).toHaveLength(3)
  })

  it('answers what nobody should send without failing', async () => {
    const names = [
      'days',
      'from',
      'to',
      'usual-from',
      'season-0-from',
      'members',
      'quorum',
      'minutes',
      'place',
      'complaint_days',
    ]
    for (const form of [
      'working_time',
      'quiet_hours',
      'committee',
      'slots',
      'handoff',
      'periods',
      '__proto__',
      'x',
    ]) {
      for (const value of ['', '\u0000', '<script>alert(1)</script>', '1e400', '٩'.repeat(500)]) {
        const typed = Object.fromEntries(names.map((name) => [name, value]))
        const page = await nora.post(`/console/settings/${form}`, typed)
        expect(page.status, `${form} ${value.slice(0, 9)}`).toBeLessThan(500)
        expect(page.html).not.toContain('<script>alert')
      }
    }
  })

  it('shows the facts of the profile, and where to fill in what is missing', async () => {
    const page = await nora.get('/console/settings')
    expect(page.text).toContain('data/associations/musanid/association.yaml')
    expect(page.html).toMatch(/settings\.address[\s\S]{0,80}لم يُذكر بعد/)
  })
})

describe('an association whose policy speaks of a set period', () => {
  it('sets it, and says who decides', async () => {
    await talk.close()
    await begin('huda')
    const page = await nora.get('/console/settings')
    expect(page.html).toContain('name="decision_days"')
    expect(page.html).toContain('/console/settings/deciders#deciders')
    expect(page.html).not.toContain('/console/settings/committee#committee')
    await nora.post('/console/settings/periods', { decision_days: '30' })
    expect(await stored('decision_days')).toBe(30)
    await nora.post('/console/settings/deciders', { members: 'nora' })
    expect(await stored('deciders')).toEqual(['nora'])
    expect((await nora.post('/console/settings/deciders', { members: '' })).status).toBe(422)
  })
})
