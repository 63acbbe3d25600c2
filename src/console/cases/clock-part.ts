import { html } from 'hono/html'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label } from './words.ts'

/** The dates of a case in both calendars: submitted, complete, the first and the last day of the decision (R13). */
export function clockPart(desk: Desk, { standing, window, file }: Dossier): Markup {
  const { language } = desk
  const rows: readonly (readonly [string, string])[] = [
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
    [caseWord(desk, 'labels.assigned'), standing.assignedTo ?? caseWord(desk, 'labels.none')],
  ]
  return html`<section class="card">
    <h2>${desk.word('cases.times')}</h2>
    ${window.paused ? html`<p class="note">${caseWord(desk, 'labels.paused')}</p>` : ''}
    <dl class="facts">
      ${rows.map(
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
