import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Store } from '#store/store.ts'

const DAY_SECONDS = 86_400

/** A new token that nobody guesses: 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The prefix makes browsers refuse the cookie from sub-domains and over plain http. */
function nameOf(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

export function sessionToken(c: Context, secure: boolean): string | undefined {
  return getCookie(c, nameOf('wasl_staff', secure))
}

export function setSession(c: Context, secure: boolean, token: string): void {
  // Lax: the link in a Telegram alert opens the page; what changes anything is a POST of our own page anyway.
  setCookie(c, nameOf('wasl_staff', secure), token, { path: '/', httpOnly: true, secure, sameSite: 'Lax' })
}

export function dropSession(c: Context, secure: boolean): void {
  deleteCookie(c, nameOf('wasl_staff', secure), { path: '/', secure })
}

/**
 * Marks a browser in which a member once signed in. Guessing from elsewhere may lock the account for strangers, but
 * never the owner out of a known browser.
 */
export function setKnownBrowser(c: Context, store: Store, secure: boolean, staffId: string): void {
  const mark = newToken()
  const value = `${mark}.${proofOf(store, staffId, mark)}`
  const maxAge = 180 * DAY_SECONDS
  setCookie(c, nameOf('wasl_browser', secure), value, {
    path: '/',
    httpOnly: true,
    secure,
    sameSite: 'Strict',
    maxAge,
  })
}

/** Whether this browser was signed in as this member before. */
export function isKnownBrowser(c: Context, store: Store, secure: boolean, staffId: string): boolean {
  const [mark, proof] = getCookie(c, nameOf('wasl_browser', secure))?.split('.') ?? []
  if (mark === undefined || proof === undefined) return false
  const expected = Buffer.from(proofOf(store, staffId, mark))
  const given = Buffer.from(proof)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function proofOf(store: Store, staffId: string, mark: string): string {
  return Buffer.from(store.vault.index('browser', `${staffId}\0${mark}`)).toString('base64url')
}
