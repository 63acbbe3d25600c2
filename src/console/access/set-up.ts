import { randomInt } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import type { Clock } from '#runner/parts.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Store } from '#store/store.ts'
import { StaleWrite } from '#store/write.ts'
import type { ConsoleParts } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { field } from '../view/field.ts'
import { plainPage } from '../view/layout.ts'
import { newToken, sessionToken, setKnownBrowser, setSession } from './cookies.ts'
import { languageOf, nameOf, wordsOf } from './sign-in.ts'
import { base32, newTotpSecret, stepOfCode, totpUri } from './totp.ts'

const HOUR = 3_600_000
/** A link to set a password lives so long. */
export const LINK_LIFE = 24 * HOUR
const SHORTEST = 12
const LONGEST = 128
const RECOVERY_CODES = 8
/** No vowels, nothing that looks like something else: the codes are copied by hand. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz'

/** A link by which a member sets a password, once; the first one makes the administrator. */
export async function makeLink(
  parts: { readonly store: Store; readonly clock: Pick<Clock, 'now'> },
  staffId?: string,
): Promise<string> {
  const token = newToken()
  const until = parts.clock.now() + LINK_LIFE
  await parts.store.commit([parts.store.access.addLink(token, staffId, until)])
  return `/console/begin/${token}`
}

/** The page behind the link: a name for the first administrator, and a password. */
export async function beginPage(c: Context, parts: ConsoleParts, problem?: string): Promise<Response> {
  const language = languageOf(c)
  const word = wordsOf(parts, language)
  const name = nameOf(parts, language)
  const link = await parts.store.access.link(c.req.param('token') ?? '', parts.clock.now())
  if (!link) {
    const body = html`<p>${word('begin.gone')}</p>`
    return c.html(plainPage({ language, title: word('begin.title'), name }, body), 404)
  }
  const body = html`<form method="post">
    ${problem ? html`<p class="note problem" role="alert">${word(problem)}</p>` : ''}
    ${
      link.staffId === undefined
        ? html`${field({ name: 'name', label: word('begin.name'), autocomplete: 'name' })}
          ${field({ name: 'id', label: word('begin.id'), hint: word('begin.idHint'), autocomplete: 'username', ltr: true })}`
        : html`<p>${word('begin.for')} <bdi>${link.staffId}</bdi></p>`
    }
    ${field({
      name: 'password',
      label: word('begin.password'),
      hint: word('begin.passwordHint'),
      type: 'password',
      autocomplete: 'new-password',
      maxlength: LONGEST,
    })}
    <button type="submit">${word('begin.go')}</button>
  </form>`
  return c.html(plainPage({ language, title: word('begin.title'), name }, body), problem ? 422 : 200)
}

/** Takes the password; the link is used, and the browser goes on to the one-time codes. */
export async function takeBegin(c: Context, parts: ConsoleParts): Promise<Response> {
  const { store, clock } = parts
  const token = c.req.param('token') ?? ''
  const now = clock.now()
  const link = await store.access.link(token, now)
  if (!link) return beginPage(c, parts)
  const form = await readForm(c)
  const password = text(form, 'password')
  if (password.length < SHORTEST || password.length > LONGEST) return beginPage(c, parts, 'begin.short')
  const id = link.staffId ?? text(form, 'id').toLowerCase()
  const name = text(form, 'name').slice(0, 80)
  if (link.staffId === undefined && (!/^[a-z][a-z0-9_.-]{1,31}$/.test(id) || name === ''))
    return beginPage(c, parts, 'begin.badId')
  const hashed = await store.access.hashPassword(password)
  const session = newToken()
  const device = (c.req.header('user-agent') ?? '').slice(0, 120)
  const fresh = link.staffId === undefined && (await store.staff.get(id)) === undefined
  if (link.staffId === undefined && !fresh) return beginPage(c, parts, 'begin.badId')
  try {
    await store.commit([
      store.access.useLink(token, now),
      ...(fresh ? [store.staff.add({ id, name, role: 'admin', createdAt: now })] : []),
      store.access.setPassword(id, hashed, now),
      store.access.forgetTotp(id),
      store.staffSessions.endAll(id),
      store.staffSessions.begin(session, id, now, device, false),
      store.audit.append({ at: now, actor: `staff:${id}`, action: 'password_set', subject: id }),
    ])
  } catch (error) {
    if (error instanceof StaleWrite) return beginPage(c, parts)
    throw error
  }
  setSession(c, parts.secure, session)
  return c.redirect('/console/codes', 303)
}

