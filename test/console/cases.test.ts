import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '#core/riyadh.ts'
import { STEPS } from '../../src/console/cases/steps.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { IDENTITY, PHONE, caseOnRecord } from './case-on-record.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { Page, StaffBrowser } from './staff-browser.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let talk: Conversation
let open: ReturnType<typeof openConsole>

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
})

afterEach(() => talk.close())

const member = (id: string, role: string): Promise<StaffBrowser> =>
  signedIn(talk, open, { id, name: `موظف ${id}`, role })

function revOn(page: Page): string {
  return /name="rev" value="(\d+)"/.exec(page.html)?.[1] ?? ''
}

/** Items whose result is asked for on the page. */
function itemsOn(page: Page): string[] {
  return [...page.html.matchAll(/name="result-([^"]+)"/g)].map(([, item = '']) => item)
}

/** Does a step as a person would: opens the page, fills in the form of the step, sends it. */
async function step(
  browser: StaffBrowser,
  id: string,
  command: string,
  form: Record<string, string> = {},
): Promise<Page> {
  const page = await browser.get(`/console/cases/${id}`)
  expect(page.html, `${command} is offered`).toContain(`/do/${command}"`)
  return browser.post(`/console/cases/${id}/do/${command}`, { rev: revOn(page), ...form })
}

async function checkAll(browser: StaffBrowser, id: string): Promise<Page> {
  const page = await browser.get(`/console/cases/${id}`)
  const results = itemsOn(page).map((item) => [`result-${item}`, 'matches'])
  return browser.post(`/console/cases/${id}/check`, { rev: revOn(page), ...Object.fromEntries(results) })
}

async function done(page: Promise<Page>): Promise<Page> {
  const answer = await page
  expect(answer.status, answer.text.slice(0, 600)).toBe(200)
  return answer
}

const stateOf = async (id: string): Promise<string | undefined> =>
  (await talk.store.cases.standing(id))?.state

describe('a request', () => {
  it('goes from its arrival to the decision through three roles', async () => {
    const relations = await member('sara', 'relations')
    const researcher = await member('rana', 'researcher')
    for (const name of ['huda', 'amal']) await member(name, 'committee')
    await talk.runner.setSetting('operator', 'committee', '{"members":["huda","amal"],"chair":"huda"}')
    const id = await caseOnRecord(talk, { picture: PIXEL })

    await done(step(relations, id, 'assign', { to: 'sara' }))
    await done(checkAll(relations, id))
    await done(step(relations, id, 'complete'))
    expect(await stateOf(id)).toBe('complete')

    await done(step(researcher, id, 'begin_assessment'))
    const at = talk.clock.now() + 3 * DAY
    for (let slot = 0; slot < 3; slot++)
      await talk.runner.cases.addSlots((await talk.store.staff.get('rana'))!, [{ at: at + slot * DAY }])
    const [first, , third] = await talk.store.slots.free(0, 9)
    await done(step(researcher, id, 'offer_interview', { slots: `${first?.id},${third?.id}` }))
    expect((await talk.store.slots.ofCase(id)).map((one) => one.id)).toEqual([first?.id, third?.id])
    const [slot] = await talk.store.slots.ofCase(id)
    // By telephone: whoever cannot write is booked by staff.
    await done(step(relations, id, 'book_interview', { slot: slot?.id ?? '' }))
    talk.clock.advance(4 * DAY)
    // Sessions are long over by then.
    const rana = await again('rana')
    await done(step(rana, id, 'hold_interview', { result: 'حضرت، وأوضحت الحال' }))
    const page = await rana.get(`/console/cases/${id}`)
    for (const [, criterion = ''] of page.html.matchAll(/id="criterion-([^"]+)"/g))
      await done(
        step(rana, id, 'find', { criterion, met: 'yes', source: 'document', value: 'كما في الوثيقة' }),
      )
    await done(step(rana, id, 'finish_assessment'))
    expect(await stateOf(id)).toBe('deciding')

    const [hudaAgain, amalAgain] = [await again('huda'), await again('amal')]
    await done(step(hudaAgain, id, 'give_opinion', { outcome: 'accepted', text: 'حاجة ظاهرة' }))
    const early = await step(hudaAgain, id, 'decide', { outcome: 'accepted' })
    expect(early.status).toBe(422)
    expect(early.text).toContain('الآراء أقل من النصاب')
    await done(step(amalAgain, id, 'give_opinion', { outcome: 'accepted' }))
    await done(
      step(hudaAgain, id, 'decide', { outcome: 'accepted', granted: '500 ريال شهريًا', early: 'حاجة عاجلة' }),
    )
    expect(await stateOf(id)).toBe('accepted')
    const after = await hudaAgain.get(`/console/cases/${id}`)
    expect(after.text).toContain('500 ريال شهريًا')
    expect(after.text).toContain('حاجة عاجلة')
  })

  it('is not decided by who prepared it', async () => {
    const manager = await member('nora', 'manager')
    for (const id of ['huda', 'amal']) await member(id, 'committee')
    await talk.runner.setSetting('operator', 'committee', '{"members":["nora","huda","amal"],"chair":"nora"}')
    const id = await caseOnRecord(talk, { service: 'assistive_device' })
    await done(checkAll(manager, id))
    await done(step(manager, id, 'complete'))
    await done(step(manager, id, 'begin_assessment'))
    const page = await manager.get(`/console/cases/${id}`)
    for (const [, criterion = ''] of page.html.matchAll(/id="criterion-([^"]+)"/g))
      await done(step(manager, id, 'find', { criterion, met: 'yes', source: 'form', value: 'نعم' }))
    await done(step(manager, id, 'finish_assessment'))
    const deciding = await manager.get(`/console/cases/${id}`)
    expect(deciding.html).not.toContain('/do/give_opinion"')
    const form = { rev: revOn(deciding), outcome: 'accepted' }
    const refused = await manager.post(`/console/cases/${id}/do/give_opinion`, form)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('من أعدّ الطلب لا يقرر فيه')
  })

  it('is returned for exactly what was found wrong', async () => {
    const sara = await member('sara', 'relations')
    const id = await caseOnRecord(talk)
    const page = await sara.get(`/console/cases/${id}`)
    const found = { rev: revOn(page), 'result-mobile': 'unreadable', 'note-mobile': 'رقم ناقص' }
    const checked = await done(sara.post(`/console/cases/${id}/check`, found))
    expect(checked.html).toMatch(/value="mobile"\s+checked/)
    expect(checked.html).toMatch(/name="why-mobile" value="unreadable"/)
    const fields = { missing: 'mobile', 'why-mobile': 'unreadable', 'note-mobile': 'رقم ناقص' }
    await done(step(sara, id, 'return', fields))
    expect(await stateOf(id)).toBe('returned')
    const dossier = await talk.runner.cases.show((await talk.store.staff.get('sara'))!, { id })
    if ('refused' in dossier) throw new Error(dossier.refused)
    expect(dossier.file.missing).toEqual([{ item: 'mobile', why: 'unreadable', note: 'رقم ناقص' }])
  })
})

