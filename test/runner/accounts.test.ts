import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '#core/message.ts'
import type { Urn } from '#core/contact.ts'
import type { Contact } from '#store/contacts.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation, Setting } from '../fakes/conversation.ts'
import { act } from '../fakes/transcript.ts'

const HUDA = { association: 'huda' }
const DAY = 86_400_000
const OTHER: Urn = 'telegram:another'
const PIN = '402001'
const REFERENCE = 'WASL2001'
const WRONG = 'لم يتطابق رقم الطلب والرقم السري'

/** A request for guidance, from the first word on. */
const request = (name: string, place: string, hello = 'السلام عليكم|1|1'): string[] =>
  `${hello}|إرشاد ومساندة|لي|${name}|0096598765432|الكويت|عمره|عربي|1|فندق ${place}|لا|صفر|${place}|صحيح، نكمل|نعم`.split(
    '|',
  )

let talk: Conversation

afterEach(() => talk.close())

async function open(setting: Setting = {}): Promise<void> {
  const content = contentOf('huda')
  // A library of its own: what a runner keeps by it would count on from the last conversation.
  const own = { ...content, library: { ...content.library } }
  talk = await openConversation({ content: own, beside: 'telegram', ...setting })
}

async function say(lines: readonly string[], from?: Urn): Promise<readonly OutgoingMessage[]> {
  const heard: OutgoingMessage[] = []
  for (const text of lines) heard.push(...(await talk.send({ kind: 'text', text }, from)))
  return heard
}

const texts = (messages: readonly OutgoingMessage[]): string =>
  messages.map(({ text, choices = [] }) => [text, ...choices.map(({ label }) => label)].join(' ')).join(' ')

async function account(urn: Urn): Promise<Contact> {
  const contact = await talk.store.contacts.find(urn, 'test')
  if (!contact) throw new Error('no such account')
  return contact
}

/** The platform tells that somebody else may hold the phone. */
async function changeHands(urn: Urn): Promise<void> {
  talk.clock.advance(1000)
  const { id } = await account(urn)
  await talk.store.commit([talk.store.contacts.setProven(id, false)])
  talk.clock.advance(1000)
}

const BY_NUMBER = ['السلام عليكم', '1', 'طلباتي', 'نعم', REFERENCE]

describe('a second account', () => {
  it('is the same person once it gave reference and PIN, and not before', async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    const own = await account('terminal:somebody')
    await say([...BY_NUMBER, '111111'], OTHER)
    const other = await account(OTHER)
    expect(await talk.store.people.ofContact(other.id)).toEqual([])
    await say([PIN], OTHER)
    const [link] = await talk.store.people.ofContact(other.id)
    expect(link).toMatchObject({ role: 'self', proof: 'pin' })
    const links = await talk.store.people.contactsOf(link?.personId ?? '')
    expect(links.map(({ contactId }) => contactId).toSorted()).toEqual([own.id, other.id].toSorted())
    await talk.wait(31 * 60_000)
    await say(['القائمة'], OTHER)
    expect(texts(await say(['طلباتي'], OTHER))).toContain(REFERENCE)
  })

  it('is told of the decision where the first may not be written to', async () => {
    await open({ channel: 'whatsapp', outreach: 'reply_only' })
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await say([...BY_NUMBER, PIN, 'القائمة'], OTHER)
    await talk.wait(2 * DAY)
    for (const deeds of ['complete', 'assess', 'conclude', 'decide refused'])
      await act(talk, `>> staff ${deeds}`, HUDA)
    await talk.wait(60_000)
    expect(talk.sent.at(-1)?.urn).toBe(OTHER)
    expect(talk.sent.at(-1)?.text).toContain(REFERENCE)
    expect(talk.sent.at(-1)?.text).not.toContain('نعتذر')
  })

  it('of somebody else hears nothing of it', async () => {
    await open({ channel: 'whatsapp', outreach: 'reply_only' })
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await say(['السلام عليكم', '1'], OTHER)
    await talk.wait(2 * DAY)
    const before = talk.sent.length
    for (const deeds of ['complete', 'assess', 'conclude', 'decide refused'])
      await act(talk, `>> staff ${deeds}`, HUDA)
    await talk.wait(60_000)
    expect(talk.sent.slice(before).map(({ urn }) => urn)).not.toContain(OTHER)
  })

  it('of a guardian proves nothing until staff have checked the papers', async () => {
    await open()
    await say(
      'السلام عليكم|1|1|إرشاد ومساندة|لحاج أو معتمر آخر|سلمى بنت ناصر|1|عبد الرحمن بن سعد|0096598765432|الكويت|عمره|عربي|1|فندق الواحة|لا|صفر|الواحة|صحيح، نكمل|نعم|نعم'.split(
        '|',
      ),
    )
    await say([...BY_NUMBER, PIN], OTHER)
    const other = await account(OTHER)
    expect(await talk.store.people.ofContact(other.id)).toMatchObject([{ role: 'guardian', proof: 'none' }])
    await talk.wait(31 * 60_000)
    await say(['القائمة'], OTHER)
    expect(texts(await say(['طلباتي'], OTHER))).not.toContain(REFERENCE)
  })
})

