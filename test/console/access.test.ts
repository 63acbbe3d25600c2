import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLink } from '../../src/console/access/set-up.ts'
import { base32, stepOfCode, totpCode, totpUri } from '../../src/console/access/totp.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { PASSWORD, openConsole, secretOf, signedIn } from './staff-browser.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let talk: Conversation
let open: ReturnType<typeof openConsole>

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
})

afterEach(() => talk.close())

describe('one-time codes', () => {
  it('are those of RFC 6238, appendix B', () => {
    const secret = Buffer.from('12345678901234567890')
    const at = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    const codes = at.map((seconds) => totpCode(secret, Math.floor(seconds / 30)))
    expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037', '353130'])
  })

  it('are taken a step early or late, and never twice', () => {
    const secret = Buffer.from('12345678901234567890')
    const now = 1_111_111_111_000
    const step = Math.floor(now / 30_000)
    for (const drift of [-1, 0, 1])
      expect(stepOfCode(secret, totpCode(secret, step + drift), now, undefined)).toBe(step + drift)
    expect(stepOfCode(secret, totpCode(secret, step + 2), now, undefined)).toBeUndefined()
    expect(stepOfCode(secret, totpCode(secret, step), now, step)).toBeUndefined()
    expect(stepOfCode(secret, '', now, undefined)).toBeUndefined()
  })

  it('are set up by an address that apps know', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
    expect(totpUri(Buffer.from('foobar'), 'Wasl x', 'hind')).toBe(
      'otpauth://totp/Wasl%20x:hind?secret=MZXW6YTBOI&issuer=Wasl%20x',
    )
  })
})

describe('the first administrator', () => {
  it('comes in by a link that works once, with a password and a code', async () => {
    const link = await makeLink(open.parts)
    const browser = open.browser()
    expect((await browser.get(link)).text).toContain('كلمة مرور جديدة')
    expect((await browser.post(link, { id: 'hind', name: 'هند', password: 'short' })).status).toBe(422)
    expect((await browser.post(link, { id: 'H!', name: 'هند', password: PASSWORD })).status).toBe(422)
    const codes = await browser.post(link, { id: 'hind', name: 'هند', password: PASSWORD })
    expect(codes.path).toBe('/console/codes')
    // Not yet in: the password alone opens no page.
    expect((await browser.get('/console/me')).path).toBe('/console/codes')
    expect((await browser.post('/console/codes', { code: '000000' })).status).toBe(422)
    const code = totpCode(secretOf(codes), Math.floor(talk.clock.now() / 30_000))
    const recovery = await browser.post('/console/codes', { code })
    expect(recovery.html.match(/<li><code>[a-z2-9-]{14}<\/code>/g)).toHaveLength(8)
    expect((await browser.get('/console/me')).text).toContain('مدير النظام')
    expect((await open.browser().get(link)).status).toBe(404)
    expect(await talk.store.access.hasAdministrator()).toBe(true)
  })

  it('cannot come in by an old link', async () => {
    const link = await makeLink(open.parts)
    talk.clock.advance(24 * HOUR)
    expect((await open.browser().get(link)).status).toBe(404)
    expect((await open.browser().post(link, { id: 'x1', name: 'x', password: PASSWORD })).status).toBe(404)
    expect(await talk.store.access.hasAdministrator()).toBe(false)
  })
})

