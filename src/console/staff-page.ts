import type { Context } from 'hono'
import { html } from 'hono/html'
import { ROLES, isRole } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import { makeLink } from './access/set-up.ts'
import { NotHere } from './desk.ts'
import type { Desk } from './desk.ts'
import { readForm, text } from './read-form.ts'
import { field } from './view/field.ts'
import { page } from './view/layout.ts'
import type { Markup } from './view/layout.ts'

const SCOPES = ['own', 'team', 'all'] as const
const ID = /^[a-z][a-z0-9_.-]{1,31}$/

interface Shown {
  readonly problem?: string
  /** A link that was just made: shown once, to be handed over by another road. */
  readonly link?: { readonly member: string; readonly path: string }
  readonly form?: Readonly<Record<string, string>>
}

/** Who works here, and with which role. */
export async function staffPage(c: Context, desk: Desk): Promise<Response> {
  return answerStaff(c, desk, {})
}

/** A new member, and the link by which they set their password. */
export async function addMember(c: Context, desk: Desk): Promise<Response> {
  const { parts, member: by, now } = desk
  const form = await readForm(c)
  const id = text(form, 'id').toLowerCase()
  const name = text(form, 'name').slice(0, 80)
  const role = text(form, 'role')
  if (!ID.test(id) || name === '' || !isRole(role))
    return answerStaff(c, desk, { problem: 'staff.bad', form })
  if (await parts.store.staff.get(id)) return answerStaff(c, desk, { problem: 'staff.taken', form })
  const scope = SCOPES.find((known) => known === text(form, 'scope')) ?? 'all'
  await parts.store.commit([
    parts.store.staff.add({ id, name, role, scope, createdAt: now }),
    parts.store.audit.append({ at: now, actor: `staff:${by.id}`, action: 'staff_added', subject: id }),
  ])
  return answerStaff(c, desk, { link: { member: id, path: await makeLink(parts, id) } })
}

/** Another role, another scope, or no access any more; nobody takes away their own. */
export async function changeMember(c: Context, desk: Desk): Promise<Response> {
  const { parts, member: by, now } = desk
  const found = await memberOf(c, desk)
  const form = await readForm(c)
  const role = text(form, 'role')
  const status = text(form, 'status') === 'disabled' ? 'disabled' : 'active'
  if (!isRole(role)) return answerStaff(c, desk, { problem: 'staff.bad' })
  if (found.id === by.id && (status === 'disabled' || role !== found.role))
    return answerStaff(c, desk, { problem: 'staff.notYourself' })
  const scope = SCOPES.find((known) => known === text(form, 'scope')) ?? found.scope
  await parts.store.commit([
    parts.store.staff.update({ ...found, role, status, scope }),
    ...(status === 'disabled' ? [parts.store.staffSessions.endAll(found.id)] : []),
    parts.store.audit.append({
      at: now,
      actor: `staff:${by.id}`,
      action: 'staff_changed',
      subject: found.id,
    }),
  ])
  return c.redirect('/console/staff', 303)
}

/** A new link for who forgot the password or lost the phone; what was open before ends when it is used. */
export async function linkMember(c: Context, desk: Desk): Promise<Response> {
  const { parts, member: by, now } = desk
  const found = await memberOf(c, desk)
  const entry = { at: now, actor: `staff:${by.id}`, action: 'staff_link_made', subject: found.id }
  await parts.store.commit([parts.store.audit.append(entry)])
  return answerStaff(c, desk, { link: { member: found.id, path: await makeLink(parts, found.id) } })
}

async function memberOf(c: Context, { parts }: Desk): Promise<StaffMember> {
  const found = await parts.store.staff.get(c.req.param('id') ?? '')
  if (!found) throw new NotHere()
  return found
}

async function answerStaff(c: Context, desk: Desk, shown: Shown): Promise<Response> {
  const { parts, word } = desk
  const staff = await parts.store.staff.all()
  const { link, form = {} } = shown
  const body = html`${
      link
        ? html`<p class="note done" role="status">
            ${word('staff.link')} <bdi>${link.member}</bdi>:
            <code dir="ltr">${parts.origin ?? ''}${link.path}</code>
          </p>`
        : ''
    }
    <ul class="rows">
      ${staff.map((member) => memberRow(desk, member))}
    </ul>
    <h2>${word('staff.new')}</h2>
    <form method="post" action="/console/staff">
      ${field({ name: 'name', label: word('begin.name'), value: form.name ?? '', maxlength: 80 })}
      ${field({ name: 'id', label: word('begin.id'), hint: word('begin.idHint'), value: form.id ?? '', maxlength: 32, ltr: true })}
      ${roleAndScope(desk, 'new', { role: form.role ?? 'relations', scope: 'all' })}
      <button type="submit">${word('staff.add')}</button>
    </form>`
  const note =
    shown.problem === undefined ? {} : { note: { kind: 'problem', text: word(shown.problem) } as const }
  const status = shown.problem === undefined ? 200 : 422
  return c.html(page(desk, { title: word('staff.title'), place: 'staff', ...note }, body), status)
}

function memberRow(desk: Desk, member: StaffMember): Markup {
  const { word } = desk
  return html`<li>
    <div>
      <strong><bdi>${member.name}</bdi></strong> <bdi class="faint" dir="ltr">${member.id}</bdi>
      ${member.status === 'disabled' ? html`<span class="badge warn">${word('staff.disabled')}</span>` : ''}
    </div>
    <form method="post" action="/console/staff/${member.id}" class="inline">
      ${roleAndScope(desk, member.id, member)}
      <label class="unseen" for="status-${member.id}">${word('staff.status')}</label>
      <select id="status-${member.id}" name="status">
        <option value="active">${word('staff.active')}</option>
        <option value="disabled" ${member.status === 'disabled' ? html`selected` : ''}>
          ${word('staff.disabled')}
        </option>
      </select>
      <button class="quiet" type="submit">${word('me.change')}</button>
    </form>
    <form method="post" action="/console/staff/${member.id}/link">
      <button class="quiet" type="submit">${word('staff.makeLink')}</button>
    </form>
  </li>`
}

function roleAndScope(
  desk: Desk,
  id: string,
  current: { readonly role: string; readonly scope: string },
): Markup {
  const { word } = desk
  return html`<label class="unseen" for="role-${id}">${word('staff.role')}</label>
    <select id="role-${id}" name="role">
      ${ROLES.map(
        (role) =>
          html`<option value="${role}" ${role === current.role ? html`selected` : ''}>
            ${word(`roles.${role}`)}
          </option>`,
      )}
    </select>
    <label class="unseen" for="scope-${id}">${word('staff.scope')}</label>
    <select id="scope-${id}" name="scope">
      ${SCOPES.map(
        (scope) =>
          html`<option value="${scope}" ${scope === current.scope ? html`selected` : ''}>
            ${word(`staff.scopes.${scope}`)}
          </option>`,
      )}
    </select>`
}
