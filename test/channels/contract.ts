import { assert, asyncProperty, string } from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Channel, FileSource, Receive } from '#channels/channel.ts'
import { SendError } from '#channels/send-error.ts'
import { accountIdOf, channelOf } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'

/** One message as the person sees it, with the labels that can be pressed under it. */
export interface Shown {
  readonly text: string
  readonly buttons: readonly string[]
}

/** A stand-in for the store's inbox: remembers by external id, as the real one does, and can refuse. */
export interface TestInbox {
  readonly received: readonly IncomingMessage[]
  readonly receive: Receive
  /** The greatest position on disk, for channels that resume after it. */
  position(): Promise<number | undefined>
  /** The next call of `receive` stores nothing and rejects. */
  refuseOnce(): void
}

/** One channel with one contact on the other side, ready to be started by the contract. */
export interface ChannelHarness {
  readonly channel: Channel
  readonly files?: FileSource
  /** The contact on the other side, and our own account, as they appear in received messages. */
  readonly urn: Urn
  readonly account: string
  /** The platform tells a file's size only when it is fetched; until then it counts as 0. */
  readonly sizeUntold?: true
  /** The contact writes; false when the channel told the contact that it was not taken. */
  say(text: string): Promise<boolean>
  /** The contact presses the button with this label under the newest message. Absent where there are no buttons. */
  press?(label: string): Promise<void>
  /** The contact sends a file. Absent where files cannot be sent. */
  attach?(file: { name: string; mime: string; content: Uint8Array }): Promise<void>
  /** The contact blocks us. Absent where that cannot be done. */
  block?(): Promise<void>
  /** What the contact sees of us so far, oldest first. */
  shown(): Promise<readonly Shown[]>
  /** Takes away servers and folders; the channel has been stopped before. */
  close(): Promise<void>
}

/** Texts that have broken bots before: mark-up, templates, directions, joiners, other digits. */
export const HOSTILE_TEXTS = [
  'السلام عليكم ورحمة الله',
  '<b>bold</b> & </i> <a href="tg://user?id=1">x</a>',
  '*_~`[x](y)_ \\* ||z||',
  '$t(x) {{x}} %s ${x} __proto__',
  '١٢٣٤٥ ۱۲۳ 123',
  '👨‍👩‍👧‍👦🇸🇦 e\u0301 مـــرحبا بـ\u064eك\u0651',
  '\u202eabc\u202c \u2067س\u2069 \u200f!',
  '&amp;lt; &#x41; &quot;',
] as const

