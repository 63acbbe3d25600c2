import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChatItem } from '#channels/web/chat-item.ts'
import { urnOfToken } from '#channels/web/identity.ts'
import { Streams } from '#channels/web/streams.ts'
import type { Urn } from '#core/contact.ts'
import { makeBot } from './bot.ts'
import type { Bot } from './bot.ts'
import { eventsOf, serveBot } from './site.ts'
import type { Site, SseEvent } from './site.ts'

let bot: Bot
let site: Site
let cookie: string
let urn: Urn
const open = new Set<AbortController>()

beforeEach(async () => {
  bot = makeBot({}, true)
  await bot.channel.start(bot.hear)
  site = await serveBot(bot)
  cookie = await newCookie()
  urn = urnOfToken(cookie.split('=')[1] ?? '')
})

afterEach(async () => {
  for (const each of open) each.abort()
  open.clear()
  await bot.channel.stop()
  await site.close()
})

async function newCookie(): Promise<string> {
  const page = await fetch(site.url)
  await page.text()
  return page.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

interface Line {
  readonly status: number
  /** The next event that is no heartbeat. */
  next(): Promise<SseEvent | undefined>
  close(): void
}

async function connect(headers: Record<string, string> = {}, query = ''): Promise<Line> {
  const abort = new AbortController()
  open.add(abort)
  const answer = await fetch(`${site.url}/chat/events${query}`, {
    headers: { cookie, ...headers },
    signal: abort.signal,
  })
  const events = eventsOf(answer)
  return {
    status: answer.status,
    next: async () => (await events.next().catch(() => undefined))?.value ?? undefined,
    close: () => abort.abort(),
  }
}

const replay = (): Promise<readonly ChatItem[]> => Promise.resolve([])

const textOf = (event: SseEvent | undefined): string => {
  const item: { text?: string } = JSON.parse(event?.data ?? '{}')
  return item.text ?? ''
}

describe('an event stream', () => {
  test('begins with what was said, says that it is ready, and goes on live', async () => {
    await bot.say(urn, { text: 'قبل', id: 'out-a' })
    const line = await connect()
    expect(textOf(await line.next())).toBe('قبل')
    expect(await line.next()).toMatchObject({ event: 'ready' })
    await bot.say(urn, {
      text: 'سطر\nوآخر',
      id: 'out-b',
      question: 'q',
      choices: [{ id: 'y', label: 'نعم' }],
    })
    const event = await line.next()
    expect(event?.id).toBe('out-b')
    expect(JSON.parse(event?.data ?? '')).toMatchObject({
      id: 'out-b',
      from: 'us',
      text: 'سطر\nوآخر',
      question: 'q',
      choices: [{ id: 'y', label: 'نعم' }],
    })
  })

  test('that was cut gives what came after the last message that was seen, once', async () => {
    const first = await connect()
    await first.next()
    await bot.say(urn, { text: 'one', id: 'out-1' })
    expect((await first.next())?.id).toBe('out-1')
    first.close()
    await bot.say(urn, { text: 'two', id: 'out-2' })
    await bot.say(urn, { text: 'three', id: 'out-3' })
    for (const line of [await connect({ 'last-event-id': 'out-1' }), await connect({}, '?after=out-1')]) {
      expect((await line.next())?.id).toBe('out-2')
      expect((await line.next())?.id).toBe('out-3')
      expect((await line.next())?.event).toBe('ready')
    }
    const lost = await connect({ 'last-event-id': 'never-heard-of' })
    expect((await lost.next())?.id).toBe('out-1')
  })

  test('shows one’s own message on the other open pages, and nobody else’s', async () => {
    const mine = await connect()
    await mine.next()
    const other = await connect({ cookie: await newCookie() })
    await other.next()
    const post = await fetch(`${site.url}/chat/messages`, {
      method: 'POST',
      headers: { cookie, origin: site.url, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'my-own-id-1', kind: 'choice', question: 'q', choice: 'c', label: 'نعم' }),
    })
    expect(post.status).toBe(202)
    const event = await mine.next()
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ id: 'my-own-id-1', from: 'them', text: 'نعم' })
    await bot.say(urnOfToken('x'), { text: 'for a third' })
    await bot.channel.stop()
    expect(await other.next()).toBeUndefined()
  })

  test('loses nothing that is said while the history is being read', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    await site.close()
    const slow = makeBot(
      {
        history: async (of) => {
          await promise
          return slow.said(of).slice(0, 1)
        },
      },
      true,
    )
    site = await serveBot(slow)
    const line = await connect()
    await slow.say(urn, { text: 'in the history', id: 'out-1' })
    await slow.say(urn, { text: 'meanwhile', id: 'out-2' })
    resolve()
    expect((await line.next())?.id).toBe('out-1')
    expect((await line.next())?.id).toBe('out-2')
    expect((await line.next())?.event).toBe('ready')
    await slow.channel.stop()
  })

  test('the oldest rests when a contact opens a sixth, so that browsers do not hang', async () => {
    const lines: Line[] = []
    for (let count = 0; count < 6; count += 1) {
      const line = await connect()
      await line.next()
      lines.push(line)
    }
    expect((await lines[0]?.next())?.event).toBe('rest')
    expect(await lines[0]?.next()).toBeUndefined()
    await bot.say(urn, { text: 'to the rest', id: 'out-9' })
    for (const line of lines.slice(1)) expect((await line.next())?.id).toBe('out-9')
  })

  test('ends when the channel stops, and not before a message has gone out', async () => {
    const line = await connect()
    await line.next()
    await bot.say(urn, { text: 'last', id: 'out-last' })
    await bot.channel.stop()
    expect((await line.next())?.id).toBe('out-last')
    expect(await line.next()).toBeUndefined()
  })
})