/** Secrets that were shown and not yet confirmed; a restart only shows a new one. */
const shown = new Map<string, { readonly secret: Uint8Array; readonly at: number }>()

/** The page that shows the secret of the one-time codes, as a picture and as text. */
export function codesPage(
  c: Context,
  parts: ConsoleParts,
  member: StaffMember,
  problem?: string,
): Response | Promise<Response> {
  const now = parts.clock.now()
  for (const [id, entry] of shown) if (now - entry.at > HOUR) shown.delete(id)
  const secret = shown.get(member.id)?.secret ?? newTotpSecret()
  shown.set(member.id, { secret, at: now })
  const word = wordsOf(parts, member.language)
  const uri = totpUri(secret, `Wasl ${parts.content().association.id}`, member.id)
  const body = html`<p>${word('codes.how')}</p>
    <div class="qr" role="img" aria-label="${word('codes.picture')}">
      ${raw(renderSVG(uri, { border: 2 }))}
    </div>
    <p>
      ${word('codes.byHand')}
      <code dir="ltr"
        >${
          base32(secret)
            .match(/.{1,4}/g)
            ?.join(' ') ?? ''
        }</code
      >
    </p>
    <form method="post" action="/console/codes">
      ${problem ? html`<p class="note problem" role="alert">${word(problem)}</p>` : ''}
      ${field({ name: 'code', label: word('codes.code'), autocomplete: 'one-time-code', maxlength: 12, ltr: true })}
      <button type="submit">${word('codes.go')}</button>
    </form>`
  const title = word('codes.title')
  return c.html(
    plainPage({ language: member.language, title, name: nameOf(parts, member.language) }, body),
    problem ? 422 : 200,
  )
}

/** Takes the first code; shows the recovery codes, this once. */
export async function takeCodes(c: Context, parts: ConsoleParts, member: StaffMember): Promise<Response> {
  const { store, clock } = parts
  const now = clock.now()
  const pending = shown.get(member.id)
  const code = text(await readForm(c), 'code').replace(/\s/g, '')
  const step = pending && stepOfCode(pending.secret, code, now, undefined)
  if (!pending || step === undefined) return codesPage(c, parts, member, 'signIn.codeWrong')
  const recovery = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const before = sessionToken(c, parts.secure)
  const token = newToken()
  const device = (c.req.header('user-agent') ?? '').slice(0, 120)
  await store.commit([
    store.access.setTotp(member.id, pending.secret, step, recovery, now),
    ...(before === undefined ? [] : [store.staffSessions.end(before)]),
    store.staffSessions.begin(token, member.id, now, device, true),
    store.audit.append({ at: now, actor: `staff:${member.id}`, action: 'codes_set', subject: member.id }),
  ])
  shown.delete(member.id)
  setSession(c, parts.secure, token)
  setKnownBrowser(c, store, parts.secure, member.id)
  const word = wordsOf(parts, member.language)
  const body = html`<p>${word('codes.keep')}</p>
    <ul class="codes" dir="ltr">
      ${recovery.map((item) => html`<li><code>${item}</code></li>`)}
    </ul>
    <p><a class="button" href="/console">${word('codes.done')}</a></p>`
  return c.html(
    plainPage(
      { language: member.language, title: word('codes.recovery'), name: nameOf(parts, member.language) },
      body,
    ),
  )
}

/** Sixty bits in three groups. */
function newRecoveryCode(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return [group(), group(), group()].join('-')
}
