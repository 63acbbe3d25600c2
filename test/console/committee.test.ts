import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '#core/riyadh.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { STEPS } from '../../src/console/cases/steps.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { caseOnRecord } from './case-on-record.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

const DECIDING: readonly string[] = ['give_opinion', 'decide']

let talk: Conversation
let open: ReturnType<typeof openConsole>
/** The chair's. */
let browser: StaffBrowser

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
  for (const [id, role] of [
    ['rana', 'researcher'],
    ['amal', 'committee'],
    ['third', 'committee'],
  ] as const)
    await talk.store.commit([talk.store.staff.add({ id, name: `موظف ${id}`, role, createdAt: 0 })])
  browser = await signedIn(talk, open, { id: 'huda', name: 'هدى', role: 'committee' })
  const committee = { members: ['huda', 'amal', 'third'], chair: 'huda', quorum: 2 }
  await talk.runner.setSetting('operator', 'committee', JSON.stringify(committee))
})

afterEach(() => talk.close())

async function does(who: string, id: string, ...commands: readonly CaseCommand[]): Promise<void> {
  const staff = await talk.store.staff.get(who)
  if (!staff) throw new Error(`no ${who}`)
  for (const command of commands)
    expect(await talk.runner.cases.change(staff, { id }, command), command.do).not.toHaveProperty('refused')
}

/** A case that waits for its decision. */
async function waiting(): Promise<string> {
  const id = await caseOnRecord(talk)
  const staff = await talk.store.staff.get('rana')
  const shown = staff && (await talk.runner.cases.show(staff, { id }))
  if (!shown || 'refused' in shown) throw new Error('not shown')
  for (const { item } of shown.items.filter(({ skipped }) => !skipped))
    await does('rana', id, { do: 'check', item, result: 'matches' })
  await does('rana', id, { do: 'complete' }, { do: 'begin_assessment' })
  for (const { id: criterion } of shown.criteria)
    await does('rana', id, { do: 'find', finding: { criterion, met: true, value: 'نعم', source: 'form' } })
  await does('rana', id, { do: 'finish_assessment', waived: 'معروف' })
  return id
}

describe('the agenda of the committee', () => {
  it('shows the days left, opinions and quorum, and takes an own opinion', async () => {
    const id = await waiting()
    const page = await browser.get('/console/committee')
    expect(page.text).toContain('النصاب 2 من 3')
    expect(page.text).toContain('يُتاح القرار بعد 14 يومًا')
    expect(page.text).toContain('الآراء: 0، والنصاب 2')
    const rev = /name="rev" value="(\d+)"/.exec(page.html)?.[1] ?? ''
    const opinion = { rev, back: 'committee', outcome: 'accepted', text: 'حاجة <ظاهرة>' }
    const after = await browser.post(`/console/cases/${id}/do/give_opinion`, opinion)
    expect(after.path).toBe('/console/committee')
    expect(after.text).toContain('الآراء: 1، والنصاب 2')
    expect(after.html).toContain('حاجة &lt;ظاهرة&gt;')
    expect(after.html).not.toContain('#step-decide')
    await does('amal', id, { do: 'give_opinion', outcome: 'refused' })
    const ready = await browser.get('/console/committee')
    expect(ready.html).toContain(`/console/cases/${id}#step-decide`)
  })

  it('says who takes no part, and counts them no more', async () => {
    const id = await waiting()
    await does('amal', id, { do: 'give_opinion', outcome: 'accepted' }, { do: 'recuse', why: 'قرابة' })
    const page = await browser.get('/console/committee')
    expect(page.text).toContain('تنحّى')
    expect(page.text).toContain('الآراء: 0، والنصاب 2')
  })

  it('offers nothing to who prepared the case or is no member', async () => {
    await waiting()
    const nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const page = await nora.get('/console/committee')
    expect(page.text).toContain('القرار لأعضاء الجهة المختصة وحدهم')
    expect(page.html).not.toContain('/do/give_opinion')
    const members = JSON.stringify({ members: ['rana', 'amal'] })
    await talk.runner.setSetting('operator', 'committee', members)
    const rana = await talk.store.staff.get('rana')
    await talk.store.commit([talk.store.staff.update({ ...rana!, role: 'manager' })])
    const agenda = await talk.runner.cases.agenda({ ...rana!, role: 'manager' })
    expect(agenda).toMatchObject({ quorum: 2, items: [{ mine: false, prepared: ['rana'], chair: 'amal' }] })
  })

  it('has the case with the nearest last day first, and opens none of them', async () => {
    const first = await waiting()
    talk.clock.advance(DAY / 96)
    const second = await waiting()
    const page = await browser.get('/console/committee')
    expect(page.html.indexOf(`case-${first}`)).toBeLessThan(page.html.indexOf(`case-${second}`))
    const audit = await talk.store.audit.after(0, 500)
    const looks = audit.filter(({ actor, action }) => actor === 'staff:huda' && action === 'case_shown')
    expect(looks).toEqual([])
  })

  it('is refused to who gives no opinions', async () => {
    const staff = await talk.store.staff.get('rana')
    expect(await talk.runner.cases.agenda(staff!)).toEqual({ refused: 'not_allowed' })
  })
})

describe('a case that waits for its decision', () => {
  it('is moved by no form that nobody should send', async () => {
    const id = await waiting()
    await does('huda', id, { do: 'give_opinion', outcome: 'accepted' })
    await does('amal', id, { do: 'give_opinion', outcome: 'accepted' })
    const bad = ['', '\u0000', '__proto__', '<script>alert(1)</script>', '9'.repeat(400), '2026-02-31']
    for (const { command, fields = [] } of STEPS.filter((one) => DECIDING.includes(one.command))) {
      for (const value of bad) {
        const form = Object.fromEntries(fields.map(({ name }) => [name, value]))
        const page = await browser.post(`/console/cases/${id}/do/${command}`, { ...form, rev: value })
        expect(page.status, `${command} ${value.slice(0, 12)}`).toBe(422)
        expect(page.html).not.toContain('<script>alert')
      }
    }
    expect((await talk.store.cases.standing(id))?.state).toBe('deciding')
  })

  it('is decided with the words of the reason where none were written, and not before its time', async () => {
    const id = await waiting()
    await does('huda', id, { do: 'give_opinion', outcome: 'refused' })
    await does('amal', id, { do: 'give_opinion', outcome: 'refused' })
    const [reason] = talk.runner.content().association.reasons
    const form = { outcome: 'refused', reason: reason?.id ?? '' }
    const early = await browser.post(`/console/cases/${id}/do/decide`, form)
    expect(early.status).toBe(422)
    expect(early.text).toContain('القرار قبل أول مدته يحتاج سببًا مكتوبًا')
    const done = await browser.post(`/console/cases/${id}/do/decide`, { ...form, early: 'لا ينتظر' })
    expect(done.status).toBe(200)
    expect(done.text).toContain(reason?.text.ar)
    expect(done.text).toContain('لا ينتظر')
    expect((await talk.store.cases.standing(id))?.state).toBe('refused')
  })
})
