import { html } from 'hono/html'
import type { Decision } from '#core/decision.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays, clock } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label, staffName } from './words.ts'

/** Opinions of this round and the decisions of all; a decision never changes, only a new round does. */
export function decisionsPart(desk: Desk, dossier: Dossier): Markup {
  const { file } = dossier
  const opinions = Object.values(file.opinions)
  const recusals = Object.values(file.recusals)
  if (opinions.length + recusals.length + file.decisions.length === 0 && !file.objection) return html``
  return html`<section class="card" id="decisions">
    ${file.objection ? html`<p class="note">${desk.word('cases.objection')} <span dir="auto">${file.objection}</span></p>` : ''}
    ${
      opinions.length + recusals.length > 0
        ? html`<h2>${caseWord(desk, 'labels.opinions')}</h2>
            <ul class="rows">
              ${opinions.map(
                ({ member, outcome, text }) =>
                  html`<li>
                    <bdi>${staffName(desk, member)}</bdi>
                    <span>
                      <span class="badge">${caseWord(desk, `outcomes.${outcome}`)}</span>
                      ${text ? html`<span dir="auto">${text}</span>` : ''}
                    </span>
                  </li>`,
              )}
              ${recusals.map(
                ({ member, why }) =>
                  html`<li>
                    <bdi>${staffName(desk, member)}</bdi>
                    <span
                      ><span class="badge">${desk.word('cases.recused')}</span>
                      <span dir="auto">${why}</span></span
                    >
                  </li>`,
              )}
            </ul>`
        : ''
    }
    ${
      file.decisions.length > 0
        ? html`<h2>${caseWord(desk, 'labels.decisions')}</h2>
            <ul class="rows">
              ${file.decisions.map((decision) => html`<li>${decisionMarkup(desk, decision)}</li>`)}
            </ul>
            ${file.telling ? html`<p>${desk.word('cases.telling')}: ${desk.word(`telling.${file.telling}`)}</p>` : ''}`
        : ''
    }
  </section>`
}

/** One decision with its reason, its words for the applicant, and on whose opinions it rests. */
function decisionMarkup(desk: Desk, decision: Decision): Markup {
  const reason = desk.association.reasons.find(({ id }) => id === decision.reason)
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['fields.reason', reason && label(desk, reason.label)],
    ['fields.text', decision.text],
    ['fields.next', decision.next],
    ['fields.granted', decision.granted],
    ['fields.early', decision.early],
  ]
  return html`<div>
    <strong>${caseWord(desk, `outcomes.${decision.outcome}`)}</strong>
    <p class="faint">
      ${bothDays(decision.at, desk.language)} ·
      <bdi>${decision.members.map((id) => staffName(desk, id)).join('، ')}</bdi>
      ${decision.round > 1 ? html` · ${desk.word('cases.round', { count: decision.round })}` : ''}
    </p>
    <dl class="facts">
      ${lines.map(([name, value]) =>
        value
          ? html`<div>
              <dt>${desk.word(name)}</dt>
              <dd dir="auto">${value}</dd>
            </div>`
          : '',
      )}
    </dl>
  </div>`
}

/** What the applicant declared, word for word (R8, R9). */
export function declarationPart(desk: Desk, { declaration }: Dossier): Markup {
  if (!declaration) return html``
  const { text, at, signature, version } = declaration
  return html`<section class="card" id="declaration">
    <h2>${desk.word('cases.declaration')}</h2>
    <blockquote dir="auto">${text}</blockquote>
    <p class="faint">
      ${bothDays(at, desk.language)} ${clock(at)} · ${desk.word('cases.version', { version })}
      ${signature ? html` · ${desk.word('cases.signed')} <bdi>${signature}</bdi>` : ''}
    </p>
  </section>`
}
