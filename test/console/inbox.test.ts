import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { Page, StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let open: ReturnType<typeof openConsole>
let sara: StaffBrowser

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
  sara = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
  await talk.say('السلام عليكم')
  await talk.say('موظف')
})

afterEach(() => talk.close())

async function address(): Promise<string> {
  const list = await sara.get('/console/inbox?view=all')
  const link = /href="(\/console\/inbox\/[^"?]+)/.exec(list.html)?.[1]
  if (!link) throw new Error('no conversation in the list')
  return link
}

function keyOn(page: Page): string {
  return /name="key" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
}

describe('the inbox', () => {
  it('lists who waits without a word of theirs, and shows the conversation when it is opened', async () => {
    await talk.say('عندي سر صغير')
    const list = await sara.get('/console/inbox')
    expect(list.text).toContain('طلب موظفًا')
    expect(list.text).not.toContain('سر صغير')
    const page = await sara.get(await address())
    expect(page.text).toContain('عندي سر صغير')
    expect(page.text).toContain('استلام المحادثة')
  })

  it('is answered through the bot’s own road, once, and keeps the thread', async () => {
    const path = await address()
    const page = await sara.post(`${path}/claim`)
    expect(page.text).toContain('الرد على المستفيد')
    const key = keyOn(page)
    const before = talk.sent.length
    for (let click = 0; click < 5; click++) await sara.post(`${path}/reply`, { text: 'أهلًا <b>بك</b>', key })
    await talk.runner.idle()
    expect(talk.sent.slice(before).map((message) => message.text)).toEqual(['أهلًا <b>بك</b>'])
    const after = await sara.get(path)
    expect(after.html).toContain('أهلًا &lt;b&gt;بك&lt;/b&gt;')
    expect(after.html).not.toContain('<b>بك</b>')
    expect(after.text).toContain('أُرسلت')
  })

  it('tells the second who was first, and loses nothing of what was written', async () => {
    const nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const path = await address()
    await sara.post(`${path}/claim`)
    const lost = await nora.post(`${path}/claim`)
    expect(lost.status).toBe(409)
    expect(lost.text).toContain('سبق أن استلمها')
    expect(lost.text).toContain('سبق أن استلمها \u2068سارة\u2069')
    const gap = await sara.post(`${path}/reply`, { text: 'أهلًا {الاسم}، موعدك غدًا', key: 'aaaaaaaa' })
    expect(gap.status).toBe(422)
    expect(gap.html).toContain('أهلًا {الاسم}، موعدك غدًا</textarea')
  })

  it('keeps a draft per member, and the reply removes it', async () => {
    const path = await address()
    await sara.post(`${path}/claim`)
    expect((await sara.post(`${path}/draft`, { text: 'كنت أكتب', key: 'draft-key-1' })).status).toBe(204)
    const again = await sara.get(path)
    expect(again.html).toContain('كنت أكتب</textarea')
    expect(keyOn(again)).toBe('draft-key-1')
    await sara.post(`${path}/reply`, { text: 'كنت أكتب وانتهيت', key: 'draft-key-1' })
    expect((await sara.get(path)).html).not.toContain('كنت أكتب</textarea')
  })

  it('keeps notes for staff; no road leads from them to the person', async () => {
    const path = await address()
    await sara.post(`${path}/claim`)
    const before = talk.sent.length
    const page = await sara.post(`${path}/note`, { text: 'تحتاج إلى اتصال' })
    await talk.runner.idle()
    expect(page.text).toContain('ملاحظة داخلية من سارة')
    expect(talk.sent.length).toBe(before)
  })

  it('closes with an explanation only, and gives the person back to the bot (musanid/R7)', async () => {
    const path = await address()
    await sara.post(`${path}/claim`)
    expect((await sara.post(`${path}/close`, { text: '', key: 'close-key' })).status).toBe(422)
    const before = talk.sent.length
    await sara.post(`${path}/close`, { text: 'القاعدة كذا، والخطوة كذا.', key: 'close-key' })
    await talk.runner.idle()
    expect(talk.sent[before]?.text).toBe('القاعدة كذا، والخطوة كذا.')
    expect((await sara.get(path)).text).toContain('مغلقة')
    expect((await talk.say('القائمة')).length).toBeGreaterThan(0)
  })

  it('shows who else looks, and who writes', async () => {
    const nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const path = await address()
    await nora.get(path)
    expect((await sara.get(path)).text).toContain('نورة يشاهد الآن')
    await nora.post(`${path}/draft`, { text: 'أكتب', key: 'nora-key-1' })
    expect((await sara.get(path)).text).toContain('نورة يكتب الآن')
    talk.clock.advance(60_000)
    expect((await sara.get(path)).text).not.toContain('nora ي')
  })

  it('passes a conversation on only to who says yes', async () => {
    const nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const path = await address()
    await sara.post(`${path}/claim`)
    await sara.post(`${path}/offer`, { to: 'nora' })
    expect((await nora.get('/console/inbox?view=mine')).text).toContain('معروضة عليك')
    await nora.post(`${path}/bounce`)
    expect((await sara.get(path)).text).toContain('معك')
    await sara.post(`${path}/offer`, { to: 'nora' })
    expect((await nora.post(`${path}/accept`)).text).toContain('معك')
    expect((await sara.post(`${path}/reply`, { text: 'أهلًا', key: 'late-key-1' })).status).toBe(409)
  })
})

describe('the live stream', () => {
  it('goes on after the last number that the browser knows', async () => {
    const { parts } = open
    const last = await parts.store.consoleEvents.last()
    await talk.say('ما زلت أنتظر')
    const events = await parts.store.consoleEvents.after(last, 9)
    expect(events.map(({ kind }) => kind)).toEqual(['message'])
    expect(JSON.stringify(events)).not.toContain('أنتظر')
  })
})
