import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { mayDo } from '#core/staff.ts'
import type { HandoffView } from '#runner/handoffs/list-handoffs.ts'
import type { CannedReply } from '#store/canned-replies.ts'
import type { Contact } from '#store/contacts.ts'
import type { Handoff } from '#store/handoffs.ts'
import { fillCanned } from '../canned/fill-canned.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'

/** What the composer is for. */
interface ComposerParts {
  readonly handoff: Handoff
  readonly contact: Contact
  readonly view: HandoffView
  readonly text: string | undefined
  /** The canned reply that was chosen. */
  readonly canned?: string | undefined
}

/** What can be done with the conversation: take it, answer, note, pass on, close. Each is a form of its own. */
export async function composerMarkup(desk: Desk, given: ComposerParts): Promise<Markup> {
  const { handoff } = given
  const { word, member, may } = desk
  if (handoff.state === 'closed' || !may('reply')) return noteForm(desk, given)
  if (handoff.offeredTo === member.id) return html`${offerForm(desk, given)} ${noteForm(desk, given)}`
  if (handoff.state === 'open')
    return html`<div class="composer">
      ${button(given, 'claim', word('inbox.claim'))} ${noteForm(desk, given)}
    </div>`
  if (handoff.claimedBy !== member.id) return noteForm(desk, given)
  return ownComposer(desk, given)
}

async function ownComposer(desk: Desk, given: ComposerParts): Promise<Markup> {
  const { word, member, parts } = desk
  const { contact } = given
  const key = await parts.store.vault.open(contact.keyId)
  const draft = await parts.store.drafts.get(member.id, contact.id, key)
  const replies = await parts.store.cannedReplies.all()
  const chosen = replies.find(({ id }) => id === given.canned)
  const written = given.text ?? draft?.text ?? ''
  const text = chosen ? await withCanned(desk, given, chosen, written) : written
  const clientKey = given.text === undefined && draft ? draft.clientKey : randomUUID()
  const unreachable = contact.reachability !== 'active'
  return html`<div class="composer">
    ${unreachable ? html`<p class="note problem">${word('refusals.unreachable')}</p>` : ''}
    ${cannedForm(desk, given, replies)}
    <form method="post" action="${addressOf(given, 'reply')}" id="composer">
      <input type="hidden" name="key" value="${clientKey}" />
      <label for="text">${word('inbox.reply')}</label>
      <textarea id="text" name="text" rows="3" maxlength="4000" dir="auto" required>${text}</textarea>
      <p class="row">
        <button type="submit" ${unreachable ? html`disabled` : ''}>${word('inbox.send')}</button>
        <span class="faint" id="draft-state" role="status"></span>
      </p>
    </form>
    <details>
      <summary>${word('inbox.more')}</summary>
      ${noteForm(desk, given)}
      <form method="post" action="${addressOf(given, 'close')}">
        <input type="hidden" name="key" value="${randomUUID()}" />
        <label for="explanation">${word('inbox.explanation')}</label>
        <p class="hint" id="explanation-hint">${word('inbox.explanationHint')}</p>
        <textarea
          id="explanation"
          name="text"
          rows="2"
          maxlength="4000"
          dir="auto"
          required
          aria-describedby="explanation-hint"
        ></textarea>
        <button type="submit">${word('inbox.close')}</button>
      </form>
      ${await passOnForm(desk, given)} ${button(given, 'release', word('inbox.release'), 'quiet')}
    </details>
  </div>`
}

/** A canned reply after what was written already; one that stands there is not put in twice. */
async function withCanned(
  desk: Desk,
  { contact }: ComposerParts,
  reply: CannedReply,
  written: string,
): Promise<string> {
  const filled = await fillCanned(desk, reply.text, contact)
  if (written.includes(filled)) return written
  return written === '' ? filled : `${written}\n${filled}`
}

/** Puts a reply that is kept ready into the composer; works without script. */
function cannedForm(
  { word }: Desk,
  { handoff, view }: ComposerParts,
  replies: readonly CannedReply[],
): Markup {
  if (replies.length === 0) return html``
  return html`<form method="get" action="/console/inbox/${handoff.id}" class="inline">
    <input type="hidden" name="view" value="${view}" />
    <label class="unseen" for="canned">${word('canned.title')}</label>
    <select id="canned" name="canned">
      ${replies.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}
    </select>
    <button class="quiet" type="submit">${word('canned.insert')}</button>
  </form>`
}

/** Notes are another colour, another form, and another table: they never reach the person. */
function noteForm({ word, may }: Desk, given: ComposerParts): Markup {
  if (!may('reply')) return html``
  return html`<form method="post" action="${addressOf(given, 'note')}" class="note-form">
    <label for="note">${word('inbox.note')}</label>
    <p class="hint" id="note-hint">${word('inbox.noteHint')}</p>
    <textarea
      id="note"
      name="text"
      rows="2"
      maxlength="2000"
      dir="auto"
      required
      aria-describedby="note-hint"
    ></textarea>
    <button class="quiet" type="submit">${word('inbox.keepNote')}</button>
  </form>`
}

async function passOnForm({ word, parts, member }: Desk, given: ComposerParts): Promise<Markup> {
  const staff = await parts.store.staff.all()
  const colleagues = staff.filter(
    ({ id, status, role }) => id !== member.id && status === 'active' && mayDo(role, 'reply'),
  )
  if (colleagues.length === 0) return html``
  return html`<form method="post" action="${addressOf(given, 'offer')}" class="inline">
    <label for="to">${word('inbox.passOn')}</label>
    <select id="to" name="to">
      ${colleagues.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
    </select>
    <button class="quiet" type="submit">${word('inbox.ask')}</button>
  </form>`
}

function offerForm({ word }: Desk, given: ComposerParts): Markup {
  return html`<div class="composer">
    <p class="note">${word('inbox.offer')}</p>
    ${button(given, 'accept', word('inbox.accept'))} ${button(given, 'bounce', word('inbox.bounce'), 'quiet')}
  </div>`
}

function button(given: ComposerParts, action: string, label: string, style = ''): Markup {
  return html`<form method="post" action="${addressOf(given, action)}">
    <button class="${style}" type="submit" data-action="${action}">${label}</button>
  </form>`
}

function addressOf({ handoff, view }: ComposerParts, action: string): string {
  return `/console/inbox/${handoff.id}/${action}?view=${view}`
}
