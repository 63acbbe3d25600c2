import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

const NAME = 'فاطمة محمد'
const SAID = 'مصباح أزرق'

let talk: Conversation
let open: ReturnType<typeof openConsole>

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
})

afterEach(() => talk.close())

async function submit(of: { readonly reference: string; readonly about?: string }): Promise<string> {
  const { store, clock } = talk
  const contact = await store.contacts.find('terminal:somebody', 'test')
  if (!contact) throw new Error('nobody wrote')
  const key = await store.vault.open(contact.keyId)
  const id = `case-${of.reference}`
  const matter = of.about !== undefined
  const name = { value: NAME, display: NAME }
  const right = { value: 'destroy', display: 'إتلاف' }
  const record = {
    id,
    reference: of.reference,
    service: matter ? 'data_rights' : 'support',
    kind: matter ? ('data_rights' as const) : ('support' as const),
    contactId: contact.id,
    state: 'submitted' as const,
    answers: matter ? { answers: { right }, about: of.about } : { answers: { full_name: name }, groups: {} },
    summary: NAME,
    formRevision: 'h',
    submittedAt: clock.now(),
  }
  const event = { id: `event-${id}`, at: clock.now(), by: 'contact', kind: 'submitted' } as const
  await store.commit(store.cases.create(record, event, key))
  return id
}

async function step(browser: StaffBrowser, id: string, command: string) {
  const page = await browser.get(`/console/cases/${id}`)
  expect(page.html).toContain(`/do/${command}"`)
  const rev = /name="rev" value="(\d+)"/.exec(page.html)?.[1] ?? ''
  return browser.post(`/console/cases/${id}/do/${command}`, { rev })
}

const PAGES = [
  '/console',
  '/console/inbox',
  '/console/cases',
  '/console/tasks',
  '/console/calendar',
  '/console/committee',
  '/console/search?q=REFER901',
  '/console/satisfaction',
  '/console/flows',
  '/console/audit',
]

it('shows what is left where data were destroyed, and greets who writes again as somebody new', async () => {
  await talk.say(SAID)
  await talk.say('أريد التحدث مع موظف')
  const request = await submit({ reference: 'REFER901' })
  const rights = await submit({ reference: 'REFER902', about: 'REFER901' })
  const manager = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'manager' })
  const another = await signedIn(talk, open, { id: 'rana', name: 'رنا', role: 'manager' })

  const early = await step(manager, rights, 'propose_destruction')
  expect(early.text).toContain('REFER901')
  await step(manager, request, 'withdraw')
  await step(manager, rights, 'propose_destruction')
  expect((await step(manager, rights, 'confirm_destruction')).status).toBe(422)
  const before = talk.sent.length
  expect((await step(another, rights, 'confirm_destruction')).status).toBe(200)
  const last = await talk.wait(5 * 60_000)
  expect([...talk.sent.slice(before), ...last].some(({ text }) => text.includes('REFER902'))).toBe(true)

  for (const id of [request, rights]) {
    const page = await manager.get(`/console/cases/${id}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('أُتلفت البيانات بطلب صاحبها')
    expect(page.html).not.toContain(NAME)
    expect((await manager.get(`/console/cases/${id}/print`)).html).not.toContain(NAME)
  }
  for (const path of PAGES) {
    const page = await manager.get(path)
    expect([path, page.status]).toEqual([path, 200])
    expect(page.html).not.toContain(SAID)
  }

  await talk.restart()
  const again = await talk.say('مرحبا')
  expect(again.length).toBeGreaterThan(0)
  const fresh = await talk.store.contacts.find('terminal:somebody', 'test')
  expect(fresh?.createdAt).toBe(fresh?.seenAt)
})
