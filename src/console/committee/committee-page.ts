import type { Context } from 'hono'
import { html } from 'hono/html'
import { OUTCOMES } from '#core/decision.ts'
import { DAY } from '#core/riyadh.ts'
import type { Agenda, AgendaItem } from '#runner/cases/agenda.ts'
import { caseWord, label, refusalText, serviceName, staffName } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { bothDays } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'

/** What waits for the deciding body: how much time is left, who said what, and what is still needed (R10, R13). */
export async function committeePage(c: Context, desk: Desk): Promise<Response> {
  const agenda = await desk.parts.runner.cases.agenda(desk.member)
  if ('refused' in agenda) {
    const title = desk.word('committee.title')
    return c.html(page(desk, { title }, html`<p>${refusalText(desk, agenda)}</p>`), 403)
  }
  const body = html`${bodyPart(desk, agenda)}
    <div id="agenda" data-live="case">
      ${agenda.items.length === 0 ? html`<p class="empty">${desk.word('committee.none')}</p>` : ''}
      ${agenda.items.map((item) => itemPart(desk, agenda, item))}
    </div>`
  const title = label(desk, desk.association.deciding.name)
  return c.html(page(desk, { title, place: 'committee' }, body))
}

/** Who decides, who closes the round, and how many opinions that takes. */
function bodyPart(desk: Desk, { deciders, quorum }: Agenda): Markup {
  const { kind, members, chair } = deciders
  const few = kind === 'committee' ? members.length < quorum : members.length === 0
  return html`<section class="card">
    <h2>${desk.word(`committee.kinds.${kind}`)}</h2>
    ${few ? html`<p class="note problem">${desk.word('committee.few')}</p>` : ''}
    <ul class="inline names">
      ${members.map(
        (id) =>
          html`<li class="badge">
            <bdi>${staffName(desk, id)}</bdi>${id === chair ? ` · ${desk.word('committee.chair')}` : ''}
          </li>`,
      )}
    </ul>
    ${kind === 'committee' ? html`<p>${desk.word('committee.quorum', { quorum, all: members.length })}</p>` : ''}
    ${desk.may('settings') ? html`<p><a href="/console/settings#committee">${desk.word('committee.change')}</a></p>` : ''}
  </section>`
}

function itemPart(desk: Desk, agenda: Agenda, item: AgendaItem): Markup {
  const { standing, round } = item
  return html`<section class="card agenda" id="case-${standing.id}">
    <h2>
      <a href="/console/cases/${standing.id}"
        ><bdi dir="ltr">${standing.reference}</bdi> · ${serviceName(desk, standing.service, standing.kind)}</a
      >
      ${round > 1 ? html`<span class="badge">${desk.word('cases.round', { count: round })}</span>` : ''}
    </h2>
    ${timesPart(desk, item)} ${agenda.quorum > 0 ? opinionsPart(desk, agenda, item) : ''}
    ${item.mine ? ownPart(desk, agenda, item) : html`<p class="faint">${whyNot(desk, agenda, item)}</p>`}
  </section>`
}

/** Days to the first and the last day on which the decision is in time. */
function timesPart(desk: Desk, { window }: AgendaItem): Markup {
  const { word, now, language } = desk
  const { earliestAt, latestAt } = window
  const early = earliestAt !== undefined && now < earliestAt
  const days = (at: number): number => Math.ceil((at - now) / DAY)
  return html`<p class="row">
    ${
      early
        ? html`<span class="badge warn">${word('committee.opens', { count: days(earliestAt) })}</span>
            <span class="faint">${bothDays(earliestAt, language)}</span>`
        : html`<span class="badge good">${word('committee.open')}</span>`
    }
    ${
      latestAt === undefined
        ? html`<span class="faint">${word('committee.noEnd')}</span>`
        : html`<span class="badge ${days(latestAt) <= 3 ? 'warn' : ''}"
              >${days(latestAt) < 0 ? word('cases.late', { count: -days(latestAt) }) : word('cases.left', { count: days(latestAt) })}</span
            >
            <span class="faint">${bothDays(latestAt, language)}</span>`
    }
  </p>`
}

