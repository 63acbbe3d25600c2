import type { Context } from 'hono'
import { html } from 'hono/html'
import { HANDOFF_VIEWS } from '#runner/handoffs/list-handoffs.ts'
import type { HandoffView } from '#runner/handoffs/list-handoffs.ts'
import { seesHandoff } from '#runner/handoffs/handoff-access.ts'
import type { Contact } from '#store/contacts.ts'
import type { Handoff } from '#store/handoffs.ts'
import { staffName } from '../cases/words.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { composerMarkup } from './composer.ts'
import { lookAt, whoIsLooking } from './presence.ts'
import { nameOf, queueMarkup, readQueue, reasonWord } from './queue.ts'
import { readThread } from './thread.ts'
import { threadMarkup } from './thread-markup.ts'

/** The inbox: the list, and beside it the conversation that is open. */
export async function inboxPage(c: Context, desk: Desk): Promise<Response> {
  const view = viewOf(c)
  const rows = await readQueue(desk, view)
  const body = html`<div class="inbox list-only">
    ${queueMarkup(desk, { view, rows })}
    <p class="empty wide-only">${desk.word('inbox.choose')}</p>
  </div>`
  return c.html(page(desk, { title: desk.word('inbox.title'), place: 'inbox', wide: true }, body))
}

/** One conversation, with the list beside it on a wide screen. */
export async function conversationPage(c: Context, desk: Desk): Promise<Response> {
  return answerConversation(c, desk, {})
}

/** What an action has to say above the conversation. */
export interface Shown {
  readonly note?: { readonly kind: 'done' | 'problem'; readonly text: string }
  /** What was written and could not be sent: it is not lost. */
  readonly text?: string
  readonly status?: 200 | 409 | 422
}

/** The page of a conversation, after a look or after an action that needs a word. */
export async function answerConversation(c: Context, desk: Desk, shown: Shown): Promise<Response> {
  const view = viewOf(c)
  const { handoff, contact } = await readHandoff(c, desk)
  lookAt(contact.id, desk.member.id, false, desk.now)
  const rows = await readQueue(desk, view)
  const name = await nameOf(desk, contact)
  const thread = await readThread(desk, contact)
  const body = html`<div class="inbox">
    ${queueMarkup(desk, { view, rows, current: handoff.id })}
    <section
      class="conversation"
      aria-label="${name}"
      data-contact="${contact.id}"
      data-handoff="${handoff.id}"
    >
      <header>
        <p><a class="back" href="/console/inbox?view=${view}">${desk.word('inbox.back')}</a></p>
        <h2><bdi>${name}</bdi></h2>
        <p class="meta">
          <span class="badge">${reasonWord(desk, handoff.reason)}</span>
          ${ownerMarkup(desk, handoff)}
        </p>
        ${presenceMarkup(desk, contact)}
      </header>
      ${threadMarkup(desk, thread)}
      ${await composerMarkup(desk, { handoff, contact, view, text: shown.text, canned: c.req.query('canned') })}
    </section>
  </div>`
  const parts = { title: name, place: 'inbox', wide: true, ...(shown.note && { note: shown.note }) }
  return c.html(page(desk, parts, body), shown.status ?? 200)
}

/** The handoff of the address, as far as the member may see it; those that are over stay readable. */
export async function readHandoff(
  c: Context,
  { parts, member }: Desk,
): Promise<{ readonly handoff: Handoff; readonly contact: Contact }> {
  const handoff = await parts.store.handoffs.get(c.req.param('id') ?? '')
  if (!handoff || !seesHandoff(member, handoff)) throw new NotHere()
  const contact = await parts.store.contacts.get(handoff.contactId)
  if (!contact) throw new NotHere()
  return { handoff, contact }
}

/** The view that was asked for, from the address or the form. */
export function viewOf(c: Context): HandoffView {
  const wanted = c.req.query('view')
  return HANDOFF_VIEWS.find((view) => view === wanted) ?? 'unassigned'
}

function ownerMarkup(desk: Desk, handoff: Handoff): Markup {
  const { word, member } = desk
  if (handoff.state === 'closed') return html`<span class="badge">${word('inbox.closed')}</span>`
  if (handoff.claimedBy === undefined) return html`<span class="badge warn">${word('inbox.free')}</span>`
  if (handoff.claimedBy === member.id) return html`<span class="badge">${word('inbox.yours')}</span>`
  return html`<span class="badge"
    >${word('inbox.with')} <bdi>${staffName(desk, handoff.claimedBy)}</bdi></span
  >`
}

function presenceMarkup(desk: Desk, contact: Contact): Markup {
  const { word, member, now } = desk
  const others = whoIsLooking(contact.id, now).filter(({ staffId }) => staffId !== member.id)
  return html`<p id="presence" class="faint" data-live="presence" role="status">
    ${others.map(
      ({ staffId, writing }) =>
        html`<span
          ><bdi>${staffName(desk, staffId)}</bdi> ${word(writing ? 'inbox.writes' : 'inbox.looks')}
        </span>`,
    )}
  </p>`
}
