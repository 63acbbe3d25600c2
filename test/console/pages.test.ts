import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLES, mayDo } from '#core/staff.ts'
import { ROUTES } from '../../src/console/routes.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { openConsole, signedIn } from './staff-browser.ts'

let talk: Conversation
let open: ReturnType<typeof openConsole>

beforeEach(async () => {
  talk = await openConversation()
  open = openConsole(talk)
})

afterEach(() => talk.close())

/** Values that a form or an address might hold and should not. */
const HOSTILE = [
  "'; drop table staff; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\u0000',
  '٩'.repeat(5000),
  '{{7*7}}',
  '%00%ff',
]

describe('every page and action, for every role', () => {
  for (const role of ROLES) {
    it(`opens to ${role} what the role allows, and nothing else`, async () => {
      const browser = await signedIn(talk, open, { id: 'member', name: 'عضو', role })
      for (const { method, path, needs } of ROUTES) {
        if (path === '/console/events') continue
        const address = path.replace(':id', 'nothing-here').replace(':command', 'note')
        const page = method === 'get' ? await browser.get(address) : await browser.post(address)
        const allowed = needs === 'signed_in' || mayDo(role, needs)
        const what = `${role} ${method} ${path}`
        if (allowed) expect(page.status, what).not.toBe(403)
        else expect(page.status, what).toBe(403)
        expect(page.status, what).toBeLessThan(500)
      }
    })
  }

  it('is closed to who is not signed in', async () => {
    const browser = open.browser()
    for (const { method, path } of ROUTES) {
      const address = path.replace(':id', 'x').replace(':command', 'note')
      const page = method === 'get' ? await browser.get(address) : await browser.post(address)
      expect(page.path, `${method} ${path}`).toBe('/console/sign-in')
    }
  })

  it('answers what nobody should send without failing, and always with its headers', async () => {
    const browser = await signedIn(talk, open, { id: 'member', name: 'عضو', role: 'manager' })
    for (const { method, path } of ROUTES) {
      if (path === '/console/events') continue
      for (const bad of HOSTILE) {
        const address = path.replace(':id', encodeURIComponent(bad.slice(0, 200))).replace(':command', 'note')
        const form = Object.fromEntries(
          ['text', 'key', 'id', 'name', 'role', 'item', 'result', 'to', 'rev', 'mark', 'language'].map(
            (name) => [name, bad],
          ),
        )
        const page =
          method === 'get'
            ? await browser.get(`${address}?view=${encodeURIComponent(bad)}&q=${encodeURIComponent(bad)}`)
            : await browser.post(address, form)
        expect(page.status, `${method} ${path} ${bad.slice(0, 12)}`).toBeLessThan(500)
        expect(page.html).not.toContain('<script>alert')
        expect(
          page.headers.get('content-security-policy'),
          `${method} ${address} ${page.status} ${page.path}`,
        ).not.toBeNull()
        expect(page.headers.get('x-content-type-options')).toBe('nosniff')
      }
    }
  })
})

describe('staff are managed', () => {
  it('by adding a member with a link that works once', async () => {
    const admin = await signedIn(talk, open, { id: 'hind', name: 'هند', role: 'admin' })
    const page = await admin.post('/console/staff', {
      id: 'nora',
      name: 'نورة',
      role: 'researcher',
      scope: 'own',
    })
    const link = /\/console\/begin\/[\w-]{43}/.exec(page.html)?.[0] ?? ''
    expect(await talk.store.staff.get('nora')).toMatchObject({ role: 'researcher', scope: 'own' })
    const fresh = open.browser()
    expect((await fresh.post(link, { password: 'كلمة مرور طويلة بما يكفي' })).path).toBe('/console/codes')
    expect((await open.browser().get(link)).status).toBe(404)
    expect((await admin.post('/console/staff', { id: 'nora', name: 'أخرى', role: 'manager' })).status).toBe(
      422,
    )
  })

  it('without taking away one’s own access', async () => {
    const admin = await signedIn(talk, open, { id: 'hind', name: 'هند', role: 'admin' })
    expect((await admin.post('/console/staff/hind', { role: 'admin', status: 'disabled' })).status).toBe(422)
    expect((await admin.post('/console/staff/hind', { role: 'volunteer', status: 'active' })).status).toBe(
      422,
    )
    expect(await talk.store.staff.get('hind')).toMatchObject({ role: 'admin', status: 'active' })
  })

  it('by ending what a disabled member has open', async () => {
    const admin = await signedIn(talk, open, { id: 'hind', name: 'هند', role: 'admin' })
    const nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    await admin.post('/console/staff/nora', { role: 'manager', status: 'disabled' })
    expect((await nora.get('/console/me')).path).toBe('/console/sign-in')
  })
})

describe('the audit log', () => {
  it('shows who did what, and that the chain is whole', async () => {
    const manager = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
    const page = await manager.get('/console/audit')
    expect(page.text).toContain('سلسلة السجل سليمة')
    expect(page.text).toContain('codes_set')
  })
})
