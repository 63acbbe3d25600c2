import { Script } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ASSET_NAMES } from '#channels/web/assets.ts'
import { WEB_TEXT_KEYS } from '#channels/web/texts.ts'
import ar from '../../../locales/ar/web.json' with { type: 'json' }
import en from '../../../locales/en/web.json' with { type: 'json' }
import { makeBot } from './bot.ts'
import { visit } from './visitor.ts'

const PATHS = [
  '/',
  '/embed.js',
  '/chat/events',
  '/chat/messages',
  '/chat/files/x',
  '/chat/none',
  ...ASSET_NAMES.map((name) => `/chat/${name}`),
]

describe('every answer', () => {
  test('carries the security headers', async () => {
    const bot = makeBot({ secureCookies: true, embedOrigins: ['https://www.example.sa'] })
    const visitor = await visit(bot.routes)
    const answers = await Promise.all(PATHS.map((path) => visitor.get(path)))
    answers.push(
      await visitor.send({ kind: 'text', text: 'x' }),
      await visitor.post('/chat/leave', '', { origin: '' }),
    )
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy')?.split('; ') ?? []
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("style-src 'self'")
      expect(policy).toContain("frame-ancestors 'self' https://www.example.sa")
      expect(policy.join()).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('geolocation=()')
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
      expect(headers.get('cache-control')).toMatch(/no-store|no-cache/)
    }
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store')
  })

  test('may be framed by nobody else unless the association says so', async () => {
    const { headers } = await makeBot().routes.request('http://chat.test/')
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'self'$/)
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('needs nothing inline', async () => {
    const page = await (await makeBot().routes.request('http://chat.test/')).text()
    expect(page).not.toMatch(/\sstyle=|\son\w+=|javascript:/)
    expect(page.match(/<script[^>]*>[^<]/)).toBeNull()
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })
})

describe('files of the page', () => {
  test('are compressed, and asked for again only when they changed', async () => {
    const visitor = await visit(makeBot().routes)
    const whole = await visitor.get('/chat/chat.js')
    const packed = await visitor.get('/chat/chat.js', { 'accept-encoding': 'gzip, deflate' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(await whole.text())
    const etag = whole.headers.get('etag') ?? ''
    expect((await visitor.get('/chat/chat.js', { 'if-none-match': etag })).status).toBe(304)
  })

  test('weigh less than 30 KB in all, the page among them', async () => {
    const visitor = await visit(makeBot().routes)
    let bytes = 0
    // plain.css is for browsers without scripts, which leave out the rest.
    for (const path of ['/', ...ASSET_NAMES.map((name) => `/chat/${name}`)]) {
      const answer = await visitor.get(path, { 'accept-encoding': 'br' })
      bytes += (await answer.arrayBuffer()).byteLength
    }
    expect(bytes).toBeLessThan(30_000)
  })

  test('use logical sides only, so that both directions are the same', async () => {
    const visitor = await visit(makeBot().routes)
    const sheets = ASSET_NAMES.filter((name) => name.endsWith('.css'))
    const css = (
      await Promise.all(sheets.map(async (name) => (await visitor.get(`/chat/${name}`)).text()))
    ).join('')
    expect(css.length).toBeGreaterThan(5000)
    expect(css).not.toMatch(/(^|[\s;{-])(left|right)\s*[:;]|(margin|padding|border)-(left|right|top|bottom)/m)
    expect(css).not.toMatch(/text-align:\s*(left|right)/)
  })

  test('embed the chat with the words of every language inside', async () => {
    const script = await (await makeBot().routes.request('http://chat.test/embed.js')).text()
    expect(script).toContain(ar.openChat)
    expect(script).toContain(en.closeChat)
    expect(script).not.toContain("'WORDS'")
    expect(() => new Script(script)).not.toThrow()
  })
})

describe('the texts', () => {
  test.each([
    ['ar', ar],
    ['en', en],
  ])('are all there in %s, and short', (_language, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...WEB_TEXT_KEYS].sort())
    for (const words of Object.values(texts)) {
      expect(words.trim()).not.toBe('')
      expect(words.length).toBeLessThanOrEqual(300)
    }
  })

  test('have the same places to fill in', () => {
    expect(new Map(places(en))).toEqual(new Map(places(ar)))
  })
})

function places(texts: Record<string, string>): [string, string][] {
  return Object.entries(texts).map(([key, words]) => [key, words.match(/\{\{\w+\}\}/g)?.join() ?? ''])
}