describe('an account that changed hands', () => {
  it('shows nothing until the PIN of an old request, which brings everything back', async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await changeHands('terminal:somebody')
    expect(texts(await say(['طلباتي']))).not.toContain(REFERENCE)
    await say(['نعم', REFERENCE])
    await say([PIN])
    expect((await account('terminal:somebody')).proven).toBe(true)
    await say(['القائمة'])
    expect(texts(await say(['طلباتي']))).toContain(REFERENCE)
  })

  it("opens nothing old to its new holder's own request and PIN", async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await changeHands('terminal:somebody')
    await say(['القائمة'])
    const heard = await say(request('هند بنت خالد', 'المروة', '1'))
    await say(['القائمة', 'طلباتي', 'WASL2002'])
    const opened = await talk.press('open').then((first) => [...first])
    opened.push(...(await say(['402002'])))
    opened.push(...(await say(['القائمة', 'طلباتي'])))
    expect(texts([...heard, ...opened])).not.toContain('سلمى')
    expect(texts(opened)).toContain('WASL2002')
    expect(texts(opened)).not.toContain(REFERENCE)
    expect((await account('terminal:somebody')).proven).toBe(false)
  })

  it('shuts what was open', async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await say(['طلباتي', '1'])
    await talk.press('open')
    await say([PIN])
    await changeHands('terminal:somebody')
    expect(texts(await talk.press('answers'))).not.toContain('الواحة')
  })
})

describe('wrong tries', () => {
  it('count together, whichever account they come from', async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await say([...BY_NUMBER, '111111', '222222', '333333'], OTHER)
    await say(['طلباتي', '1'])
    await talk.press('open')
    await say(['444444', '555555'])
    // The sixth is the right one, and too late today.
    expect(texts(await say([PIN]))).toContain(WRONG)
    await talk.wait(DAY)
    await say(['القائمة', 'طلباتي', '1'])
    await talk.press('open')
    expect(texts(await say([PIN]))).not.toContain(WRONG)
  })

  it('are answered alike for a reference that there is and for one that there is not', async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    const tries = ['111111', '222222', '333333', '444444', '555555']
    const heard = async (urn: Urn, reference: string) => {
      await say(BY_NUMBER.slice(0, -1), urn)
      const answers = []
      for (const text of [reference, ...tries, 'طلباتي'])
        answers.push(
          (await say([text], urn)).map((one) => ({
            text: one.text.replaceAll(reference, ''),
            choices: one.choices?.map(({ label }) => label),
          })),
        )
      return answers
    }
    expect(await heard('telegram:one', 'WASL2001')).toEqual(await heard('telegram:two', 'NOSUCH22'))
  })
})

describe('over two accounts and two people', () => {
  const WORDS = [
    'طلباتي',
    'القائمة',
    'نعم',
    '1',
    '2',
    '3',
    'رجوع',
    REFERENCE,
    'WASL2002',
    '000000',
    '403001',
    'أكمل',
    'خدمات أخرى',
  ]
  const deed = fc.record({
    text: fc.constantFrom(...WORDS),
    mine: fc.boolean(),
    press: fc.option(fc.nat({ max: 6 })),
  })

  it("no sequence without the PIN shows one what is the other's", { timeout: 120_000 }, async () => {
    await open()
    await say(request('سلمى بنت ناصر', 'الواحة'))
    await say(request('هند بنت خالد', 'المروة'), OTHER)
    const start = talk.sent.length
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
        for (const { text, mine, press } of deeds) {
          const from: Urn = mine ? 'terminal:somebody' : OTHER
          const asked = talk.sent.findLast(({ urn, question }) => urn === from && question !== undefined)
          const choice = press === null ? undefined : asked?.choices?.[press]
          if (choice)
            await talk.send({ kind: 'choice', question: asked?.question ?? '', choice: choice.id }, from)
          else await say([text], from)
          await talk.runner.release((await account(from)).id)
        }
      }),
      { numRuns: 25, endOnFailure: true },
    )
    const heard = (urn: Urn) => texts(talk.sent.slice(start).filter((message) => message.urn === urn))
    expect(heard(OTHER)).not.toMatch(/سلمى|الواحة/)
    expect(heard('terminal:somebody')).not.toMatch(/هند|المروة/)
    expect(talk.sent.length).toBeGreaterThan(start + 60)
  })
})