/** The tests that every channel passes. */
export function channelContract(
  name: string,
  makeHarness: (inbox: TestInbox) => Promise<ChannelHarness>,
): void {
  describe(`${name} keeps the channel contract`, () => {
    let inbox: TestInbox
    let harness: ChannelHarness

    beforeEach(async () => {
      inbox = makeInbox()
      harness = await makeHarness(inbox)
    })

    afterEach(async () => {
      await harness.channel.stop()
      await harness.close()
    })

    const received = (count: number): Promise<void> =>
      vi.waitFor(() => expect(inbox.received.length).toBeGreaterThanOrEqual(count), {
        timeout: 10_000,
        interval: 5,
      })

    const shown = (count: number): Promise<readonly Shown[]> =>
      vi.waitFor(
        async () => {
          const seen = await harness.shown()
          expect(seen.length).toBeGreaterThanOrEqual(count)
          return seen
        },
        { timeout: 10_000, interval: 5 },
      )

    const outgoing = (text: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
      id: `out-${text.length}`,
      urn: harness.urn,
      account: harness.account,
      language: 'ar',
      text,
      ...more,
    })

    test('tells in numbers what it can show', () => {
      const { buttons, buttonLabel, listRows, textLength, fileBytes } = harness.channel.capabilities
      for (const size of [buttons, buttonLabel, listRows, textLength, fileBytes])
        expect(Number.isSafeInteger(size) && size >= 0).toBe(true)
      expect(textLength).toBeGreaterThanOrEqual(300)
      expect(channelOf(harness.urn)).toBe(harness.channel.type)
    })

    test('hands over what was written, letter by letter and in order', async () => {
      await harness.channel.start(inbox.receive)
      for (const text of HOSTILE_TEXTS) expect(await harness.say(text)).toBe(true)
      await received(HOSTILE_TEXTS.length)
      const texts = inbox.received.map(({ content }) =>
        content.kind === 'text' ? content.text : content.kind,
      )
      expect(texts).toEqual(HOSTILE_TEXTS)
      expect(new Set(inbox.received.map((message) => message.externalId)).size).toBe(HOSTILE_TEXTS.length)
      for (const message of inbox.received) {
        expect(message.urn).toBe(harness.urn)
        expect(message.account).toBe(harness.account)
        expect(accountIdOf(message.urn)).not.toBe('')
        expect(Number.isSafeInteger(message.sentAt)).toBe(true)
      }
    })

    test('does not confirm what was not stored: it comes again, or the contact is told', async () => {
      await harness.channel.start(inbox.receive)
      inbox.refuseOnce()
      const taken = await harness.say('first')
      if (taken) await received(1)
      expect(await harness.say('second')).toBe(true)
      const expected = taken ? ['first', 'second'] : ['second']
      await received(expected.length)
      expect(inbox.received.map(({ content }) => content)).toEqual(
        expected.map((text) => ({ kind: 'text', text })),
      )
    })

    test('shows texts as they are meant, whatever is in them', async () => {
      await harness.channel.start(inbox.receive)
      await harness.say('hello')
      await received(1)
      for (const [index, text] of HOSTILE_TEXTS.entries()) {
        const sent = await harness.channel.send(outgoing(text, { id: `out-${index}` }))
        expect(typeof sent.externalId).toBe('string')
      }
      const seen = await shown(HOSTILE_TEXTS.length)
      expect(seen.map(({ text }) => text)).toEqual(HOSTILE_TEXTS)
    })

    test('numbers the choices, and a pressed one comes back by its ids', async () => {
      await harness.channel.start(inbox.receive)
      await harness.say('hello')
      await received(1)
      const choices = [
        { id: 'yes', label: 'نعم' },
        { id: 'no', label: 'لا' },
        { id: 'ask', label: 'ليس الآن' },
      ]
      await harness.channel.send(outgoing('هل نتابع؟', { question: 'q7', choices }))
      const [message] = await shown(1)
      const lines = message?.text.split('\n').map((line) => line.trim())
      for (const [index, { label }] of choices.entries())
        expect(lines?.some((line) => line.startsWith(`${index + 1}`) && line.endsWith(label))).toBe(true)
      if (!harness.press) return
      expect(message?.buttons).toEqual(choices.map(({ label }) => label))
      await harness.press('لا')
      await received(2)
      expect(inbox.received[1]?.content).toEqual({ kind: 'choice', question: 'q7', choice: 'no' })
      expect(inbox.received[1]?.urn).toBe(harness.urn)
    })

    test('keeps to its length and cuts no letter in two', async () => {
      await harness.channel.start(inbox.receive)
      await harness.say('hello')
      await received(1)
      const family = '👨‍👩‍👧‍👦'
      const { textLength } = harness.channel.capabilities
      await harness.channel.send(outgoing(family.repeat(textLength)))
      const seen = await shown(1)
      for (const { text } of seen) {
        expect(text.length).toBeLessThanOrEqual(textLength)
        expect(text.replaceAll(family, '')).toMatch(/^…?$/u)
      }
    })

    test('survives any text', { timeout: 60_000 }, async () => {
      await harness.channel.start(inbox.receive)
      await harness.say('hello')
      await received(1)
      await assert(
        asyncProperty(string({ unit: 'binary', maxLength: 200 }), async (text) => {
          const sent = await harness.channel.send(outgoing(text))
          expect(typeof sent.externalId).toBe('string')
        }),
        { numRuns: 50 },
      )
    })

    test('hands over a file with its bytes', async () => {
      if (!harness.attach) return
      await harness.channel.start(inbox.receive)
      const content = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 255])
      await harness.attach({ name: 'تعريف.pdf', mime: 'application/pdf', content })
      await received(1)
      const got = inbox.received[0]?.content
      expect(got).toMatchObject({
        kind: 'file',
        file: { name: 'تعريف.pdf', mime: 'application/pdf', bytes: harness.sizeUntold ? 0 : 6 },
      })
      if (got?.kind !== 'file') return
      const bytes = got.file.content ?? (await harness.files?.fetch(got.file.ref ?? '', 1000))
      expect(bytes && [...bytes]).toEqual([...content])
    })

    test('says when the contact cannot be reached', async () => {
      if (!harness.block) return
      await harness.channel.start(inbox.receive)
      await harness.say('hello')
      await received(1)
      await harness.block()
      const failure = await harness.channel.send(outgoing('are you there?')).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(SendError)
      expect(failure).toMatchObject({ failure: 'contact_stopped', retryable: false })
    })

    test('stops twice without harm, and receives nothing afterwards', async () => {
      await harness.channel.start(inbox.receive)
      await harness.say('before')
      await received(1)
      await harness.channel.stop()
      await harness.channel.stop()
      await harness.say('after').catch(() => false)
      expect(inbox.received).toHaveLength(1)
    })
  })
}

function makeInbox(): TestInbox {
  const stored = new Map<string, IncomingMessage>()
  let refuse = false
  return {
    get received() {
      return [...stored.values()]
    },
    receive(messages) {
      if (refuse && messages.length > 0) {
        refuse = false
        return Promise.reject(new Error('disk full'))
      }
      for (const message of messages) {
        const key = `${message.account} ${message.externalId}`
        if (!stored.has(key)) stored.set(key, message)
      }
      return Promise.resolve()
    },
    position() {
      const positions = [...stored.values()].flatMap(({ position }) => position ?? [])
      return Promise.resolve(positions.length > 0 ? Math.max(...positions) : undefined)
    },
    refuseOnce() {
      refuse = true
    },
  }
}
