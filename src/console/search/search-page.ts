import type { Context } from 'hono'
import { html } from 'hono/html'
import { LOOKED_THROUGH } from '#runner/search/search.ts'
import type { Found, FoundCase, FoundConversation } from '#runner/search/search.ts'
import { serviceName, stateWord } from '../cases/words.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { nameOf } from '../inbox/queue.ts'
import { readForm, text } from '../read-form.ts'
import { field } from '../view/field.ts'
import { day } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'

/** The search, empty; or with a query in the address, for links that hold no personal data. */
export async function searchPage(c: Context, desk: Desk): Promise<Response> {
  return showSearch(c, desk, (c.req.query('q') ?? '').slice(0, 80))
}

/** What was found. The forms of the pages post, so that names and numbers stay out of addresses and histories. */
export async function takeSearch(c: Context, desk: Desk): Promise<Response> {
  return showSearch(c, desk, text(await readForm(c), 'q').slice(0, 80))
}

async function showSearch(c: Context, desk: Desk, query: string): Promise<Response> {
  const { word, parts, member } = desk
  const found = query === '' ? undefined : await parts.runner.search(member, query)
  if (found && 'refused' in found) throw new NotHere()
  const body = html`<form method="post" action="/console/search" role="search">
      ${field({ name: 'q', label: word('search.label'), type: 'search', value: query, maxlength: 80 })}
      <button type="submit">${word('search.go')}</button>
    </form>
    <p class="hint">${word('search.bounds', LOOKED_THROUGH)}</p>
    ${found ? await foundMarkup(desk, found) : ''}`
  return c.html(page(desk, { title: word('search.title'), place: 'inbox' }, body))
}

async function foundMarkup(desk: Desk, { conversations, cases }: Found): Promise<Markup> {
  const { word } = desk
  if (conversations.length + cases.length === 0)
    return html`<p class="note" role="status">${word('search.none')}</p>`
  const rows = await Promise.all(conversations.map((one) => conversationRow(desk, one)))
  return html`${
    cases.length > 0
      ? html`<h2>${word('search.cases')} (${cases.length})</h2>
          <ul class="rows">
            ${cases.map((one) => caseRow(desk, one))}
          </ul>`
      : ''
  }
  ${
    rows.length > 0
      ? html`<h2>${word('search.conversations')} (${rows.length})</h2>
          <ul class="rows">
            ${rows}
          </ul>`
      : ''
  }`
}

function caseRow(desk: Desk, { by, standing, name }: FoundCase): Markup {
  const { word, may } = desk
  const title = html`<bdi dir="ltr">${standing.reference}</bdi>`
  return html`<li>
    <div>
      ${may('show') ? html`<a href="/console/cases/${standing.id}">${title}</a>` : title}
      ${name === undefined ? '' : html` · <bdi>${name}</bdi>`}
      <p class="faint">
        ${serviceName(desk, standing.service, standing.kind)} · ${stateWord(desk, standing.state)} ·
        ${day(standing.submittedAt, desk.language)}
      </p>
    </div>
    <span class="badge">${word(`search.by.${by}`)}</span>
  </li>`
}

async function conversationRow(desk: Desk, found: FoundConversation): Promise<Markup> {
  const { by, handoff, contact, line } = found
  const { word } = desk
  return html`<li>
    <div>
      <a href="/console/inbox/${handoff.id}?view=all"><bdi>${await nameOf(desk, contact)}</bdi></a>
      <p class="faint">
        ${word(`channels.${contact.channel}`)} · ${day(handoff.openedAt, desk.language)}
        ${handoff.state === 'closed' ? html` · ${word('inbox.closed')}` : ''}
      </p>
      ${line === undefined ? '' : html`<p dir="auto">${line}</p>`}
    </div>
    <span class="badge">${word(`search.by.${by}`)}</span>
  </li>`
}