/** Signs in anew, after the session of a member has ended. */
async function again(id: string): Promise<StaffBrowser> {
  const { store, clock } = talk
  const browser = open.browser()
  const token = `token-${id}`.padEnd(43, 'x')
  await store.commit([store.staffSessions.begin(token, id, clock.now(), 'test', true)])
  browser.cookies.set('wasl_staff', token)
  return browser
}

describe('a save on a page that is out of date', () => {
  it('shows the case as it is now, who was first, and keeps what was typed', async () => {
    const sara = await member('sara', 'relations')
    const nora = await member('nora', 'manager')
    const id = await caseOnRecord(talk)
    const seen = revOn(await sara.get(`/console/cases/${id}`))
    await done(step(nora, id, 'note', { text: 'اتصلت بها' }))
    const stale = await sara.post(`/console/cases/${id}/do/note`, { rev: seen, text: 'كلام طويل <كتبته>' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('موظف nora')
    expect(stale.text).toContain('اتصلت بها')
    expect(stale.html).toContain('كلام طويل &lt;كتبته&gt;')
    const saved = { rev: revOn(stale), text: 'كلام طويل' }
    await done(sara.post(`/console/cases/${id}/do/note`, saved))
  })

  it('keeps the words of a step that is offered no more', async () => {
    const sara = await member('sara', 'relations')
    const id = await caseOnRecord(talk, { kind: 'complaint', service: 'complaint' })
    const seen = revOn(await sara.get(`/console/cases/${id}`))
    const nora = await member('nora', 'manager')
    await done(step(nora, id, 'answer', { text: 'تم الحل' }))
    const stale = await sara.post(`/console/cases/${id}/do/answer`, { rev: seen, text: 'جواب آخر مطول' })
    expect(stale.status).toBe(409)
    expect(stale.html).not.toContain('/do/answer"')
    expect(stale.text).toContain('جواب آخر مطول')
  })

  it('undoes nothing that a colleague found meanwhile', async () => {
    const sara = await member('sara', 'relations')
    const nora = await member('nora', 'manager')
    const id = await caseOnRecord(talk)
    const page = await sara.get(`/console/cases/${id}`)
    const untouched = Object.fromEntries(
      itemsOn(page).flatMap((item) => [
        [`result-${item}`, ''],
        [`was-${item}`, ''],
      ]),
    )
    await done(nora.post(`/console/cases/${id}/check`, { rev: revOn(page), 'result-mobile': 'differs' }))
    const stale = await sara.post(`/console/cases/${id}/check`, {
      rev: revOn(page),
      ...untouched,
      'result-full_name': 'matches',
      'note-full_name': 'كما في الهوية',
    })
    expect(stale.status).toBe(409)
    expect(stale.html).toMatch(/id="result-full_name"[\s\S]*?value="matches" selected/)
    expect(stale.html).toMatch(/id="result-mobile"[\s\S]*?value="differs" selected/)
    expect(stale.html).toContain('value="كما في الهوية"')
  })
})

describe('what identifies a person', () => {
  it('is hidden until it is asked for, and the look is on record', async () => {
    const sara = await member('sara', 'relations')
    const id = await caseOnRecord(talk)
    const page = await sara.get(`/console/cases/${id}`)
    expect(page.html).not.toContain(IDENTITY)
    expect(page.html).not.toContain(PHONE.slice(1))
    const shown = await sara.post(`/console/cases/${id}/reveal`)
    expect(shown.html).toContain(IDENTITY)
    const audit = await talk.store.audit.after(0, 200)
    expect(audit.map(({ action, actor, subject }) => [action, actor, subject])).toContainEqual([
      'case_revealed',
      'staff:sara',
      id,
    ])
  })

  it('is revealed to no committee, no auditor, and by no link', async () => {
    const id = await caseOnRecord(talk)
    for (const role of ['committee', 'auditor', 'volunteer', 'admin']) {
      const browser = await member(role, role)
      expect((await browser.post(`/console/cases/${id}/reveal`)).status, role).toBe(403)
    }
    const sara = await member('sara', 'relations')
    expect((await sara.get(`/console/cases/${id}/reveal`)).status).toBe(404)
  })
})

describe('the page of a case', () => {
  it('shows the document beside what was stated, escaped, and who did what', async () => {
    const sara = await member('sara', 'relations')
    const id = await caseOnRecord(talk, { picture: PIXEL })
    const page = await sara.get(`/console/cases/${id}`)
    expect(page.html).toContain('&lt;b&gt;إيجار&lt;/b&gt; البيت &amp; الكهرباء')
    const [, file = ''] = /<img src="(\/console\/files\/[^"]+)"/.exec(page.html) ?? []
    const picture = await sara.get(file)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(page.text).toContain('(1)')
    expect(page.text).toContain(talk.runner.content().association.declaration.text.ar)
    expect(page.text).toContain('رمضان 1447')
  })

  it('is not there for a volunteer who has nothing to do with it', async () => {
    const id = await caseOnRecord(talk)
    const volunteer = await member('vera', 'volunteer')
    expect((await volunteer.get(`/console/cases/${id}`)).status).toBe(404)
    expect((await volunteer.post(`/console/cases/${id}/do/note`, { text: 'x' })).status).toBe(404)
    const board = await volunteer.get('/console/cases')
    expect(board.text).not.toContain('REFER')
  })

  it('answers what nobody should send without failing', async () => {
    const nora = await member('nora', 'manager')
    const id = await caseOnRecord(talk)
    const bad = [
      '',
      '\u0000',
      '__proto__',
      '<script>alert(1)</script>',
      '9'.repeat(20),
      '2026-02-31',
      'x'.repeat(5000),
    ]
    for (const { command, fields = [] } of STEPS) {
      for (const value of bad) {
        const form = Object.fromEntries(fields.map(({ name }) => [name, value]))
        const page = await nora.post(`/console/cases/${id}/do/${command}`, { ...form, rev: value })
        expect(page.status, `${command} ${value.slice(0, 12)}`).toBeLessThan(500)
        expect(page.html).not.toContain('<script>alert')
      }
      if ((await stateOf(id)) !== 'submitted') break
    }
    for (const value of bad) {
      const form = { [`result-${value}`]: 'matches', 'result-mobile': value, rev: value }
      expect((await nora.post(`/console/cases/${id}/check`, form)).status).toBeLessThan(500)
    }
  })
})

