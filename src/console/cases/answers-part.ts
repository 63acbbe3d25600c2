import { html } from 'hono/html'
import type { CheckResult } from '#core/case-event.ts'
import type { Dossier, DossierItem } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import { actorName, caseWord, itemName } from './words.ts'

/** What staff can find when they compare an answer with its source. */
export const RESULTS: readonly CheckResult[] = ['matches', 'differs', 'unreadable', 'expired', 'missing']
/** States in which answers are compared with their sources. */
const CHECKED_IN: readonly string[] = ['submitted', 'complete', 'assessment']

/** What the answers are shown with. */
export interface AnswersShown {
  readonly revealed: boolean
  /** Ids of the case's files that are pictures. */
  readonly pictures: ReadonlySet<string>
  /** Items that a refusal named. */
  readonly open: readonly string[]
  /** What was typed and could not be saved. */
  readonly typed: Readonly<Record<string, string>>
}

/** What was stated, beside its documents, and what staff found (R5): one row each, one button for all. */
export function answersPart(desk: Desk, dossier: Dossier, shown: AnswersShown): Markup {
  const { standing, items } = dossier
  const canCheck = desk.may('check') && standing.kind === 'support' && CHECKED_IN.includes(dossier.file.state)
  return html`<section class="card" id="answers">
    <h2>${caseWord(desk, 'labels.answers')}</h2>
    ${progress(desk, dossier)} ${revealForm(desk, dossier, shown)}
    ${
      canCheck
        ? html`<form method="post" action="/console/cases/${standing.id}/check" id="checks">
            <input type="hidden" name="rev" value="${standing.rev}" />
          </form>`
        : ''
    }
    <ul class="rows answers">
      ${items.map((item) => row(desk, item, shown, canCheck))}
    </ul>
    ${
      canCheck
        ? html`<p class="save-all">
            <button type="submit" form="checks">${desk.word('cases.saveChecks')}</button>
          </p>`
        : ''
    }
  </section>`
}

/** How much of what must be compared matches already. */
function progress(desk: Desk, { standing, items }: Dossier): Markup {
  if (standing.kind !== 'support') return html``
  const asked = items.filter((item) => !item.skipped)
  const matching = asked.filter((item) => item.check?.result === 'matches').length
  const words = desk.word('cases.progress', { done: matching, all: asked.length })
  return html`<p class="progress">
    <progress max="${asked.length}" value="${matching}" aria-label="${words}"></progress>
    <span>${words}</span>
  </p>`
}

function revealForm(desk: Desk, { standing, items }: Dossier, { revealed }: AnswersShown): Markup {
  if (revealed || !desk.may('reveal') || !items.some((item) => item.masked)) return html``
  return html`<form method="post" action="/console/cases/${standing.id}/reveal#answers" class="inline">
    <button class="quiet" type="submit">${desk.word('cases.reveal')}</button>
    <span class="hint">${desk.word('cases.revealHint')}</span>
  </form>`
}

function row(desk: Desk, item: DossierItem, shown: AnswersShown, canCheck: boolean): Markup {
  const wanting = shown.open.includes(item.item)
  return html`<li id="item-${item.item}" class="${wanting ? 'wanting' : ''}">
    <div class="stated">
      <strong>${itemName(desk, item.item, item.label)}</strong>
      <p>
        ${item.skipped ? html`<span class="faint">${desk.word('cases.skipped')}</span>` : html`<bdi>${item.display}</bdi>`}
      </p>
      ${item.files.map((id, index) => document(desk, { id, number: index + 1, picture: shown.pictures.has(id) }))}
    </div>
    <div class="found">
      ${wanting ? html`<p class="problem">${desk.word('cases.wanting')}</p>` : ''} ${finding(desk, item)}
      ${canCheck && !item.skipped ? checkPart(desk, item, shown.typed) : ''}
    </div>
  </li>`
}

/** A document beside the value that was stated: a small picture of it where it is one. */
function document(
  desk: Desk,
  { id, number, picture }: { readonly id: string; readonly number: number; readonly picture: boolean },
): Markup {
  const words = desk.word('cases.openFile', { number })
  return html`<a class="document" href="/console/files/${id}" target="_blank" rel="noopener"
    >${picture ? html`<img src="/console/files/${id}" alt="${words}" loading="lazy" />` : words}</a
  > `
}

function finding(desk: Desk, { check }: DossierItem): Markup {
  if (!check) return html``
  return html`<p>
    <span class="badge ${check.result === 'matches' ? 'good' : 'warn'}"
      >${caseWord(desk, `checks.${check.result}`)}</span
    >
    <span class="faint"><bdi>${actorName(desk, check.by)}</bdi></span>
    ${check.note ? html`<span class="faint" dir="auto">· ${check.note}</span>` : ''}
  </p>`
}

/** What was found can be found otherwise, but is not asked for again. */
function checkPart(desk: Desk, item: DossierItem, typed: AnswersShown['typed']): Markup {
  const fields = checkFields(desk, item, typed)
  const said = typed[`result-${item.item}`]
  if (!item.check || (said !== undefined && said !== typed[`was-${item.item}`])) return fields
  return html`<details>
    <summary>${desk.word('cases.findAnew')}</summary>
    ${fields}
  </details>`
}

function checkFields(desk: Desk, { item, check }: DossierItem, typed: AnswersShown['typed']): Markup {
  const said = typed[`result-${item}`]
  // Where nothing was chosen anew, what others found meanwhile is not undone.
  const chosen = said !== undefined && said !== typed[`was-${item}`] ? said : (check?.result ?? '')
  const note = typed[`note-${item}`] ?? ''
  return html`<div class="inline">
    <input type="hidden" name="was-${item}" form="checks" value="${check?.result ?? ''}" />
    <label class="unseen" for="result-${item}">${desk.word('cases.found')}</label>
    <select id="result-${item}" name="result-${item}" form="checks">
      ${check ? '' : html`<option value="">${desk.word('cases.unchecked')}</option>`}
      ${RESULTS.map(
        (result) =>
          html`<option value="${result}" ${chosen === result ? html`selected` : ''}>
            ${caseWord(desk, `checks.${result}`)}
          </option>`,
      )}
    </select>
    <label class="unseen" for="note-${item}">${desk.word('cases.note')}</label>
    <input
      id="note-${item}"
      name="note-${item}"
      form="checks"
      maxlength="300"
      dir="auto"
      value="${note}"
      placeholder="${desk.word('cases.note')}"
    />
  </div>`
}
