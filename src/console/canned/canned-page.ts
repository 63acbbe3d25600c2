import type { Context } from 'hono'
import { html } from 'hono/html'
import { LONGEST_REPLY } from '#runner/handoffs/reply-as-staff.ts'
import type { CannedReply } from '#store/canned-replies.ts'
import { placesMarkup } from '../answers/answers-page.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { field } from '../view/field.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'

const LONGEST_TITLE = 60

interface Typed {
  readonly id?: string
  readonly title: string
  readonly text: string
}

/** Replies that staff keep ready, to be written and changed. */
export async function cannedPage(c: Context, desk: Desk): Promise<Response> {
  return showCanned(c, desk, {})
}

/** A new reply. */
export async function addCanned(c: Context, desk: Desk): Promise<Response> {
  return keepCanned(c, desk, undefined)
}

/** Other words for a reply, or none: it is gone then. */
export async function changeCanned(c: Context, desk: Desk): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!(await desk.parts.store.cannedReplies.get(id))) throw new NotHere()
  return keepCanned(c, desk, id)
}

async function keepCanned(c: Context, desk: Desk, id: string | undefined): Promise<Response> {
  const { parts, member, now } = desk
  const form = await readForm(c)
  const typed = { ...(id !== undefined && { id }), title: text(form, 'title'), text: text(form, 'text') }
  const remove = id !== undefined && text(form, 'do') === 'remove'
  const { length } = typed.title
  if (
    !remove &&
    (length === 0 || length > LONGEST_TITLE || typed.text === '' || typed.text.length > LONGEST_REPLY)
  )
    return showCanned(c, desk, { typed, problem: desk.word('canned.bad') })
  const changed = { id: id ?? parts.ids.newId(), title: typed.title, text: typed.text }
  const { cannedReplies, audit } = parts.store
  const actor = `staff:${member.id}`
  await parts.store.commit([
    remove
      ? cannedReplies.remove(id)
      : cannedReplies.put({ ...changed, changedAt: now, changedBy: member.id }),
    audit.append({
      at: now,
      actor,
      action: remove ? 'canned_reply_removed' : 'canned_reply_kept',
      subject: changed.id,
    }),
  ])
  return c.redirect('/console/canned', 303)
}

async function showCanned(
  c: Context,
  desk: Desk,
  { typed, problem }: { readonly typed?: Typed; readonly problem?: string },
): Promise<Response> {
  const { word, parts } = desk
  const replies = await parts.store.cannedReplies.all()
  const fresh = typed && typed.id === undefined ? typed : { title: '', text: '' }
  const body = html`${placesMarkup(desk, 'canned')}
    <p class="hint">${word('canned.hint', { name: '{name}', reference: '{reference}' })}</p>
    <section>
      <h2>${word('canned.new')}</h2>
      ${replyForm(desk, 'new', '/console/canned', fresh)}
    </section>
    ${replies.length === 0 ? html`<p class="empty">${word('canned.none')}</p>` : ''}
    ${replies.map((reply) => replyMarkup(desk, reply, typed?.id === reply.id ? typed : reply))}`
  const note = problem === undefined ? {} : { note: { kind: 'problem', text: problem } as const }
  const markup = page(desk, { title: word('canned.title'), place: 'answers', ...note }, body)
  return c.html(markup, problem === undefined ? 200 : 422)
}

function replyMarkup(desk: Desk, { id, title }: CannedReply, shown: Typed): Markup {
  return html`<details class="card" ${shown.title === title ? '' : html`open`}>
    <summary>${title}</summary>
    ${replyForm(desk, id, `/console/canned/${id}`, shown)}
  </details>`
}

function replyForm({ word }: Desk, id: string, action: string, shown: Typed): Markup {
  return html`<form method="post" action="${action}">
    ${field({ name: `title`, label: word('canned.name'), value: shown.title, maxlength: LONGEST_TITLE, id: `title-${id}` })}
    <label for="text-${id}">${word('canned.text')}</label>
    <textarea id="text-${id}" name="text" rows="3" maxlength="${LONGEST_REPLY}" dir="auto">
${shown.text}</textarea>
    <p class="row">
      <button type="submit" name="do" value="keep">${word('canned.keep')}</button>
      ${
        id === 'new'
          ? ''
          : html`<button class="quiet" type="submit" name="do" value="remove">
              ${word('canned.remove')}
            </button>`
      }
    </p>
  </form>`
}
