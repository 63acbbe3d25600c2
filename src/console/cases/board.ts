import type { Context } from 'hono'
import { html } from 'hono/html'
import { CASE_STATES } from '#core/case.ts'
import type { CaseState } from '#core/case.ts'
import { DAY } from '#core/riyadh.ts'
import { seesOwnOnly } from '#core/staff.ts'
import type { CaseFilter } from '#runner/cases/list-cases.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Desk } from '../desk.ts'
import { day } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, serviceName, staffName, stateWord } from './words.ts'

const MOST = 200
/** Cases shown in one stage of the board; the rest is a click away. */
const SHOWN = 12
/** Stages in which something is to be done, in the order of the road. */
const STAGES: readonly CaseState[] = [
  'submitted',
  'returned',
  'complete',
  'assessment',
  'deciding',
  'deferred',
  'objected',
  'accepted',
  'registered',
  'delivered',
]

/** What the address asks for; nothing: the board. */
interface Asked {
  readonly state?: CaseState
  readonly overdue?: true
  readonly mine?: true
}

/** The cases by stage, each stage with its most pressing first; or one stage, the overdue ones, or mine, as a list. */
export async function boardPage(c: Context, desk: Desk): Promise<Response> {
  const ref = (c.req.query('ref') ?? '').trim().toUpperCase()
  const found = ref === '' ? undefined : await byReference(desk, ref)
  if (found) return c.redirect(`/console/cases/${found}`, 303)
  const asked = askedOf(c)
  const body = html`${findForm(desk, ref)} ${filters(desk, asked, await countsFor(desk))}
    <div id="board" data-live="case">${isBoard(asked) ? await board(desk) : await list(desk, asked)}</div>`
  const note = ref === '' ? {} : { note: { kind: 'problem', text: desk.word('cases.notFound') } as const }
  return c.html(page(desk, { title: desk.word('cases.title'), place: 'cases', wide: true, ...note }, body))
}

function askedOf(c: Context): Asked {
  const state = CASE_STATES.find((known) => known === c.req.query('state'))
  return {
    ...(state && { state }),
    ...(c.req.query('overdue') === '1' && { overdue: true }),
    ...(c.req.query('mine') === '1' && { mine: true }),
  }
}

function isBoard({ state, overdue, mine }: Asked): boolean {
  return state === undefined && !overdue && !mine
}

/** The case of a reference, as far as this member may open it. */
async function byReference({ parts, member }: Desk, reference: string): Promise<string | undefined> {
  const shown = await parts.runner.cases.show(member, { reference })
  return 'refused' in shown ? undefined : shown.standing.id
}

/** How many there are in each stage; who sees only some cases is not told of the others. */
async function countsFor({ parts, member }: Desk): Promise<Readonly<Record<string, number>>> {
  if (seesOwn(member)) return {}
  return parts.store.cases.countByState()
}

function seesOwn({ scope, role }: Desk['member']): boolean {
  return scope === 'own' || seesOwnOnly(role)
}

async function read({ parts, member }: Desk, filter: CaseFilter): Promise<readonly CaseStanding[]> {
  const found = await parts.runner.cases.list(member, filter)
  return 'refused' in found ? [] : byDeadline(found)
}

