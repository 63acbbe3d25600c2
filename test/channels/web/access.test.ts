import { describe, expect, test } from 'vitest'
import { urnOfToken } from '#channels/web/identity.ts'
import { makeBot } from './bot.ts'
import type { Bot } from './bot.ts'
import { HERE, open, text, visit, visitorWith } from './visitor.ts'

const cookieOf = async ({ routes }: Bot): Promise<string> =>
  (await routes.request(HERE)).headers.get('set-cookie') ?? ''

describe('who may write', () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['no origin', { origin: '' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site, said by the browser', { 'sec-fetch-site': 'cross-site' }],
    ['a sub-domain, said by the browser', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a post from %s', async (_from, headers) => {
    const { bot, visitor } = await open()
    for (const path of ['/chat/messages', '/chat/files', '/chat/leave']) {
      const answer = await visitor.post(path, JSON.stringify(text('x')), {
        'content-type': 'application/json',
        accept: 'application/json',
        ...headers,
      })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(bot.received).toEqual([])
  })

  test('keeps to the configured origin behind a proxy', async () => {
    const { visitor } = await open({ origin: 'https://chat.example.sa' })
    expect((await visitor.send(text('x'))).status).toBe(403)
    expect((await visitor.send(text('x'), { origin: 'https://chat.example.sa' })).status).toBe(202)
  })

  test('needs the cookie, or the reply would reach nobody', async () => {
    const { bot } = await open()
    for (const cookie of ['', 'wasl_chat=short', `wasl_chat=${'!'.repeat(43)}`]) {
      const answer = await visitorWith(bot.routes, cookie).send(text('x'))
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({ reason: 'cookies' })
    }
    expect((await visitorWith(bot.routes, '').get('/chat/events')).status).toBe(409)
    expect((await visitorWith(bot.routes, '').get('/chat/messages')).status).toBe(409)
  })
})

describe('the cookie', () => {
  test('names the contact by its hash only, and is kept for the next visit', async () => {
    const { bot, visitor } = await open()
    await visitor.send(text('أنا'))
    const token = visitor.cookie.split('=')[1] ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(bot.received[0]?.urn).toBe(urnOfToken(token))
    expect(JSON.stringify(bot.received)).not.toContain(token)
    const again = await visitor.get('/')
    expect(again.headers.get('set-cookie')).toContain(visitor.cookie)
  })

  test('is the host’s own behind https, and partitioned where other sites show the page', async () => {
    const plainly = makeBot({ secureCookies: true })
    const framed = makeBot({ secureCookies: true, embedOrigins: ['https://www.example.sa'] })
    expect(await cookieOf(plainly)).toMatch(
      /^__Host-wasl_chat=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(await cookieOf(framed)).toMatch(/HttpOnly; Secure; SameSite=None; Partitioned$/)
    expect(await cookieOf(makeBot())).toMatch(
      /^wasl_chat=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('is taken away on request', async () => {
    const { visitor } = await open()
    const answer = await visitor.post('/chat/leave?lang=en', '')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/?lang=en')
    expect(answer.headers.get('set-cookie')).toMatch(/^wasl_chat=; Max-Age=0/)
  })
})

describe('limits', () => {
  test('let one contact write ten at once, then one every three seconds; nothing is lost', async () => {
    const { bot, visitor } = await open()
    const answers = []
    for (let count = 0; count < 11; count += 1)
      answers.push(await visitor.send(text('x', `burst-${count}00`)))
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(202), 429])
    expect(answers[10]?.headers.get('retry-after')).toBe('3')
    expect(await answers[10]?.json()).toMatchObject({
      reason: 'tooFast',
      text: expect.stringContaining('محفوظ'),
    })
    bot.pass(3000)
    expect((await visitor.send(text('x', 'burst-1000'))).status).toBe(202)
    expect(bot.received).toHaveLength(11)
  })

  test('hold for an address too, as our proxy tells it', async () => {
    const { bot } = await open({ trustProxy: true })
    const statuses = new Set<number>()
    for (let count = 0; count < 65; count += 1) {
      const visitor = await visit(bot.routes, {
        'x-forwarded-for': `1.1.1.${count}, 2001:db8:1:2:${count}::1`,
      })
      statuses.add((await visitor.send(text('x'))).status)
    }
    expect(statuses).toEqual(new Set([202, 429]))
    const other = await visit(bot.routes, { 'x-forwarded-for': '2001:db8:1:2::1, 2001:db8:1:3::1' })
    expect((await other.send(text('x'))).status).toBe(202)
  })

  test('hold for reading', async () => {
    const { visitor } = await open()
    const statuses = []
    for (let count = 0; count < 125; count += 1) statuses.push((await visitor.get('/chat/messages')).status)
    expect(statuses.at(0)).toBe(200)
    expect(statuses.at(-1)).toBe(429)
  })
})