describe('signing in', () => {
  it('takes both steps, and says the same for every mistake', async () => {
    await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
    const browser = open.browser()
    const unknown = await browser.post('/console/sign-in', { name: 'nobody', password: PASSWORD })
    const wrong = await browser.post('/console/sign-in', { name: 'sara', password: 'wrong' })
    expect(unknown.status).toBe(422)
    expect(wrong.text.replace('sara', '')).toBe(unknown.text.replace('nobody', ''))
    const code = await browser.post('/console/sign-in', { name: 'SARA', password: PASSWORD })
    expect(code.path).toBe('/console/code')
    expect((await browser.get('/console/me')).path).toBe('/console/code')
  })

  it('takes a code that was not used before, or a recovery code once', async () => {
    const link = await makeLink(open.parts)
    const first = open.browser()
    const codes = await first.post(link, { id: 'hind', name: 'هند', password: PASSWORD })
    const secret = secretOf(codes)
    const code = totpCode(secret, Math.floor(talk.clock.now() / 30_000))
    const recovery =
      /<li><code>([a-z2-9-]{14})</.exec((await first.post('/console/codes', { code })).html)?.[1] ?? ''
    const browser = open.browser()
    await browser.post('/console/sign-in', { name: 'hind', password: PASSWORD })
    expect((await browser.post('/console/code', { code })).status).toBe(422)
    talk.clock.advance(MINUTE)
    const next = totpCode(secret, Math.floor(talk.clock.now() / 30_000))
    const arabic = next.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    expect((await browser.post('/console/code', { code: arabic })).status).not.toBe(422)
    expect((await browser.get('/console/me')).status).toBe(200)
    const lost = open.browser()
    await lost.post('/console/sign-in', { name: 'hind', password: PASSWORD })
    expect((await lost.post('/console/code', { code: recovery })).status).not.toBe(422)
    expect((await lost.get('/console/me')).status).toBe(200)
    const again = open.browser()
    await again.post('/console/sign-in', { name: 'hind', password: PASSWORD })
    expect((await again.post('/console/code', { code: recovery })).status).toBe(422)
  })

  it('locks strangers out for a while, and never the owner out of a known browser', async () => {
    const owner = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
    await owner.post('/console/sign-out')
    const stranger = open.browser()
    for (let at = 0; at < 6; at++)
      await stranger.post('/console/sign-in', { name: 'sara', password: `guess ${at}` })
    expect((await stranger.post('/console/sign-in', { name: 'sara', password: PASSWORD })).status).toBe(422)
    expect((await owner.post('/console/sign-in', { name: 'sara', password: PASSWORD })).path).toBe(
      '/console/code',
    )
    talk.clock.advance(15 * MINUTE)
    expect((await stranger.post('/console/sign-in', { name: 'sara', password: PASSWORD })).path).toBe(
      '/console/code',
    )
  })

  it('gives a session a new token after the second step', async () => {
    const link = await makeLink(open.parts)
    const browser = open.browser()
    const codes = await browser.post(link, { id: 'hind', name: 'هند', password: PASSWORD })
    const before = browser.cookies.get('wasl_staff')
    await browser.post('/console/codes', {
      code: totpCode(secretOf(codes), Math.floor(talk.clock.now() / 30_000)),
    })
    expect(browser.cookies.get('wasl_staff')).not.toBe(before)
    expect(await talk.store.staffSessions.get(before ?? '')).toBeUndefined()
  })
})

describe('a session', () => {
  it('ends when idle for half an hour, and after twelve hours in any case', async () => {
    const browser = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
    for (let hours = 0; hours < 11.5; hours += 0.25) {
      talk.clock.advance(15 * MINUTE)
      expect((await browser.get('/console/me')).path).toBe('/console/me')
    }
    talk.clock.advance(29 * MINUTE)
    expect((await browser.get('/console/me')).path).toBe('/console/me')
    talk.clock.advance(2 * MINUTE)
    expect((await browser.get('/console/me')).path).toBe('/console/sign-in')
    const other = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    talk.clock.advance(31 * MINUTE)
    expect((await other.get('/console/me')).path).toBe('/console/sign-in')
  })

  it('ends with the member, and can be ended from another browser', async () => {
    const browser = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
    const member = await talk.store.staff.get('sara')
    if (!member) throw new Error('no member')
    const [session] = await talk.store.staffSessions.of('sara')
    await talk.store.commit([talk.store.staffSessions.endByMark('sara', session?.mark ?? '')])
    expect((await browser.get('/console/me')).path).toBe('/console/sign-in')
    const next = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const nora = await talk.store.staff.get('nora')
    if (!nora) throw new Error('no member')
    await talk.store.commit([talk.store.staff.update({ ...nora, status: 'disabled' })])
    expect((await next.get('/console/me')).path).toBe('/console/sign-in')
  })
})

describe('every answer', () => {
  it('carries the headers that keep others out', async () => {
    const browser = open.browser()
    for (const path of ['/console/sign-in', '/console', '/console/begin/nothing', '/console/console.css']) {
      const { headers } = await browser.get(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('refuses what another site posts', async () => {
    const browser = await signedIn(talk, open, { id: 'sara', name: 'سارة', role: 'relations' })
    for (const headers of [
      { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: '', 'sec-fetch-site': '' },
    ]) {
      expect((await browser.post('/console/me/language', { language: 'en' }, headers)).status).toBe(403)
    }
    expect((await browser.post('/console/me/language', { language: 'en' })).text).toContain('My account')
  })
})
