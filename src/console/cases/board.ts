import type { Context } from 'hono'
import { html } from 'hono/html'
import { CASE_STATES } from '#core/case.ts'
import type { CaseState } from '#core/case.ts'
import { DAY } from '#core/riyadh.ts'
import type { CaseFilter } from '#runner/cases/list-cases.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Desk } from '../desk.ts'
import { day } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, serviceName, stateWord } from './words.ts'

const MOST = 200

/** The cases by stage, or the overdue ones; the most pressing first. */
export async function boardPage(c: Context, desk: Desk): Promise<Response> {
  const state = CASE_STATES.find((known) => known === c.req.query('state'))
  const overdue = c.req.query('overdue') === '1'
  const mine = c.req.query('mine') === '1'
  const filter: CaseFilter = {
    limit: MOST,
    ...(state && { state }),
    ...(overdue && { overdue }),
    ...(mine && { assignedTo: desk.member.id }),
  }
  const found = await desk.parts.runner.cases.list(desk.member, filter)
  const cases = 'refused' in found ? [] : byDeadline(found)
  const counts = await desk.parts.store.cases.countByState()
  const body = html`${filters(desk, { state, overdue, mine, counts })}
    <div class="table" id="board" data-live="case">
      ${cases.length === 0 ? html`<p class="empty">${caseWord(desk, 'labels.none')}</p>` : table(desk, cases)}
    </div>`
  return c.html(page(desk, { title: desk.word('cases.title'), place: 'cases', wide: true }, body))
}

/** Those with a last day before those without, the nearest first; the others as they came. */
function byDeadline(cases: readonly CaseStanding[]): readonly CaseStanding[] {
  return [...cases].sort(
    (a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.submittedAt - b.submittedAt,
  )
}

interface Filters {
  readonly state: CaseState | undefined
  readonly overdue: boolean
  readonly mine: boolean
  readonly counts: Readonly<Record<string, number>>
}

function filters(desk: Desk, { state, overdue, mine, counts }: Filters): Markup {
  const { word } = desk
  const link = (query: string, text: string, here: boolean): Markup =>
    html`<li><a href="/console/cases${query}" ${here ? html`aria-current="true"` : ''}>${text}</a></li>`
  const shown = CASE_STATES.filter((known) => (counts[known] ?? 0) > 0)
  return html`<nav aria-label="${word('cases.stages')}">
    <ul class="tabs wrap">
      ${link('', word('cases.newest'), !state && !overdue && !mine)}
      ${link('?mine=1', word('cases.mine'), mine)} ${link('?overdue=1', word('cases.overdue'), overdue)}
      ${shown.map((known) => link(`?state=${known}`, `${stateWord(desk, known)} (${counts[known]})`, known === state))}
    </ul>
  </nav>`
}

function table(desk: Desk, cases: readonly CaseStanding[]): Markup {
  const { word } = desk
  return html`<table>
    <caption class="unseen">
      ${word('cases.title')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${word('cases.reference')}</th>
        <th scope="col">${caseWord(desk, 'labels.service')}</th>
        <th scope="col">${caseWord(desk, 'labels.state')}</th>
        <th scope="col">${caseWord(desk, 'labels.submitted')}</th>
        <th scope="col">${word('cases.daysLeft')}</th>
        <th scope="col">${caseWord(desk, 'labels.assigned')}</th>
      </tr>
    </thead>
    <tbody>
      ${cases.map(
        (item) =>
          html`<tr>
            <th scope="row">
              <a href="/console/cases/${item.id}"><bdi dir="ltr">${item.reference}</bdi></a>
            </th>
            <td>${serviceName(desk, item.service, item.kind)}</td>
            <td>${stateWord(desk, item.state)}</td>
            <td>${day(item.submittedAt, desk.language)}</td>
            <td>${daysLeft(desk, item)}</td>
            <td><bdi>${item.assignedTo ?? '—'}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function daysLeft({ word, now }: Desk, { dueAt }: CaseStanding): Markup {
  if (dueAt === undefined) return html`—`
  const days = Math.ceil((dueAt - now) / DAY)
  if (days < 0) return html`<span class="badge warn">${word('cases.late', { count: -days })}</span>`
  return html`<span class="badge ${days <= 3 ? 'warn' : ''}">${word('cases.left', { count: days })}</span>`
}
