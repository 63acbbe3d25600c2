import { html } from 'hono/html'
import { workingMinutes } from '#core/working-time.ts'
import type { WorkingTime } from '#core/working-time.ts'
import type { HandoffView } from '#runner/handoffs/list-handoffs.ts'
import { HANDOFF_VIEWS } from '#runner/handoffs/list-handoffs.ts'
import { readSettings } from '#runner/settings.ts'
import type { Contact } from '#store/contacts.ts'
import type { Handoff } from '#store/handoffs.ts'
import { staffName } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import { whoIsLooking } from './presence.ts'

/** One conversation as the list shows it: nothing of what was said. */
export interface QueueRow {
  readonly handoff: Handoff
  readonly contact: Contact
  readonly name: string
  /** Working minutes for which the person has waited; absent while the last word is ours. */
  readonly waits?: number
}

/** The conversations of a view, for a member. */
export async function readQueue(desk: Desk, view: HandoffView): Promise<readonly QueueRow[]> {
  const { parts, member, now } = desk
  const found = await parts.runner.handoffs.list(member, view)
  if ('refused' in found) return []
  const { workingTime } = await readSettings({ ...parts, association: desk.association })
  const rows: QueueRow[] = []
  for (const handoff of found) {
    const contact = await parts.store.contacts.get(handoff.contactId)
    if (contact)
      rows.push({ handoff, contact, name: await nameOf(desk, contact), ...waits(handoff, workingTime, now) })
  }
  return rows
}

function waits(handoff: Handoff, time: WorkingTime, now: number): { waits?: number } {
  return handoff.awaitingSince === undefined
    ? {}
    : { waits: workingMinutes(time, handoff.awaitingSince, now) }
}

/** What a contact is called: the person's name where it is known, else a visitor with a mark to tell them apart. */
export async function nameOf({ parts, word }: Desk, contact: Contact): Promise<string> {
  const [link] = await parts.store.people.ofContact(contact.id)
  const person = link && (await parts.store.people.get(link.personId))
  return person?.name ?? word('inbox.visitor', { mark: contact.id.slice(-4) })
}

/** The list with its three views. */
export function queueMarkup(
  desk: Desk,
  given: { readonly view: HandoffView; readonly rows: readonly QueueRow[]; readonly current?: string },
): Markup {
  const { word } = desk
  return html`<section class="queue" aria-label="${word('inbox.list')}">
    <nav aria-label="${word('inbox.views')}">
      <ul class="tabs">
        ${HANDOFF_VIEWS.map(
          (view) =>
            html`<li>
              <a href="/console/inbox?view=${view}" ${view === given.view ? html`aria-current="true"` : ''}
                >${word(`inbox.view.${view}`)}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <form class="inline search" method="post" action="/console/search" role="search">
      <label class="unseen" for="q">${word('search.label')}</label>
      <input id="q" name="q" type="search" maxlength="80" placeholder="${word('search.label')}" />
    </form>
    <ol id="queue" class="conversations" data-live="handoff message">
      ${given.rows.length === 0 ? html`<li class="empty">${word('inbox.empty')}</li>` : ''}
      ${given.rows.map((row) => rowMarkup(desk, row, given))}
    </ol>
  </section>`
}

function rowMarkup(
  desk: Desk,
  { handoff, contact, name, waits: minutes }: QueueRow,
  given: { readonly view: HandoffView; readonly current?: string },
): Markup {
  const { word, member } = desk
  const others = whoIsLooking(handoff.contactId, desk.now).filter(({ staffId }) => staffId !== member.id)
  const urgent = handoff.reason === 'emergency' || handoff.reason === 'urgent_need'
  const here = handoff.id === given.current
  return html`<li class="${urgent ? 'urgent' : ''}" ${here ? html`aria-current="true"` : ''}>
    <a href="/console/inbox/${handoff.id}?view=${given.view}">
      <strong><bdi>${name}</bdi></strong>
      <span class="meta">
        <span class="badge">${word(`channels.${contact.channel}`)}</span>
        <span class="badge ${urgent ? 'warn' : ''}">${reasonWord(desk, handoff.reason)}</span>
        ${handoff.offeredTo === member.id ? html`<span class="badge warn">${word('inbox.offeredToYou')}</span>` : ''}
      </span>
      <span class="meta faint">
        ${minutes === undefined ? word('inbox.answered') : word('inbox.waits', { count: minutes })}
        ${handoff.claimedBy ? html` · <bdi>${staffName(desk, handoff.claimedBy)}</bdi>` : ''}
        ${others.length > 0 ? html` · ${word('inbox.looking', { count: others.length })}` : ''}
      </span>
    </a>
  </li>`
}

/** Why a person is needed, in words; a reason without words of its own is shown as a general one. */
export function reasonWord({ parts, word, language }: Desk, reason: string): string {
  const key = `reasons.${reason}`
  return parts.content().renderer.has(`staff:${key}`, language) ? word(key) : word('reasons.other')
}
