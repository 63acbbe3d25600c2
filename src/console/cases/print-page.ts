import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import { bothDays, clock } from '../view/format.ts'
import { directionOf } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { readDossier } from './case-page.ts'
import { criteriaPart, meetingsPart } from './case-parts.ts'
import { datesOf } from './clock-part.ts'
import { declarationPart, decisionsPart } from './decisions-part.ts'
import { historyPart } from './history-part.ts'
import { caseWord, itemName, label, serviceName, stateWord } from './words.ts'

/** The file of a case on paper, with what identifies a person hidden. */
export async function printPage(c: Context, desk: Desk): Promise<Response> {
  return answerPrint(c, desk, false)
}

/** The file of a case whole. A POST, so that no link and no history brings it back. */
export async function printWhole(c: Context, desk: Desk): Promise<Response> {
  return answerPrint(c, desk, true)
}

async function answerPrint(c: Context, desk: Desk, reveal: boolean): Promise<Response> {
  const { parts, member, now } = desk
  const dossier = await readDossier(c, desk, reveal)
  const entry = { at: now, actor: `staff:${member.id}`, action: 'case_printed', subject: dossier.standing.id }
  await parts.store.commit([parts.store.audit.append(entry)])
  return c.html(paper(desk, dossier, reveal))
}

function paper(desk: Desk, dossier: Dossier, reveal: boolean): Markup {
  const { language, word, association } = desk
  const { standing, file } = dossier
  const name = label(desk, association.name)
  const title = `${serviceName(desk, standing.service, standing.kind)} · ${standing.reference}`
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${name}</title>
        <link rel="stylesheet" href="/console/console.css" />
        <link rel="icon" href="/console/icon.svg" type="image/svg+xml" />
        <script type="module" src="/console/console.js"></script>
      </head>
      <body class="paper">
        <main id="main">
          ${controls(desk, dossier, reveal)}
          <header>
            <p class="brand">${name}</p>
            <h1>${title}</h1>
            <p>
              ${stateWord(desk, file.state)}${dossier.forAnother ? ` · ${word('cases.forAnother')}` : ''} ·
              ${word('print.made')} <bdi>${desk.member.name}</bdi> · ${bothDays(desk.now, language)}
              ${clock(desk.now)}
            </p>
          </header>
          ${datesPart(desk, dossier)} ${answersTable(desk, dossier)} ${declarationPart(desk, dossier)}
          ${criteriaPart(desk, dossier, [])} ${meetingsPart(desk, dossier)} ${decisionsPart(desk, dossier)}
          ${historyPart(desk, dossier, true)}
          <footer>${word('print.secret')}</footer>
        </main>
      </body>
    </html>`
}

/** What is on the screen only. */
function controls(desk: Desk, { standing, items }: Dossier, reveal: boolean): Markup {
  const hidden = !reveal && items.some(({ masked }) => masked)
  return html`<div class="row no-print">
    <a href="/console/cases/${standing.id}">${desk.word('print.back')}</a>
    <button type="button" data-print hidden>${desk.word('print.print')}</button>
    ${
      hidden && desk.may('reveal')
        ? html`<form method="post" action="/console/cases/${standing.id}/print" class="inline">
            <button class="quiet" type="submit">${desk.word('cases.reveal')}</button>
            <span class="hint">${desk.word('cases.revealHint')}</span>
          </form>`
        : ''
    }
  </div>`
}

function datesPart(desk: Desk, dossier: Dossier): Markup {
  return html`<section class="card">
    <h2>${desk.word('cases.times')}</h2>
    <dl class="facts">
      ${datesOf(desk, dossier).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
  </section>`
}

/** What was stated, and what staff found when they compared it. */
function answersTable(desk: Desk, { items }: Dossier): Markup {
  return html`<section class="card">
    <h2>${caseWord(desk, 'labels.answers')}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${desk.word('print.item')}</th>
          <th scope="col">${desk.word('print.stated')}</th>
          <th scope="col">${desk.word('cases.found')}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ item, label: words, display, skipped, files, check }) =>
            html`<tr>
              <th scope="row">${itemName(desk, item, words)}</th>
              <td>
                <bdi>${skipped ? desk.word('cases.skipped') : display}</bdi>
                ${files.length > 0 ? html`<span class="faint">(${desk.word('print.files', { count: files.length })})</span>` : ''}
              </td>
              <td>${check ? caseWord(desk, `checks.${check.result}`) : '—'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}