describe('the streams', () => {
  test('of one address are fifty at most, and a closed one makes room', async () => {
    const streams = new Streams({ perContact: 5, perAddress: 2, unreadBytes: 1000 }, () => undefined)
    const first = streams.open('web:1', 'here', replay)
    expect(streams.open('web:2', 'here', replay)).toBeDefined()
    expect(streams.open('web:3', 'here', replay)).toBeUndefined()
    expect(streams.open('web:3', 'there', replay)).toBeDefined()
    await first?.cancel()
    expect(streams.open('web:3', 'here', replay)).toBeDefined()
    expect(streams.size).toBe(3)
  })

  test('are cut when they are not read, so that no page can fill the memory', async () => {
    const streams = new Streams({ perContact: 5, perAddress: 50, unreadBytes: 1000 }, () => undefined)
    const unread = streams.open('web:1', 'here', replay)
    await new Promise(setImmediate)
    for (let count = 0; count < 20 && streams.size > 0; count += 1)
      streams.push('web:1', { id: `${count}`, at: 0, from: 'us', text: 'ن'.repeat(100) })
    expect(streams.size).toBe(0)
    await expect(unread?.getReader().closed).rejects.toThrow('too slowly')
  })

  test('carry a heartbeat, by which a page knows a dead line', async () => {
    const streams = new Streams({ perContact: 5, perAddress: 50, unreadBytes: 1000 }, () => undefined)
    const stream = streams.open('web:1', 'here', replay)
    await new Promise(setImmediate)
    streams.beat()
    streams.closeAll()
    expect(await new Response(stream).text()).toMatch(/event: ready\ndata: 1\n\nevent: beat\ndata: 1\n\n$/)
  })

  test('end when the history cannot be read: the page comes again', async () => {
    const failures: unknown[] = []
    const streams = new Streams({ perContact: 5, perAddress: 50, unreadBytes: 1000 }, (error) =>
      failures.push(error),
    )
    const stream = streams.open('web:1', 'here', () => Promise.reject(new Error('busy')))
    expect(await new Response(stream).text()).not.toContain('ready')
    expect(failures).toHaveLength(1)
    expect(streams.size).toBe(0)
  })
})

describe('over a real connection', () => {
  test('a file far over the limit is answered, not cut off', async () => {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(12 * 1024 * 1024)], 'big.jpg', { type: 'image/jpeg' }))
    const answer = await fetch(`${site.url}/chat/files`, {
      method: 'POST',
      headers: { cookie, origin: site.url, accept: 'application/json' },
      body: form,
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ reason: 'fileTooLarge' })
    expect(bot.received).toEqual([])
  })

  test('a file of the greatest size comes whole', async () => {
    const bytes = new Uint8Array(10 * 1024 * 1024).fill(7)
    const form = new FormData()
    form.set('file', new File([bytes], 'whole.jpg', { type: 'image/jpeg' }))
    const answer = await fetch(`${site.url}/chat/files`, {
      method: 'POST',
      headers: { cookie, origin: site.url, accept: 'application/json' },
      body: form,
    })
    expect(answer.status).toBe(202)
    const [message] = bot.received
    expect(message?.content.kind === 'file' && message.content.file.bytes).toBe(bytes.length)
  })
})

describe('a page that is closed', () => {
  test('leaves its stream behind nowhere', async () => {
    const streams = new Streams({ perContact: 5, perAddress: 50, unreadBytes: 1000 }, () => undefined)
    const app = new Hono()
    app.get('/', () => new Response(streams.open('web:1', 'here', replay) ?? null))
    const server = await serveBot({ routes: app })
    const abort = new AbortController()
    const answer = await fetch(server.url, { signal: abort.signal })
    const events = eventsOf(answer)
    expect((await events.next()).value).toMatchObject({ event: 'ready' })
    expect(streams.size).toBe(1)
    abort.abort()
    await expect(events.next()).rejects.toThrow('aborted')
    await expect.poll(() => streams.size, { timeout: 10_000 }).toBe(0)
    await server.close()
  })

  test('is told to come back later once the channel has stopped', async () => {
    await bot.channel.stop()
    const late = await connect()
    expect(late.status).toBe(503)
    await bot.channel.start(bot.hear)
    expect((await connect()).status).toBe(200)
  })

  test('and one who only asks for the headers opens none', async () => {
    const answer = await fetch(`${site.url}/chat/events`, { method: 'HEAD', headers: { cookie } })
    expect(answer.status).toBe(204)
  })
})
