import { afterEach, describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '#core/message.ts'
import { createLibrary } from '#runner/library.ts'
import type { Content } from '../../src/assemble.ts'
import { ROOT, contentOf, openConversation, readFlows } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { settle } from './outbox-desk.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Into a form, as far as its first answers. */
const TO_THE_FORM = ['السلام عليكم', '1', '1', '1', '1', 'فاطمة محمد علي الزهراني']
const { renderer } = contentOf('musanid')
const REMINDER = renderer.translate('replies:draft.reminder', 'ar')
const EXPIRED = renderer.translate('replies:draft.expired', 'ar')

let talk: Conversation

afterEach(() => talk.close())

async function begin(content?: Content): Promise<void> {
  talk = await openConversation(content ? { content } : {})
}

async function say(...texts: readonly string[]): Promise<void> {
  for (const text of texts) await talk.say(text)
}

async function whose() {
  const contact = await talk.store.contacts.find('terminal:somebody', 'test')
  if (!contact) throw new Error('no contact')
  return { contact, key: await talk.store.vault.open(contact.keyId) }
}

async function session() {
  const { contact, key } = await whose()
  return talk.store.sessions.find(contact.id, key)
}

const texts = (messages: readonly OutgoingMessage[]) => messages.map(({ text }) => text)

describe('an unfinished request', () => {
  it('is remembered to the person after three quiet days, once', async () => {
    await begin()
    await say(...TO_THE_FORM)
    expect(texts(await talk.wait(3 * DAY - HOUR))).toEqual([])
    expect(texts(await talk.wait(HOUR))).toEqual([REMINDER])
    for (let day = 0; day < 8; day++) expect(texts(await talk.wait(DAY))).toEqual([])
  })

  it('is not remembered to who has written since: the three days begin anew', async () => {
    await begin()
    await say(...TO_THE_FORM)
    await talk.wait(2 * DAY)
    await say('1000000008')
    expect(texts(await talk.wait(2 * DAY))).toEqual([])
    expect(texts(await talk.wait(DAY))).toEqual([REMINDER])
  })

  it('that was put aside is remembered too, over a restart', async () => {
    await begin()
    await say(...TO_THE_FORM, 'حفظ')
    await talk.restart()
    await settle()
    expect(texts(await talk.wait(3 * DAY))).toEqual([REMINDER])
  })

  it('is remembered to nobody who begins none, or gave it up', async () => {
    await begin()
    await say('السلام عليكم', '1')
    expect(texts(await talk.wait(4 * DAY))).toEqual([])
    await say('1', '1', '1', 'فاطمة محمد علي الزهراني', 'إلغاء', '1')
    const { contact } = await whose()
    expect(contact.owner).toBe('bot')
    expect((await session())?.state).not.toHaveProperty('draft')
    expect(texts(await talk.wait(4 * DAY))).toEqual([])
  })

  it.each(['stopped', 'unreachable'] as const)('is remembered to nobody who is %s', async (reachability) => {
    await begin()
    await say(...TO_THE_FORM)
    const { contact } = await whose()
    await talk.store.commit([talk.store.contacts.setReachability(contact.id, reachability)])
    expect(texts(await talk.wait(4 * DAY))).toEqual([])
    expect(await talk.store.timers.next()).toBeUndefined()
  })

  it('is remembered to nobody with whom staff speak', async () => {
    await begin()
    await say(...TO_THE_FORM)
    const { contact } = await whose()
    await talk.store.commit([talk.store.contacts.setOwner(contact.id, 'bot', 'staff:1')])
    expect(texts(await talk.wait(4 * DAY))).toEqual([])
  })

  it('is a notice of the log, behind all replies', async () => {
    await begin()
    await say(...TO_THE_FORM)
    const [notice] = await talk.wait(3 * DAY)
    expect(await talk.store.outbox.find(notice?.id ?? '')).toMatchObject({ priority: 1, status: 'sent' })
    const { contact, key } = await whose()
    const [last] = await talk.store.messages.of(contact.id, key, { limit: 1 })
    expect(last?.entries).toMatchObject([{ from: 'bot', text: REMINDER, outboxId: notice?.id }])
  })
})

describe('a session whose time is over', () => {
  it('is destroyed, and who left a request in it is told once', async () => {
    await begin()
    await say(...TO_THE_FORM)
    await talk.wait(3 * DAY)
    expect(texts(await talk.wait(116 * DAY))).toEqual([])
    expect(await session()).toBeDefined()
    expect(texts(await talk.wait(2 * DAY))).toEqual([EXPIRED])
    expect(await session()).toBeUndefined()
    expect(texts(await talk.wait(2 * DAY))).toEqual([])
  })

  it('ends without a word where nothing was left in it, or no message is wanted', async () => {
    await begin()
    await say('السلام عليكم')
    expect(texts(await talk.wait(121 * DAY))).toEqual([])
    expect(await session()).toBeUndefined()
    await say(...TO_THE_FORM.slice(1))
    const { contact } = await whose()
    await talk.store.commit([talk.store.contacts.setReachability(contact.id, 'stopped')])
    expect(texts(await talk.wait(121 * DAY))).toEqual([])
    expect(await session()).toBeUndefined()
  })
})

describe('what has been kept long enough', () => {
  it('goes: settled rows after thirty days, the log after two years', async () => {
    await begin()
    const [reply] = await talk.say('السلام عليكم')
    const { contact, key } = await whose()
    const logged = async () => (await talk.store.messages.of(contact.id, key, { limit: 10 })).length
    await talk.wait(30 * DAY)
    expect(await talk.store.outbox.find(reply?.id ?? '')).toMatchObject({ status: 'sent' })
    await talk.wait(2 * HOUR)
    expect(await talk.store.outbox.find(reply?.id ?? '')).toBeUndefined()
    expect(await logged()).toBe(1)
    await talk.wait(699 * DAY)
    expect(await logged()).toBe(1)
    await talk.wait(2 * DAY)
    expect(await logged()).toBe(0)
  })
})

/** The content of musanid where a conversation begins with a wait of five hours. */
function waiting(): Content {
  const content = contentOf('musanid')
  const flows = readFlows(`${ROOT}/flows`)
  flows.set(
    'stop',
    ['steps:', '  pause: { kind: wait, hours: 5 }', '  done: { kind: end, text: stopped, to: menu }'].join(
      '\n',
    ),
  )
  const made = createLibrary(flows, content.association)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return Object.assign({ ...content, library: made.library }, { entry: 'stop' })
}

describe('a flow that waits', () => {
  it('goes on by itself when its time has come, over a restart, and only once', async () => {
    await begin(waiting())
    expect(texts(await talk.send({ kind: 'start' }))).toEqual([])
    expect(await talk.store.timers.next()).toBe(talk.clock.now() + 5 * HOUR)
    expect(texts(await talk.wait(4 * HOUR))).toEqual([])
    await talk.restart(waiting())
    await settle()
    const woken = await talk.wait(HOUR)
    expect(woken.length).toBeGreaterThan(0)
    expect(await talk.store.timers.next()).toBeUndefined()
    expect(texts(await talk.wait(DAY))).toEqual([])
  })
})

describe('a timer that nobody knows', () => {
  it('is over when its time has come, and holds up no other', async () => {
    await begin()
    await say(...TO_THE_FORM)
    const at = talk.clock.now() + 1
    await talk.store.commit([
      talk.store.timers.schedule({ id: 'odd', kind: 'of_the_future', dueAt: at, payload: {} }),
      talk.store.timers.schedule({ id: 'gone', kind: 'draft_reminder', dueAt: at, payload: {} }),
    ])
    expect(texts(await talk.wait(3 * DAY))).toEqual([REMINDER])
    expect(await talk.store.timers.due(talk.clock.now(), 10)).toEqual([])
  })
})
