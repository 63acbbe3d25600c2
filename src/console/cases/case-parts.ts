import { html } from 'hono/html'
import type { CaseEvent } from '#core/case-event.ts'
import type { Actor } from '#core/case.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays, moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label } from './words.ts'

/** Criteria with what was found and on what it rests (R31); what the answers alone say is only a hint. */
export function criteriaPart(desk: Desk, { criteria }: Dossier): Markup {
  if (criteria.length === 0) return html``
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.criteria')}</h2>
    <ul class="rows">
      ${criteria.map(
        ({ id, label: name, basis, hint, finding }) =>
          html`<li id="criterion-${id}">
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
                ? html`<span class="badge ${finding.met ? 'good' : 'warn'}"
                    >${caseWord(desk, finding.met ? 'labels.met' : 'labels.unmet')} ·
                    ${caseWord(desk, `sources.${finding.source}`)}</span
                  >`
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
              ${interview.at === undefined ? '' : html` · <bdi>${moment(interview.at, desk.language)}</bdi>`}
            </p>
            ${interview.result ? html`<p dir="auto">${interview.result}</p>` : ''}`
        : ''
    }
    ${
      visit
        ? html`<h2>${caseWord(desk, 'labels.visit')}</h2>
            <p>
              ${desk.word(`meetings.${visit.state}`)} ${visit.day ? html` · <bdi>${visit.day}</bdi>` : ''}
              ${visit.visitor ? html` · <bdi>${visit.visitor}</bdi>` : ''}
            </p>
            ${visit.result ? html`<p dir="auto">${visit.result}</p>` : ''}`
        : ''
    }
  </section>`
}

/** Opinions of this round and the decisions of all; a decision never changes, only a new round does. */
export function decisionsPart(desk: Desk, { file }: Dossier): Markup {
  const opinions = Object.values(file.opinions)
  if (opinions.length === 0 && file.decisions.length === 0 && !file.objection) return html``
  return html`<section class="card">
    ${file.objection ? html`<p class="note">${desk.word('cases.objection')} <span dir="auto">${file.objection}</span></p>` : ''}
    ${
      opinions.length > 0
        ? html`<h2>${caseWord(desk, 'labels.opinions')}</h2>
            <ul class="rows">
              ${opinions.map(
                ({ member, outcome, text }) =>
                  html`<li>
                    <bdi>${member}</bdi
                    ><span>${caseWord(desk, `outcomes.${outcome}`)}${text ? ` · ${text}` : ''}</span>
                  </li>`,
              )}
            </ul>`
        : ''
    }
    ${
      file.decisions.length > 0
        ? html`<h2>${caseWord(desk, 'labels.decisions')}</h2>
            <ul class="rows">
              ${file.decisions.map(
                (decision) =>
                  html`<li>
                    <div>
                      <strong>${caseWord(desk, `outcomes.${decision.outcome}`)}</strong>
                      <p class="faint">
                        ${bothDays(decision.at, desk.language)} · ${decision.members.join('، ')}
                      </p>
                      ${decision.text ? html`<p dir="auto">${decision.text}</p>` : ''}
                      ${decision.next ? html`<p dir="auto">${decision.next}</p>` : ''}
                      ${decision.early ? html`<p class="faint">${desk.word('cases.early')}: ${decision.early}</p>` : ''}
                    </div>
                  </li>`,
              )}
            </ul>
            ${file.telling ? html`<p>${desk.word('cases.telling')}: ${desk.word(`telling.${file.telling}`)}</p>` : ''}`
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
      ${open.map(({ kind }) => html`<li>${caseWord(desk, `tasks.${kind}`)}</li>`)}
    </ul>
  </section>`
}

/** What happened, who did it and when; the newest first. */
export function historyPart(desk: Desk, { events }: Dossier): Markup {
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.events')}</h2>
    <ol class="rows" id="history" data-live="case">
      ${events.toReversed().map(
        (event) =>
          html`<li>
            <span>${caseWord(desk, `events.${event.kind}`)}${detail(desk, event)}</span>
            <span class="faint"><bdi>${who(desk, event.by)}</bdi> · ${moment(event.at, desk.language)}</span>
          </li>`,
      )}
    </ol>
  </section>`
}

function who(desk: Desk, actor: Actor): string {
  return actor.startsWith('staff:') ? actor.slice('staff:'.length) : caseWord(desk, `actors.${actor}`)
}

/** The few words that tell one event from another of its kind. */
function detail(desk: Desk, event: CaseEvent): string {
  switch (event.kind) {
    case 'checked':
      return `: ${event.item} · ${caseWord(desk, `checks.${event.result}`)}`
    case 'assigned':
      return `: ${event.to}`
    case 'decided':
      return `: ${caseWord(desk, `outcomes.${event.decision.outcome}`)}`
    case 'telling_changed':
      return `: ${desk.word(`telling.${event.telling}`)}`
    case 'noted':
      return `: ${event.text}`
    default:
      return ''
  }
}
