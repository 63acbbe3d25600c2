import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { makeUrn } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'

/** How the cookie that remembers a visitor is written. */
export interface CookieSettings {
  readonly secure: boolean
  /** Other sites show the page in a frame, so that the cookie is a third party's there. */
  readonly embedded: boolean
}

const DAYS_KEPT = 180
const TOKEN = /^[\w-]{43}$/

/** The cookie's name; the prefix makes browsers refuse it from sub-domains and over plain http. */
export function cookieName(settings: CookieSettings): string {
  return settings.secure ? '__Host-wasl_chat' : 'wasl_chat'
}

/** The contact that a token stands for. Only its hash is ever stored, so a stolen database opens no chat. */
export function urnOfToken(token: string): Urn {
  return makeUrn('web', createHash('sha256').update(token).digest('hex').slice(0, 32))
}

/** The contact who asks, or undefined without a well-formed cookie. */
export function contactOf(c: Context, settings: CookieSettings): Urn | undefined {
  const token = getCookie(c, cookieName(settings))
  return token && TOKEN.test(token) ? urnOfToken(token) : undefined
}

/** The contact who asks; one who is new gets a cookie, one who returns keeps it for longer. */
export function recogniseContact(c: Context, settings: CookieSettings): Urn {
  const known = getCookie(c, cookieName(settings))
  const token = known && TOKEN.test(known) ? known : randomBytes(32).toString('base64url')
  setCookie(c, cookieName(settings), token, { ...attributes(settings), maxAge: DAYS_KEPT * 86_400 })
  return urnOfToken(token)
}

/** Makes this browser a stranger again. */
export function forgetContact(c: Context, settings: CookieSettings): void {
  deleteCookie(c, cookieName(settings), attributes(settings))
}

function attributes({ secure, embedded }: CookieSettings): CookieOptions {
  // Partitioned (CHIPS) gives each embedding site a cookie jar of its own: works framed, and tracks nobody.
  const framed = secure && embedded
  return {
    path: '/',
    httpOnly: true,
    secure,
    sameSite: framed ? 'None' : 'Lax',
    ...(framed ? { partitioned: true } : {}),
  }
}