/** Each member with what they said; the opinions that count beside those that are needed. */
function opinionsPart(desk: Desk, { deciders, quorum }: Agenda, item: AgendaItem): Markup {
  const words = desk.word('committee.opinions', { given: item.counted, needed: quorum })
  return html`<p class="progress">
      <progress max="${quorum}" value="${Math.min(quorum, item.counted)}" aria-label="${words}"></progress>
      <span>${words}</span>
    </p>
    <ul class="rows">
      ${deciders.members.map((id) => {
        const opinion = item.opinions.find(({ member }) => member === id)
        return html`<li>
          <span
            ><bdi>${staffName(desk, id)}</bdi
            >${item.chair === id ? ` · ${desk.word('committee.closes')}` : ''}</span
          >
          <span
            ><span class="badge">${standingOf(desk, item, id)}</span>
            ${opinion?.text ? html`<span dir="auto">${opinion.text}</span>` : ''}</span
          >
        </li>`
      })}
    </ul>`
}

function standingOf(desk: Desk, item: AgendaItem, id: string): string {
  const { word } = desk
  if (item.prepared.includes(id)) return word('committee.prepared')
  if (item.recusals.some(({ member }) => member === id)) return word('cases.recused')
  const opinion = item.opinions.find(({ member }) => member === id)
  return opinion ? caseWord(desk, `outcomes.${opinion.outcome}`) : word('committee.silent')
}

function whyNot(desk: Desk, { deciders }: Agenda, item: AgendaItem): string {
  const { id } = desk.member
  if (item.prepared.includes(id)) return caseWord(desk, 'refusals.prepared_by_you')
  return caseWord(desk, deciders.members.includes(id) ? 'refusals.recused' : 'refusals.not_a_member')
}

/** What this member can do: say what they think, take no part, and close the round where that is theirs. */
function ownPart(desk: Desk, { deciders, quorum }: Agenda, item: AgendaItem): Markup {
  const { standing, opinions, counted, chair } = item
  const own = opinions.find(({ member }) => member === desk.member.id)
  const closes = deciders.kind === 'committee' ? chair === desk.member.id && counted >= quorum : true
  return html`${deciders.kind === 'committee' ? opinionForm(desk, standing, own) : ''}
    <p class="row">
      ${
        closes
          ? html`<a class="button" href="/console/cases/${standing.id}#step-decide"
              >${desk.word('steps.decide')}</a
            >`
          : ''
      }
      <a href="/console/cases/${standing.id}#step-recuse">${desk.word('steps.recuse')}</a>
    </p>`
}

function opinionForm(
  desk: Desk,
  { id, rev }: AgendaItem['standing'],
  own: AgendaItem['opinions'][number] | undefined,
): Markup {
  const { word } = desk
  return html`<form method="post" action="/console/cases/${id}/do/give_opinion" class="inline opinion">
    <input type="hidden" name="rev" value="${rev}" />
    <input type="hidden" name="back" value="committee" />
    <label for="outcome-${id}">${word('committee.mine')}</label>
    <select id="outcome-${id}" name="outcome" required>
      <option value="">—</option>
      ${OUTCOMES.map(
        (outcome) =>
          html`<option value="${outcome}" ${own?.outcome === outcome ? html`selected` : ''}>
            ${caseWord(desk, `outcomes.${outcome}`)}
          </option>`,
      )}
    </select>
    <label class="unseen" for="text-${id}">${word('fields.give_opinion_text')}</label>
    <input
      id="text-${id}"
      name="text"
      maxlength="1500"
      dir="auto"
      value="${own?.text ?? ''}"
      placeholder="${word('fields.give_opinion_text')}"
    />
    <button class="quiet" type="submit">${word(own ? 'committee.again' : 'steps.give_opinion')}</button>
  </form>`
}
