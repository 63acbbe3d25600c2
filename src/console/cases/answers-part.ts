import { html } from 'hono/html'
import type { CheckResult } from '#core/case-event.ts'
import type { Dossier, DossierItem } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import { caseWord, label } from './words.ts'

const RESULTS: readonly CheckResult[] = ['matches', 'differs', 'unreadable', 'expired', 'missing']
/** States in which answers are compared with their sources. */
const CHECKED_IN: readonly string[] = ['submitted', 'complete', 'assessment']

/** What was stated, beside its documents, and what staff found (R5): one row each. */
export function answersPart(desk: Desk, dossier: Dossier, revealed: boolean): Markup {
  const { standing, items } = dossier
  const canCheck = desk.may('check') && standing.kind === 'support' && CHECKED_IN.includes(dossier.file.state)
  const masked = items.some((item) => item.masked)
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.answers')}</h2>
    ${
      masked && !revealed && desk.may('reveal')
        ? html`<form method="post" action="/console/cases/${standing.id}/reveal">
            <button class="quiet" type="submit">${desk.word('cases.reveal')}</button>
            <span class="hint">${desk.word('cases.revealHint')}</span>
          </form>`
        : ''
    }
    <ul class="rows answers">
      ${items.map((item) => row(desk, dossier, item, canCheck))}
    </ul>
  </section>`
}

function row(desk: Desk, { standing }: Dossier, item: DossierItem, canCheck: boolean): Markup {
  return html`<li id="item-${item.item}">
    <div class="stated">
      <strong>${item.label ? label(desk, item.label) : item.item}</strong>
      <p dir="auto">${item.skipped ? desk.word('cases.skipped') : item.display}</p>
      ${item.files.map(
        (id) =>
          html`<a class="badge" href="/console/files/${id}" target="_blank" rel="noopener"
            >${desk.word('cases.open')}</a
          > `,
      )}
    </div>
    <div class="found">
      ${
        item.check
          ? html`<span class="badge ${item.check.result === 'matches' ? 'good' : 'warn'}"
                >${caseWord(desk, `checks.${item.check.result}`)}</span
              >
              <span class="faint"><bdi>${item.check.by.replace('staff:', '')}</bdi></span>
              ${item.check.note ? html`<p class="faint">${item.check.note}</p>` : ''}`
          : ''
      }
      ${canCheck ? checkForm(desk, standing.id, standing.rev, item) : ''}
    </div>
  </li>`
}

function checkForm(desk: Desk, caseId: string, rev: number, { item, check }: DossierItem): Markup {
  return html`<form method="post" action="/console/cases/${caseId}/check#item-${item}" class="inline">
    <input type="hidden" name="item" value="${item}" />
    <input type="hidden" name="rev" value="${rev}" />
    <label class="unseen" for="result-${item}">${desk.word('cases.found')}</label>
    <select id="result-${item}" name="result">
      ${RESULTS.map(
        (result) =>
          html`<option value="${result}" ${check?.result === result ? html`selected` : ''}>
            ${caseWord(desk, `checks.${result}`)}
          </option>`,
      )}
    </select>
    <label class="unseen" for="note-${item}">${desk.word('cases.note')}</label>
    <input id="note-${item}" name="note" maxlength="300" placeholder="${desk.word('cases.note')}" />
    <button class="quiet" type="submit">${desk.word('cases.save')}</button>
  </form>`
}