/** Those with a last day before those without, the nearest first; the others as they came. */
function byDeadline(cases: readonly CaseStanding[]): readonly CaseStanding[] {
  return [...cases].sort(
    (a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.submittedAt - b.submittedAt,
  )
}

function findForm({ word }: Desk, ref: string): Markup {
  return html`<form method="get" action="/console/cases" class="inline find">
    <label for="ref">${word('cases.find')}</label>
    <input id="ref" name="ref" dir="ltr" maxlength="20" autocomplete="off" value="${ref}" required />
    <button class="quiet" type="submit">${word('cases.go')}</button>
  </form>`
}

function filters(desk: Desk, asked: Asked, counts: Readonly<Record<string, number>>): Markup {
  const { word } = desk
  const link = (query: string, text: string, here: boolean): Markup =>
    html`<li><a href="/console/cases${query}" ${here ? html`aria-current="true"` : ''}>${text}</a></li>`
  const shown = CASE_STATES.filter((known) => (counts[known] ?? 0) > 0)
  return html`<nav aria-label="${word('cases.stages')}">
    <ul class="tabs wrap">
      ${link('', word('cases.board'), isBoard(asked))}
      ${link('?mine=1', word('cases.mine'), asked.mine === true)}
      ${link('?overdue=1', word('cases.overdue'), asked.overdue === true)}
      ${shown.map((known) => link(`?state=${known}`, `${stateWord(desk, known)} (${counts[known]})`, known === asked.state))}
    </ul>
  </nav>`
}

/** Stages side by side; on a narrow page one below the other. Empty ones take no room. */
async function board(desk: Desk): Promise<Markup> {
  const counts = await countsFor(desk)
  const stages = await Promise.all(
    STAGES.map(async (state) => ({ state, cases: await read(desk, { state, limit: MOST }) })),
  )
  const shown = stages.filter(({ cases }) => cases.length > 0)
  if (shown.length === 0) return html`<p class="empty">${caseWord(desk, 'labels.none')}</p>`
  return html`<div class="stages">
    ${shown.map(
      ({ state, cases }) =>
        html`<section aria-labelledby="stage-${state}">
          <h2 id="stage-${state}">
            ${stateWord(desk, state)} <span class="badge">${counts[state] ?? cases.length}</span>
          </h2>
          <ul>
            ${cases.slice(0, SHOWN).map((item) => html`<li>${card(desk, item)}</li>`)}
          </ul>
          ${
            cases.length > SHOWN
              ? html`<a href="/console/cases?state=${state}"
                  >${desk.word('cases.more', { count: counts[state] ?? cases.length })}</a
                >`
              : ''
          }
        </section>`,
    )}
  </div>`
}

function card(desk: Desk, item: CaseStanding): Markup {
  return html`<a class="case-card" href="/console/cases/${item.id}">
    <bdi dir="ltr">${item.reference}</bdi>
    <span>${serviceName(desk, item.service, item.kind)}</span>
    <span class="row">
      ${daysLeft(desk, item)}
      <span class="faint"
        ><bdi
          >${item.assignedTo === undefined ? desk.word('cases.nobody') : staffName(desk, item.assignedTo)}</bdi
        ></span
      >
    </span>
  </a>`
}

async function list(desk: Desk, { state, overdue, mine }: Asked): Promise<Markup> {
  const cases = await read(desk, {
    limit: MOST,
    ...(state && { state }),
    ...(overdue && { overdue }),
    ...(mine && { assignedTo: desk.member.id }),
  })
  if (cases.length === 0) return html`<p class="empty">${caseWord(desk, 'labels.none')}</p>`
  return html`<div class="table">${table(desk, cases)}</div>`
}

function table(desk: Desk, cases: readonly CaseStanding[]): Markup {
  const { word } = desk
  const heads = [
    word('cases.reference'),
    caseWord(desk, 'labels.service'),
    caseWord(desk, 'labels.state'),
    caseWord(desk, 'labels.submitted'),
    word('cases.daysLeft'),
    caseWord(desk, 'labels.assigned'),
  ]
  return html`<table class="cases">
    <caption class="unseen">
      ${word('cases.title')}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
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
            <td><bdi>${item.assignedTo === undefined ? '—' : staffName(desk, item.assignedTo)}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Days to the last day of the decision or the reply; without one, for how long it has been here. */
function daysLeft({ word, now }: Desk, { dueAt, submittedAt }: CaseStanding): Markup {
  if (dueAt === undefined)
    return html`<span class="faint"
      >${word('cases.waiting', { count: Math.floor((now - submittedAt) / DAY) })}</span
    >`
  const days = Math.ceil((dueAt - now) / DAY)
  if (days < 0) return html`<span class="badge warn">${word('cases.late', { count: -days })}</span>`
  return html`<span class="badge ${days <= 3 ? 'warn' : ''}">${word('cases.left', { count: days })}</span>`
}
