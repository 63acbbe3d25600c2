import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSentFile, readHistory } from '#runner/history.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { act } from '../fakes/transcript.ts'

const URN = 'web:somebody'
let talk: Conversation

beforeEach(async () => {
  talk = await openConversation({ channel: 'web', content: contentOf('huda') })
  const asked = [
    '> السلام عليكم',
    '> 1',
    '> 7',
    '>> press data_rights',
    '> 1',
    '> سالم الحربي',
    '> 0501112223',
  ]
  for (const input of [...asked, '> صحيح']) await act(talk, input)
})
afterEach(() => talk.close())

const answered = () => act(talk, '>> staff answer تفضل', { association: 'huda' })

describe('a copy of the data', () => {
  it('is a text that names what was sent, and what was consented to', async () => {
    const sent = await answered()
    const file = sent.find((message) => message.file)?.file
    expect(file?.mime).toBe('text/plain')
    const text = new TextDecoder().decode(file?.content)
    expect(text).toContain('سالم الحربي')
    expect(text).toContain('+966501112223')
    expect(text).toContain('الرد: تفضل')
    expect(text).toMatch(/موافقة على دراسة الطلبات/)
    expect(text).not.toMatch(/\{\{|undefined|replies:|cases:|[\u2066-\u2069]/)
  })

  it('stands in the history of its own chat, to be fetched there and nowhere else', async () => {
    const sent = await answered()
    const message = sent.find(({ file }) => file)
    const line = (await readHistory(talk, URN, 'test')).find(({ id }) => id === message?.id)
    expect(line?.file?.name).toBe(message?.file?.name)
    const id = message?.id ?? ''
    expect((await openSentFile(talk, URN, 'test', id))?.content).toEqual(message?.file?.content)
    expect(await openSentFile(talk, 'web:another', 'test', id)).toBeUndefined()
    expect(await openSentFile(talk, URN, 'test', 'another')).toBeUndefined()
  })

  it('is not sent as a message without its file once that is gone', async () => {
    const [about] = await talk.store.cases.newest(1)
    if (!about) throw new Error('no case')
    const contact = await talk.store.contacts.get(about.contactId)
    if (!contact) throw new Error('no contact')
    const key = await talk.store.vault.open(contact.keyId)
    const { id: contactId, urn, account } = contact
    const message = { language: 'ar' as const, text: 'الملف', fileId: 'gone-long-ago' }
    const at = talk.clock.now()
    const row = {
      id: 'x1',
      contactId,
      urn,
      account,
      priority: 0,
      seq: 999,
      notBefore: at,
      createdAt: at,
      message,
    }
    const before = talk.sent.length
    await talk.store.commit([talk.store.outbox.insert({ ...row, priority: 0 }, key)])
    await talk.say('القائمة')
    expect(talk.sent.slice(before).map(({ text }) => text)).not.toContain('الملف')
    expect((await talk.store.outbox.find('x1'))?.failure).toBe('rejected')
  })
})