describe('the file of a case on paper', () => {
  it('has the declaration word for word and both calendars, and hides who it is until asked', async () => {
    const sara = await member('sara', 'relations')
    const id = await caseOnRecord(talk, { reference: 'PAPER001' })
    const page = await sara.get(`/console/cases/${id}/print`)
    expect(page.text).toContain(talk.runner.content().association.declaration.text.ar)
    expect(page.text).toContain('1 مارس 2026 · 12 رمضان 1447 هـ')
    expect(page.html).not.toContain(IDENTITY)
    const whole = await sara.post(`/console/cases/${id}/print`)
    expect(whole.html).toContain(IDENTITY)
    const audit = await talk.store.audit.after(0, 200)
    const actions = audit.filter(({ subject }) => subject === id).map(({ action }) => action)
    expect(actions).toEqual(['case_shown', 'case_printed', 'case_revealed', 'case_printed'])
  })

  it('is whole only for those who may reveal', async () => {
    const id = await caseOnRecord(talk)
    const huda = await member('huda', 'committee')
    const page = await huda.get(`/console/cases/${id}/print`)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('method="post"')
    expect((await huda.post(`/console/cases/${id}/print`)).status).toBe(403)
    expect((await huda.get('/console/cases/nothing/print')).status).toBe(404)
  })
})
