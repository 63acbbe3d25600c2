import { html } from 'hono/html'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays, bothDaysOf, clock, moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label, staffName } from './words.ts'

/** Criteria with what was found and on what it rests (R31); what the answers alone say is only a hint. */
export function criteriaPart(desk: Desk, { criteria }: Dossier, open: readonly string[]): Markup {
  if (criteria.length === 0) return html``
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.criteria')}</h2>
    <ul class="rows">
      ${criteria.map(
        ({ id, label: name, basis, hint, finding }) =>
          html`<li id="criterion-${id}" class="${open.includes(id) ? 'wanting' : ''}">
            <div>
              <strong>${label(desk, name)}</strong>
              <p class="faint">${label(desk, basis)}</p>
              ${
                hint === undefined
                  ? ''
                  : html`<p class="faint">
                      ${caseWord(desk, 'labels.hint')}:
                      ${caseWord(desk, hint ? 'labels.met' : 'labels.unmet')}
                    </p>`
              }
            </div>
            ${
              finding
                ? html`<div>
                    <span class="badge ${finding.met ? 'good' : 'warn'}"
                      >${caseWord(desk, finding.met ? 'labels.met' : 'labels.unmet')} ·
                      ${caseWord(desk, `sources.${finding.source}`)}</span
                    >
                    <p class="faint" dir="auto">
                      ${[finding.value, finding.note].filter(Boolean).join(' · ')}
                    </p>
                  </div>`
                : html`<span class="badge">${caseWord(desk, 'labels.open')}</span>`
            }
          </li>`,
      )}
    </ul>
  </section>`
}

/** The interview and the visit, as far as there is one. */
export function meetingsPart(desk: Desk, { file }: Dossier): Markup {
  const { interview, visit } = file
  if (!interview && !visit) return html``
  return html`<section class="card">
    ${
      interview
        ? html`<h2>${caseWord(desk, 'labels.interview')}</h2>
            <p>
              ${desk.word(`meetings.${interview.state}`)}
              ${interview.at === undefined ? '' : html` · <bdi>${bothDays(interview.at, desk.language)} ${clock(interview.at)}</bdi>`}
            </p>
            ${interview.result ? html`<p dir="auto">${interview.result}</p>` : ''}`
        : ''
    }
    ${
      visit
        ? html`<h2>${caseWord(desk, 'labels.visit')}</h2>
            <p>
              ${desk.word(`meetings.${visit.state}`)}
              ${visit.day ? html` · <bdi>${bothDaysOf(visit.day, desk.language)}</bdi>` : ''}
              ${visit.visitor ? html` · <bdi>${staffName(desk, visit.visitor)}</bdi>` : ''}
            </p>
            ${visit.result ? html`<p dir="auto">${visit.result}</p>` : ''}`
        : ''
    }
  </section>`
}

/** What is to be done about this case. */
export function tasksPart(desk: Desk, { tasks }: Dossier): Markup {
  const open = tasks.filter((task) => task.doneAt === undefined)
  if (open.length === 0) return html``
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.tasks')}</h2>
    <ul class="rows">
      ${open.map(
        ({ kind, dueAt }) =>
          html`<li>
            <span>${caseWord(desk, `tasks.${kind}`)}</span>
            <span class="${dueAt < desk.now ? 'problem' : 'faint'}">${moment(dueAt, desk.language)}</span>
          </li>`,
      )}
    </ul>
  </section>`
}
