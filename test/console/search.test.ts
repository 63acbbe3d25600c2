import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSought } from '#runner/search/sought.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

let talk: Conversation
let open: ReturnType<typeof openConsole>
let nora: StaffBrowser

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
  nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
  await talk.say('السلام عليكم')
  await talk.say('موظف')
  await talk.say('أحتاج كرسيًّا متحركًا لوالدتي')
  await knownAs('terminal:somebody')
})

afterEach(() => talk.close())

const PERSON = { name: 'فاطمة بنت أحمد الإبراهيم', nationalId: '1020304057', phone: '+966501234567' }

/** Whoever writes from an account is on record as a person. */
async function knownAs(urn: 'terminal:somebody'): Promise<void> {
  const { store, clock } = talk
  const contact = await store.contacts.find(urn, 'test')
  const { key, write } = store.vault.newKey('key-of-fatima')
  const at = clock.now()
  await store.commit([
    write,
    store.people.create({ id: 'fatima', ...PERSON, createdAt: at }, key),
    store.people.link({
      personId: 'fatima',
      contactId: contact?.id ?? '',
      role: 'self',
      proof: 'staff',
      at,
    }),
  ])
}

async function find(browser: StaffBrowser, q: string): Promise<string> {
  const page = await browser.post('/console/search', { q })
  expect(page.status).toBe(200)
  return page.text.slice(page.text.indexOf('دون ما بحثت عنه'))
}

describe('the search', () => {
  it.each([
    ['a name, however it is spelled', 'فاطمه احمد', 'الاسم'],
    ['the hamza left out', 'الابراهيم', 'الاسم'],
    ['the end of a mobile', '4567', 'الجوال'],
    ['a whole mobile in Arabic digits', '٠٥٠١٢٣٤٥٦٧', 'الجوال'],
    ['a whole identity number', '1020304057', 'الهوية'],
    ['words of a message', 'كرسي متحرك', 'نص رسالة'],
  ])('finds a conversation by %s', async (_what, query, by) => {
    const text = await find(nora, query)
    expect(text).toContain('فاطمة')
    expect(text).toContain(by)
  })

  it.each(['456', '1020304', 'خالد', '9876'])('finds nothing by %s', async (query) => {
    const text = await find(nora, query)
    expect(text).toContain('لا شيء بهذا الوصف')
    expect(text).not.toContain('فاطمة')
  })

  it('shows only what the member may see', async () => {
    const [handoff] = await talk.store.handoffs.live(1)
    await nora.post(`/console/inbox/${handoff?.id}/claim`)
    const saad = await signedIn(talk, open, { id: 'saad', name: 'سعد', role: 'volunteer' })
    expect(await find(saad, 'فاطمة')).toContain('لا شيء بهذا الوصف')
    const hind = await signedIn(talk, open, { id: 'hind', name: 'هند', role: 'admin' })
    expect((await hind.post('/console/search', { q: 'فاطمة' })).status).toBe(403)
  })

  it('is on record, and what was sought is not', async () => {
    await find(nora, '1020304057')
    const rows = await talk.store.audit.after(0, 100)
    expect(rows).toContainEqual(
      expect.objectContaining({ action: 'searched', actor: 'staff:nora', subject: 'console' }),
    )
    expect(JSON.stringify(rows)).not.toContain('1020304057')
  })

  it('says how far it looks', async () => {
    expect((await nora.get('/console/search')).text).toContain('300')
  })

  it('posts, so that no number comes into an address', async () => {
    const page = await nora.get('/console/inbox')
    expect(page.html).toMatch(/<form[^>]*method="post"[^>]*action="\/console\/search"/)
  })
})

describe('a query', () => {
  it('is a reference in any case, and not every word', () => {
    expect(readSought('wasl2001')).toMatchObject({ reference: 'WASL2001' })
    expect(readSought('فاطمة')).not.toHaveProperty('reference')
    expect(readSought(' ')).toBeUndefined()
    expect(readSought('+966 50 123 4567')).toMatchObject({ phone: '+966501234567', tail: '501234567' })
  })
})

describe('canned replies', () => {
  const REPLY = { title: 'ترحيب', text: 'أهلًا {name}، طلبك رقم {reference} قيد الدراسة.' }

  async function claimed(): Promise<string> {
    const [handoff] = await talk.store.handoffs.live(1)
    await nora.post(`/console/inbox/${handoff?.id}/claim`)
    return `/console/inbox/${handoff?.id}`
  }

  it('are put into the composer with what is known, and a gap that is left blocks the sending', async () => {
    await nora.post('/console/canned', REPLY)
    const address = await claimed()
    const page = await nora.get(address)
    const canned = /<option value="([^"]+)">\s*ترحيب/.exec(page.html)?.[1] ?? ''
    const filled = await nora.get(`${address}?canned=${canned}`)
    expect(filled.html).toContain('أهلًا فاطمة بنت أحمد الإبراهيم، طلبك رقم {reference}')
    const before = talk.sent.length
    const refused = await nora.post(`${address}/reply`, { text: 'رقم {reference}', key: 'kkkkkkkk1' })
    expect(refused.status).toBe(422)
    await talk.runner.idle()
    expect(talk.sent.length).toBe(before)
  })

  it('stand after what was written already', async () => {
    await nora.post('/console/canned', { title: 'شكر', text: 'شكرًا لكم.' })
    const address = await claimed()
    await nora.post(`${address}/draft`, { text: 'بدأت أكتب', key: 'kkkkkkkk1' })
    const canned = (await talk.store.cannedReplies.all())[0]?.id ?? ''
    expect((await nora.get(`${address}?canned=${canned}`)).html).toMatch(/بدأت أكتب\nشكرًا لكم\./)
  })

  it('are changed, removed, and nothing without a title', async () => {
    expect((await nora.post('/console/canned', { title: '', text: 'نص' })).status).toBe(422)
    await nora.post('/console/canned', REPLY)
    const id = (await talk.store.cannedReplies.all())[0]?.id ?? ''
    await nora.post(`/console/canned/${id}`, { title: 'آخر', text: 'نص آخر', do: 'keep' })
    expect((await nora.get('/console/canned')).text).toContain('آخر')
    await nora.post(`/console/canned/${id}`, { do: 'remove' })
    expect(await talk.store.cannedReplies.all()).toEqual([])
    expect((await nora.post(`/console/canned/${id}`, { do: 'remove' })).status).toBe(404)
  })
})
