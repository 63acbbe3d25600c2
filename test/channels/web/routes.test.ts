import { describe, expect, test } from 'vitest'
import { urnOfToken } from '#channels/web/identity.ts'
import { TEXT_LENGTH } from '#channels/web/options.ts'
import { LANGUAGE_NAMES } from '#channels/web/texts.ts'
import { makeBot } from './bot.ts'
import type { Bot } from './bot.ts'
import { HERE, bubblesIn, plain, visit, visitorWith } from './visitor.ts'
import type { Visitor } from './visitor.ts'

async function open(more: Parameters<typeof makeBot>[0] = {}): Promise<{ bot: Bot; visitor: Visitor }> {
  const bot = makeBot(more)
  await bot.channel.start(bot.hear)
  return { bot, visitor: await visit(bot.routes) }
}

const cookieOf = async ({ routes }: Bot): Promise<string> =>
  (await routes.request(HERE)).headers.get('set-cookie') ?? ''

const text = (words: string, id = `message-${words.length}`) => ({ id, kind: 'text', text: words })

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

describe('a posted message', () => {
  test('is confirmed only once it is stored, and offered again where it was not', async () => {
    const { bot, visitor } = await open()
    bot.refuse(1)
    const refused = await visitor.send(text('طلب', 'same-id-0'))
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('3')
    expect(await refused.json()).toMatchObject({
      reason: 'unavailable',
      text: expect.stringContaining('لم يضِع'),
    })
    expect((await visitor.send(text('طلب', 'same-id-0'))).status).toBe(202)
    expect((await visitor.send(text('طلب', 'same-id-0'))).status).toBe(202)
    expect(bot.received.map(({ externalId }) => externalId)).toEqual(['same-id-0'])
    expect(bot.warnings.join()).not.toContain('طلب')
  })

  test('is refused before the channel begins and after it ends', async () => {
    const bot = makeBot()
    const visitor = await visit(bot.routes)
    expect((await visitor.send(text('early'))).status).toBe(503)
    await bot.channel.start(bot.hear)
    await bot.channel.stop()
    expect((await visitor.send(text('late'))).status).toBe(503)
    expect(bot.received).toEqual([])
  })

  test('carries the page’s language as a hint, and a greeting comes once a day', async () => {
    const { bot, visitor } = await open()
    const start = (path: string) =>
      visitor.post(path, JSON.stringify({ kind: 'start' }), {
        'content-type': 'application/json',
        accept: 'application/json',
      })
    await start('/chat/messages?lang=en')
    await start('/chat/messages?lang=en')
    expect(bot.received).toMatchObject([{ content: { kind: 'start' }, language: 'en', account: 'musanid' }])
    bot.pass(86_400_000)
    await start('/chat/messages?lang=xx')
    expect(bot.received).toHaveLength(2)
    expect(bot.received[1]?.language).toBe('ar')
  })

  test.each([
    ['no JSON', '{', 400, 'unreadable'],
    ['a list', '[]', 400, 'unreadable'],
    ['nothing', 'null', 400, 'unreadable'],
    ['an unknown kind', '{"kind":"__proto__"}', 400, 'unreadable'],
    ['a number for a text', '{"kind":"text","text":5}', 400, 'unreadable'],
    ['only spaces', '{"kind":"text","text":" \\n"}', 400, 'empty'],
    ['too long a text', JSON.stringify(text('ب'.repeat(TEXT_LENGTH + 1))), 413, 'tooLong'],
    ['a huge body', JSON.stringify(text('x'.repeat(200_000))), 413, 'tooLong'],
    ['a choice without a question', '{"kind":"choice","choice":"a"}', 400, 'unreadable'],
    [
      'too long a choice',
      JSON.stringify({ kind: 'choice', question: 'q', choice: 'c'.repeat(201) }),
      400,
      'unreadable',
    ],
  ])('is refused kindly when it is %s', async (_what, body, status, reason) => {
    const { bot, visitor } = await open()
    const answer = await visitor.post('/chat/messages', body, {
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ reason, text: expect.stringMatching(/\S/) })
    expect(bot.received).toEqual([])
  })

  test('of another type is refused', async () => {
    const { visitor } = await open()
    const headers = { 'content-type': 'text/plain', accept: 'application/json' }
    expect((await visitor.post('/chat/messages', 'hello', headers)).status).toBe(400)
    expect((await visitor.post('/chat/files', 'hello', headers)).status).toBe(400)
  })

  test('gets an id of ours where the page gives none that is safe', async () => {
    const { bot, visitor } = await open()
    await visitor.send({ kind: 'text', text: 'a', id: '../../etc' })
    await visitor.send({ kind: 'text', text: 'b' })
    const ids = bot.received.map(({ externalId }) => externalId)
    expect(ids.every((id) => /^id-\d+$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(2)
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

describe('files', () => {
  test('come with their bytes, a clean name and what was claimed', async () => {
    const { bot, visitor } = await open()
    const file = new File(['%PDF-1.7'], '../C:\\x\\\u202egpj.هوية\u0007.pdf', { type: 'application/pdf' })
    expect((await visitor.upload(file, { id: 'file-number-1', caption: 'هذه هويتي' })).status).toBe(202)
    expect(bot.received[0]).toMatchObject({
      externalId: 'file-number-1',
      content: {
        kind: 'file',
        caption: 'هذه هويتي',
        file: { name: 'gpj.هوية.pdf', mime: 'application/pdf', bytes: 8 },
      },
    })
    const { content } = bot.received[0] ?? {}
    expect(content?.kind === 'file' && Buffer.from(content.file.content ?? []).toString()).toBe('%PDF-1.7')
  })

  test.each([
    ['too large', new File([new Uint8Array(3000)], 'a.jpg'), 413, 'fileTooLarge'],
    ['far too large', new File([new Uint8Array(400_000)], 'a.jpg'), 413, 'fileTooLarge'],
    ['empty', new File([], 'a.jpg'), 400, 'fileEmpty'],
  ])('are refused kindly when they are %s', async (_what, file, status, reason) => {
    const { bot, visitor } = await open({ fileBytes: 2000 })
    const answer = await visitor.upload(file)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ reason })
    expect(bot.received).toEqual([])
  })

  test('of ours are fetched by their contact only, and never shown as a page', async () => {
    const { bot, visitor } = await open({
      openFile: (urn, id) =>
        Promise.resolve(
          urn === urnOfToken(visitor.cookie.split('=')[1] ?? '') && id === 'out-1'
            ? { name: 'إيصال (1).html', mime: 'text/html', content: new Uint8Array(Buffer.from('<b>')) }
            : undefined,
        ),
    })
    const answer = await visitor.get('/chat/files/out-1')
    expect(await answer.text()).toBe('<b>')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('إيصال ')}%281%29.html`,
    )
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await visitor.get('/chat/files/out-2')).status).toBe(404)
    expect((await (await visit(bot.routes)).get('/chat/files/out-1')).status).toBe(404)
  })
})

describe('without scripts', () => {
  test('the whole conversation goes by forms', async () => {
    const { visitor } = await open()
    const first = await (await visitor.get('/?lang=ar')).text()
    expect(first).toMatch(/<button\s+type="submit"\s+name="start"/)
    const started = await visitor.submit({ start: '1' })
    expect(started.status).toBe(303)
    expect(started.headers.get('location')).toBe('/?lang=ar#text')
    const greeted = bubblesIn(await (await visitor.get('/?lang=ar')).text())
    expect(greeted.map(({ from }) => from)).toEqual(['us', 'us'])
    expect(greeted[1]?.buttons).toHaveLength(4)
    expect(greeted[1]?.buttons.every(({ live }) => live)).toBe(true)

    await visitor.submit({ choice: greeted[1]?.buttons[0]?.value ?? '' })
    await visitor.submit({ text: 'سطر\r\nآخر', id: 'form-id-1' })
    const later = bubblesIn(await (await visitor.get('/?lang=ar')).text())
    expect(later.map(({ from }) => from)).toEqual(['us', 'us', 'them', 'us', 'them', 'us'])
    expect(later[4]).toMatchObject({ id: 'form-id-1', text: 'سطر\nآخر' })
    expect(later[1]?.buttons.some(({ live }) => live)).toBe(false)
    expect(later[1]?.buttons.map(({ chosen }) => chosen)).toEqual([true, false, false, false])
    expect(later[5]?.buttons.every(({ live }) => live)).toBe(true)
  })

  test('what was typed stands in the box again when it was not taken', async () => {
    const { bot, visitor } = await open()
    bot.refuse(1)
    const words = 'نص </textarea> & "طويل"'
    const answer = await visitor.submit({ text: words })
    expect(answer.status).toBe(503)
    const page = await answer.text()
    const box = /<textarea[^>]*>(.*?)<\/textarea/su.exec(page)?.[1] ?? ''
    expect(plain(box).trim()).toBe(words)
    expect(page).toMatch(/role="alert">\s*<p>نعتذر/)
    for (let count = 0; count < 10; count += 1) await visitor.submit({ text: 'x' })
    const tooFast = await visitor.submit({ text: words })
    expect(tooFast.status).toBe(429)
    expect(plain(await tooFast.text())).toContain(words)
  })

  test('a file form answers with a page', async () => {
    const { visitor } = await open({ fileBytes: 10 })
    const refused = await visitor.upload(new File(['x'.repeat(11)], 'a.txt'), {}, {})
    expect(refused.status).toBe(413)
    expect(await refused.text()).toMatch(/role="alert">\s*<p>حجم الملف/)
    expect((await visitor.upload(new File(['x'], 'a.txt'), {}, {})).status).toBe(303)
  })
})

describe('the page', () => {
  test('speaks the language asked for, else the browser’s, else its first', async () => {
    const { bot } = await open()
    const opening = async (path: string, accept = '') => {
      const page = await bot.routes.request(`${HERE}${path}`, { headers: { 'accept-language': accept } })
      return /<html lang="(\w+)" dir="(\w+)"/.exec(await page.text())?.slice(1)
    }
    expect(await opening('/')).toEqual(['ar', 'rtl'])
    expect(await opening('/?lang=en')).toEqual(['en', 'ltr'])
    expect(await opening('/?lang=fr', 'fr-FR, en-GB;q=0.8')).toEqual(['en', 'ltr'])
    expect(await opening('/?lang=%22%3E', 'zz')).toEqual(['ar', 'rtl'])
    expect(LANGUAGE_NAMES.ar).toBe('العربية')
  })

  test('shows whatever was said as text, and links only what we said', async () => {
    const { bot, visitor } = await open()
    const urn = urnOfToken(visitor.cookie.split('=')[1] ?? '')
    const nasty = '<img src=x onerror=alert(1)>"\'&'
    await visitor.send(text(`${nasty} https://evil.example/a`))
    await bot.say(urn, {
      text: `${nasty} https://chat.example.sa/u?a=1&b=2).`,
      question: '"><script>',
      choices: [{ id: '"onclick=', label: nasty }],
    })
    const page = await (await visitor.get('/')).text()
    expect(page).not.toContain('<img')
    expect(page).not.toContain('"><script>')
    expect(page).not.toMatch(/<a href="https:\/\/evil/)
    expect(page).toContain('<a href="https://chat.example.sa/u?a=1&amp;b=2"')
    const bubble = bubblesIn(page).at(-1)
    expect(bubble?.text).toBe(`${nasty} https://chat.example.sa/u?a=1&b=2).`)
    expect(bubble?.buttons[0]).toMatchObject({ label: nasty, value: '["\\"><script>","\\"onclick="]' })
  })

  test('says so kindly when the conversation cannot be read', async () => {
    const { bot, visitor } = await open({ history: () => Promise.reject(new Error('SQLITE_BUSY secret')) })
    const page = await visitor.get('/')
    expect(page.status).toBe(503)
    expect(await page.text()).not.toContain('SQLITE')
    expect((await visitor.get('/chat/messages')).status).toBe(500)
    expect(bot.warnings.join()).not.toContain('secret')
  })

  test('gives what came after a message', async () => {
    const { visitor } = await open()
    await visitor.submit({ start: '1' })
    const all: { items: { id: string }[] } = JSON.parse(await (await visitor.get('/chat/messages')).text())
    const { items } = all
    expect(items).toHaveLength(2)
    const after = await visitor.get(`/chat/messages?after=${items[0]?.id}`)
    expect(await after.json()).toEqual({ items: items.slice(1) })
  })

  test('is not there at other addresses', async () => {
    const { visitor } = await open()
    const missing = await visitor.get('/chat/../../etc/passwd')
    expect(missing.status).toBe(404)
    expect((await visitor.get('/chat/nothing')).status).toBe(404)
    expect((await visitor.get('/chat/tsconfig.json')).status).toBe(404)
  })
})
