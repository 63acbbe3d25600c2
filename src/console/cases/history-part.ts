import { html } from 'hono/html'
import type { CaseEvent } from '#core/case-event.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDaysOf, moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { actorName, caseWord, itemName, label, staffName } from './words.ts'

/** What happened, who did it and when; the newest first. */
export function historyPart(desk: Desk, dossier: Dossier): Markup {
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.events')}</h2>
    <ol class="timeline" id="history" data-live="case">
      ${dossier.events.toReversed().map(
        (event) =>
          html`<li>
            <p>${caseWord(desk, `events.${event.kind}`)}${eventDetail(desk, dossier, event)}</p>
            <p class="faint"><bdi>${actorName(desk, event.by)}</bdi> · ${moment(event.at, desk.language)}</p>
          </li>`,
      )}
    </ol>
  </section>`
}

/** The few words that tell one event from another of its kind. */
export function eventDetail(desk: Desk, dossier: Dossier, event: CaseEvent): Markup {
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
