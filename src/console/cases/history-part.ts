import { html } from 'hono/html'
import type { CaseEvent } from '#core/case-event.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDaysOf, moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { actorName, caseWord, itemName, label, staffName } from './words.ts'

/** What happened, who did it and when; the newest first. Answers that were compared in one go stand together. */
export function historyPart(desk: Desk, dossier: Dossier, open = false): Markup {
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.events')}</h2>
    <ol class="timeline" id="history" data-live="case">
      ${runsOf(dossier.events.toReversed()).map((run) => html`<li>${runMarkup(desk, dossier, run, open)}</li>`)}
    </ol>
  </section>`
}

type Run = readonly [CaseEvent, ...CaseEvent[]]

/** Events one by one, but for checks by one person: those that follow each other are one run. */
function runsOf(events: readonly CaseEvent[]): readonly Run[] {
  const runs: [CaseEvent, ...CaseEvent[]][] = []
  for (const event of events) {
    const last = runs.at(-1)
    if (event.kind === 'checked' && last?.[0].kind === 'checked' && last[0].by === event.by) last.push(event)
    else runs.push([event])
  }
  return runs
}

function runMarkup(desk: Desk, dossier: Dossier, run: Run, open: boolean): Markup {
  const [event] = run
  const name = caseWord(desk, `events.${event.kind}`)
  const by = html`<p class="faint">
    <bdi>${actorName(desk, event.by)}</bdi> · ${moment(event.at, desk.language)}
  </p>`
  if (run.length === 1)
    return html`<p>${name}${eventDetail(desk, dossier, event)}</p>
      ${by}`
  return html`<details ${open ? html`open` : ''}>
      <summary>${name} (${run.length})</summary>
      <ul>
        ${run.map((one) => html`<li dir="auto">${detailOf(desk, dossier, one)}</li>`)}
      </ul>
    </details>
    ${by}`
}

/** The few words that tell one event from another of its kind. */
function eventDetail(desk: Desk, dossier: Dossier, event: CaseEvent): Markup {
  const detail = detailOf(desk, dossier, event)
  return detail === '' ? html`` : html`: <span dir="auto">${detail}</span>`
}

function detailOf(desk: Desk, dossier: Dossier, event: CaseEvent): string {
  const item = (id: string): string => nameOf(desk, dossier, id)
  switch (event.kind) {
    case 'checked':
      return joined(item(event.item), caseWord(desk, `checks.${event.result}`), event.note)
    case 'assigned':
      return staffName(desk, event.to)
    case 'returned':
      return event.missing.map((missing) => joined(item(missing.item), missing.note)).join('، ')
    case 'resubmitted':
      return event.items.map(item).join('، ')
    case 'criterion_found':
      return joined(
        criterionName(desk, dossier, event.finding.criterion),
        caseWord(desk, event.finding.met ? 'labels.met' : 'labels.unmet'),
      )
    case 'interview_booked':
      return moment(event.when, desk.language)
    case 'visit_planned':
      return joined(bothDaysOf(event.day, desk.language), staffName(desk, event.visitor))
    case 'visit_answered':
      return caseWord(desk, event.agreed ? 'labels.yes' : 'labels.no')
    case 'opinion_given':
      return caseWord(desk, `outcomes.${event.opinion.outcome}`)
    case 'decided':
      return caseWord(desk, `outcomes.${event.decision.outcome}`)
    case 'telling_changed':
      return desk.word(`telling.${event.telling}`)
    default:
      return freeWords(event)
  }
}

/** Words of staff or of the applicant, where the event has some. */
function freeWords(event: CaseEvent): string {
  switch (event.kind) {
    case 'noted':
    case 'answered':
      return event.text
    case 'objected':
    case 'round_opened':
    case 'reopened':
      return event.why
    case 'withdrawn':
    case 'closed':
    case 'interview_cancelled':
      return event.why ?? ''
    case 'assessed':
      return event.waived ?? ''
    case 'registered':
      return joined(event.number, event.note)
    case 'delivered':
      return event.what
    case 'delivery_denied':
      return event.note ?? ''
    case 'recused':
      return event.recusal.why
    default:
      return ''
  }
}

function nameOf(desk: Desk, { items }: Dossier, id: string): string {
  return itemName(desk, id, items.find(({ item }) => item === id)?.label)
}

function criterionName(desk: Desk, { criteria }: Dossier, id: string): string {
  const known = criteria.find((criterion) => criterion.id === id)
  return known ? label(desk, known.label) : id
}

function joined(...words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(' · ')
}
