import type { Context } from 'hono'
import { html } from 'hono/html'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { ConsoleParts, PageLanguage } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { field } from '../view/field.ts'
import { plainPage } from '../view/layout.ts'
import {
  dropSession,
  isKnownBrowser,
  newToken,
  sessionToken,
  setKnownBrowser,
  setSession,
} from './cookies.ts'
import { stepOfCode } from './totp.ts'

const MINUTE = 60_000
/** Failures after which an unknown browser waits; each further one doubles the pause. */
const FREE_TRIES = 5
const LONGEST_LOCK = 15 * MINUTE

/** The page that asks who is there. */
export function signInPage(
  c: Context,
  parts: ConsoleParts,
  shown: { readonly problem?: string; readonly name?: string } = {},
): Response | Promise<Response> {
  const language = languageOf(c)
  const word = wordsOf(parts, language)
  const body = html`<form method="post" action="/console/sign-in">
    ${shown.problem ? html`<p class="note problem" role="alert">${word(shown.problem)}</p>` : ''}
    ${field({ name: 'name', label: word('signIn.name'), value: shown.name ?? '', autocomplete: 'username', ltr: true })}
    ${field({ name: 'password', label: word('signIn.password'), type: 'password', autocomplete: 'current-password' })}
    <button type="submit">${word('signIn.enter')}</button>
  </form>`
  return c.html(
    plainPage({ language, title: word('signIn.title'), name: nameOf(parts, language) }, body),
    shown.problem ? 422 : 200,
  )
}

/** Takes name and password. What is wrong is never told apart: not the name, not the password, not the lock. */
export async function takeSignIn(c: Context, parts: ConsoleParts): Promise<Response> {
  const { store, clock } = parts
  const form = await readForm(c)
  const name = text(form, 'name').toLowerCase().slice(0, 64)
  const member = await store.staff.get(name)
  const access = member?.status === 'active' ? await store.access.get(name) : undefined
  const known = isKnownBrowser(c, store, parts.secure, name)
  const locked = !known && access?.lockedUntil !== undefined && access.lockedUntil > clock.now()
  const right = await store.access.isPassword(access ? name : '', text(form, 'password'))
  if (!member || !access || locked || !right) {
    if (access && !locked) await store.commit([failure(parts, access.failed + 1, name)])
    return signInPage(c, parts, { problem: 'signIn.wrong', name })
  }
  const token = newToken()
  const device = (c.req.header('user-agent') ?? '').slice(0, 120)
  await store.commit([store.staffSessions.begin(token, name, clock.now(), device, false)])
  setSession(c, parts.secure, token)
  return c.redirect(access.totp ? '/console/code' : '/console/codes', 303)
}

/** The second step: a one-time code, or a recovery code on the day the phone is lost. */
export function codePage(
  c: Context,
  parts: ConsoleParts,
  language: PageLanguage,
  problem?: string,
): Response | Promise<Response> {
  const word = wordsOf(parts, language)
  const body = html`<form method="post" action="/console/code">
    ${problem ? html`<p class="note problem" role="alert">${word(problem)}</p>` : ''}
    ${field({
      name: 'code',
      label: word('signIn.code'),
      hint: word('signIn.codeHint'),
      autocomplete: 'one-time-code',
      maxlength: 20,
      ltr: true,
    })}
    <button type="submit">${word('signIn.enter')}</button>
  </form>`
  return c.html(
    plainPage({ language, title: word('signIn.codeTitle'), name: nameOf(parts, language) }, body),
    problem ? 422 : 200,
  )
}

/** Takes the second step; the session gets a new token, so that one stolen before is worth nothing. */
export async function takeCode(c: Context, parts: ConsoleParts, member: StaffMember): Promise<Response> {
  const { store, clock } = parts
  const access = await store.access.get(member.id)
  const now = clock.now()
  const code = western(text(await readForm(c), 'code'))
  const known = isKnownBrowser(c, store, parts.secure, member.id)
  const locked = !known && access?.lockedUntil !== undefined && access.lockedUntil > now
  const step = access?.totp && !locked ? stepOfCode(access.totp, code, now, access.totpStep) : undefined
  const used =
    step === undefined
      ? locked
        ? undefined
        : await store.access.useRecovery(member.id, code.toLowerCase())
      : store.access.stepUsed(member.id, step)
  if (!access || !used) {
    if (access && !locked) await store.commit([failure(parts, access.failed + 1, member.id)])
    return codePage(c, parts, member.language, 'signIn.codeWrong')
  }
  const before = sessionToken(c, parts.secure)
  const token = newToken()
  const device = (c.req.header('user-agent') ?? '').slice(0, 120)
  try {
    await store.commit([
      used,
      ...(before === undefined ? [] : [store.staffSessions.end(before)]),
      store.staffSessions.begin(token, member.id, now, device, true),
      store.audit.append({ at: now, actor: `staff:${member.id}`, action: 'signed_in', subject: member.id }),
    ])
  } catch (error) {
    // The same code, a moment earlier, somewhere else.
    if (error instanceof StaleWrite) return codePage(c, parts, member.language, 'signIn.codeWrong')
    throw error
  }
  setSession(c, parts.secure, token)
  setKnownBrowser(c, store, parts.secure, member.id)
  return c.redirect('/console', 303)
}

/** Ends the session of this browser. */
export async function signOut(c: Context, parts: ConsoleParts): Promise<Response> {
  const token = sessionToken(c, parts.secure)
  if (token !== undefined) await parts.store.commit([parts.store.staffSessions.end(token)])
  dropSession(c, parts.secure)
  return c.redirect('/console/sign-in', 303)
}

function failure({ store, clock }: ConsoleParts, count: number, staffId: string) {
  const over = count - FREE_TRIES
  const until = over < 0 ? undefined : clock.now() + Math.min(MINUTE * 2 ** over, LONGEST_LOCK)
  return store.access.failed(staffId, until)
}

/** Words of the console in a language. */
export function wordsOf(parts: ConsoleParts, language: PageLanguage) {
  return (key: string): string => parts.content().renderer.translate(`staff:${key}`, language)
}

/** The association's short name in a language. */
export function nameOf(parts: ConsoleParts, language: PageLanguage): string {
  const { association, renderer } = parts.content()
  return renderer.label(association.shortName, language)
}

/** Arabic unless the browser asks for English before it. */
export function languageOf(c: Context): PageLanguage {
  const wanted = c.req.header('accept-language') ?? ''
  const [ar, en] = [wanted.indexOf('ar'), wanted.indexOf('en')]
  return en !== -1 && (ar === -1 || en < ar) ? 'en' : 'ar'
}

/** Digits of Arabic and Persian keyboards as Western ones; spaces go. */
function western(code: string): string {
  return code
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\s/g, '')
}
