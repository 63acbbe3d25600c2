import { afterEach, describe, expect, it } from 'vitest'
import type { NoticeKind } from '#core/notice.ts'
import { NOTICES } from '#core/notice.ts'
import type { StoredNotice } from '#store/notices.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation, Setting } from '../fakes/conversation.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What the flow of this notice says. */
const NEWS = 'طلب لتغيير بياناتك'

let talk: Conversation

afterEach(() => talk.close())

/** Somebody who has agreed and stands at the menu. */
async function somebody(setting: Setting = {}): Promise<string> {
  talk = await openConversation(setting)
  await talk.say('السلام عليكم')
  await talk.say('أوافق')
  const contact = await talk.store.contacts.find(talk.sent.at(-1)?.urn ?? 'terminal:somebody', 'test')
  if (!contact) throw new Error('nobody there')
  return contact.id
}

/** The association wants to tell something. */
async function want(contactId: string, kind: NoticeKind = 'data_changed', key = 'once'): Promise<void> {
  const { store, clock } = talk
  await store.commit([
    store.notices.insert({
      id: `n-${key}`,
      contactId,
      kind,
      priority: NOTICES[kind].priority,
      params: { reference: 'ABCD2345' },
      notBefore: clock.now(),
      createdAt: clock.now(),
      uniqueKey: key,
    }),
  ])
}

async function notice(key = 'once'): Promise<StoredNotice | undefined> {
  return talk.store.notices.get(`n-${key}`)
}

const texts = (messages: readonly { readonly text: string }[]): string =>
  messages.map(({ text }) => text).join('\n')

describe('a notice', () => {
  it('is said in its flow, once, and is known to have arrived', async () => {
    const contact = await somebody()
    await want(contact)
    await want(contact)
    const said = await talk.wait(60_000)
    expect(said).toHaveLength(1)
    expect(said[0]?.text).toContain(NEWS)
    expect(await notice()).toMatchObject({ state: 'told' })
    await talk.restart()
    expect(await talk.wait(DAY)).toEqual([])
  })

  it('waits out the night, over a restart', async () => {
    const contact = await somebody()
    await talk.wait(11 * HOUR)
    await want(contact)
    expect(await talk.wait(60_000)).toEqual([])
    expect(await notice()).toMatchObject({ state: 'waiting', reason: 'quiet_hours' })
    await talk.restart()
    expect(await talk.wait(8 * HOUR)).toEqual([])
    expect(texts(await talk.wait(HOUR))).toContain(NEWS)
  })

  it('does not break into a request, is announced once, and comes when that is over', async () => {
    const contact = await somebody()
    await talk.press('request')
    await want(contact)
    const announced = await talk.wait(60_000)
    expect(announced).toHaveLength(1)
    expect(texts(announced)).not.toContain(NEWS)
    const after = await talk.say('القائمة')
    expect(texts([...after, ...(await talk.wait(60_000))])).toContain(NEWS)
  })

  it('becomes a call at once where the person asked us to stop', async () => {
    const contact = await somebody()
    await talk.store.commit([talk.store.contacts.setReachability(contact, 'stopped')])
    await want(contact)
    expect(await talk.wait(60_000)).toEqual([])
    expect(await notice()).toMatchObject({ state: 'failed', reason: 'stopped' })
    expect(await talk.store.tasks.open(9)).toMatchObject([{ kind: 'call_applicant', contactId: contact }])
  })

  it('becomes a call within a minute where the platform refuses the message', async () => {
    const contact = await somebody()
    await want(contact)
    await talk.wait(60_000)
    const [row] = await talk.store.outbox.failures(1)
    expect(row).toBeUndefined()
    await want(contact, 'data_changed', 'second')
    talk.refuse()
    await talk.wait(60_000)
    expect(await notice('second')).toMatchObject({ state: 'failed', reason: 'send_failed' })
    expect(await talk.store.tasks.open(9)).toMatchObject([{ kind: 'call_applicant' }])
  })

  it('of a poll is dropped where the person wants no ratings', async () => {
    const contact = await somebody()
    const { store, clock } = talk
    const word = {
      version: '1',
      textHash: 'h',
      language: 'ar',
      channel: 'terminal',
      at: clock.now(),
    } as const
    await store.commit([
      store.consents.record({ id: 'w1', contactId: contact, purpose: 'surveys', given: false, ...word }),
    ])
    await want(contact, 'poll')
    expect(await talk.wait(60_000)).toEqual([])
    expect(await notice()).toMatchObject({ state: 'dropped', reason: 'no_surveys' })
    expect(await store.tasks.open(9)).toEqual([])
  })

  it('waits while staff have the conversation', async () => {
    const contact = await somebody()
    await talk.say('موظف')
    await want(contact)
    expect(texts(await talk.wait(60_000))).not.toContain(NEWS)
    expect(await notice()).toMatchObject({ state: 'waiting', reason: 'with_staff' })
  })
})

describe('on a platform that minds', () => {
  it('waits for a word of the person, and is said when it comes', async () => {
    const contact = await somebody({ outreach: 'reply_only' })
    await talk.wait(25 * HOUR)
    await want(contact)
    expect(await talk.wait(60_000)).toEqual([])
    expect(await notice()).toMatchObject({ state: 'waiting', reason: 'awaits_message' })
    const said = [...(await talk.say('السلام عليكم')), ...(await talk.wait(60_000))]
    expect(texts(said)).toContain(NEWS)
  })

  it('goes to another account of the same person that may be written to', async () => {
    const contact = await somebody({ outreach: 'reply_only' })
    await talk.wait(25 * HOUR)
    const { store, clock } = talk
    await talk.send({ kind: 'text', text: 'السلام عليكم' }, 'terminal:other')
    await talk.send({ kind: 'text', text: 'أوافق' }, 'terminal:other')
    const other = await store.contacts.find('terminal:other', 'test')
    if (!other) throw new Error('no other account')
    const { key, write } = store.vault.newKey('person-key')
    const link = { personId: 'p1', role: 'self', proof: 'pin', at: clock.now() } as const
    await store.commit([
      write,
      ...[store.people.create({ id: 'p1', createdAt: clock.now() }, key)].flat(),
      store.people.link({ ...link, contactId: contact }),
      store.people.link({ ...link, contactId: other.id }),
    ])
    await want(contact)
    const said = await talk.wait(60_000)
    expect(said.map((message) => message.urn)).toEqual(['terminal:other'])
    expect(texts(said)).toContain(NEWS)
  })
})
