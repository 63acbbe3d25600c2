import { totpCode } from '../../src/console/access/totp.ts'
import { makeLink } from '../../src/console/access/set-up.ts'
import { staffRoutes } from '../../src/console/routes.ts'
import type { ConsoleParts } from '../../src/console/desk.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { SILENT } from '../fakes/conversation.ts'

/** A browser without script: keeps cookies, follows redirects, posts forms as browsers do. */
export interface StaffBrowser {
  get(path: string): Promise<Page>
  post(path: string, form?: Readonly<Record<string, string>>, headers?: Record<string, string>): Promise<Page>
  readonly cookies: Map<string, string>
}

/** What came back at the end of all redirects. */
export interface Page {
  readonly status: number
  readonly path: string
  readonly html: string
  /** Without mark-up, spaces joined. */
  readonly text: string
  readonly headers: Headers
}

export const PASSWORD = 'صباح الخير يا وصل'

/** The console over a conversation's own store, runner and clock. */
export function openConsole(
  talk: Conversation,
  more: Partial<ConsoleParts> = {},
): { readonly parts: ConsoleParts; browser(): StaffBrowser } {
  const parts: ConsoleParts = {
    store: talk.store,
    runner: talk.runner,
    clock: talk.clock,
    ids: {
      newId: () => `c${String(++made).padStart(11, '0')}`,
      newReference: () => 'unused',
    } as ConsoleParts['ids'],
    log: SILENT,
    content: talk.runner.content,
    secure: false,
    trustProxy: false,
    ...more,
  }
  const app = staffRoutes(parts)
  return { parts, browser: () => createBrowser(app) }
}

let made = 0

function createBrowser(app: {
  request(url: string, init: RequestInit): Response | Promise<Response>
}): StaffBrowser {
  const cookies = new Map<string, string>()
  const fetch = async (path: string, init: RequestInit, hops = 0): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie }
    const answer = await app.request(`http://console.test${path}`, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next !== null && answer.status >= 300 && answer.status < 400) {
      if (hops > 5) throw new Error('redirects without end')
      return fetch(next, { method: 'GET', headers: {} }, hops + 1)
    }
    const html = await answer.text()
    const text = html
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    return { status: answer.status, path, html, text, headers: answer.headers }
  }
  return {
    cookies,
    get: (path) => fetch(path, { method: 'GET', headers: {} }),
    post: (path, form = {}, headers = {}) =>
      fetch(path, {
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://console.test',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
  }
}

/** The secret that the page of the one-time codes shows for typing by hand. */
export function secretOf(page: Page): Uint8Array {
  const letters = (/<code dir="ltr"\s*>([A-Z2-7 ]+)<\/code/.exec(page.html)?.[1] ?? '').replace(/ /g, '')
  const bits = Array.from(letters, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
}

/** A new member of staff, signed in with both steps. */
export async function signedIn(
  talk: Conversation,
  open: ReturnType<typeof openConsole>,
  member: { readonly id: string; readonly name: string; readonly role: string },
): Promise<StaffBrowser> {
  const { store, clock } = talk
  await store.commit([store.staff.add({ ...member, createdAt: clock.now() })])
  const browser = open.browser()
  const link = await makeLink(open.parts, member.id)
  const codes = await browser.post(link, { password: PASSWORD })
  const code = totpCode(secretOf(codes), Math.floor(clock.now() / 30_000))
  await browser.post('/console/codes', { code })
  return browser
}
