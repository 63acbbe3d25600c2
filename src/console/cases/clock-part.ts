import { html } from 'hono/html'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label, staffName } from './words.ts'

/** The clock and the dates of a case in both calendars: submitted, complete, the first and the last day of the decision (R13). */
export function clockPart(desk: Desk, dossier: Dossier): Markup {
  const { window, file } = dossier
  return html`<section class="card">
    <h2>${desk.word('cases.times')}</h2>
    ${window.paused ? html`<p class="note">${caseWord(desk, 'labels.paused')}</p>` : ''}
    ${share(desk, window.share)}
    <dl class="facts">
      ${datesOf(desk, dossier).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
    ${file.round > 1 ? html`<p class="faint">${desk.word('cases.round', { count: file.round })}</p>` : ''}
  </section>`
}

/** The dates of a case by name, and who is answerable. */
export function datesOf(desk: Desk, { standing, window }: Dossier): readonly (readonly [string, string])[] {
  const { language } = desk
  return [
    [caseWord(desk, 'labels.submitted'), bothDays(standing.submittedAt, language)],
    ...(standing.completeAt === undefined
      ? []
      : [[caseWord(desk, 'labels.complete'), bothDays(standing.completeAt, language)] as const]),
    ...(window.earliestAt === undefined
      ? []
      : [[caseWord(desk, 'labels.earliest'), bothDays(window.earliestAt, language)] as const]),
    ...(window.latestAt === undefined
      ? []
      : [[caseWord(desk, 'labels.latest'), bothDays(window.latestAt, language)] as const]),
    [desk.word('cases.decidedBy'), label(desk, desk.association.deciding.name)],
    [
      caseWord(desk, 'labels.assigned'),
      standing.assignedTo === undefined ? desk.word('cases.nobody') : staffName(desk, standing.assignedTo),
    ],
  ]
}

/** How much of the time to the last day has passed, as a bar. */
function share(desk: Desk, passed: number | undefined): Markup {
  if (passed === undefined) return html``
  const percent = Math.min(100, Math.round(passed * 100))
  const words = desk.word('cases.passed', { percent })
  return html`<p class="progress ${passed >= 0.7 ? 'late' : ''}">
    <progress max="100" value="${percent}" aria-label="${words}"></progress>
    <span>${words}</span>
  </p>`
}
