import type { Context } from 'hono'
import { html } from 'hono/html'
import type { YearReport } from '#runner/cases/year-report.ts'
import { unmasked } from '../answers/masked.ts'
import { label } from '../cases/words.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { bothDays, monthName } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { csvFile } from './csv.ts'
import { reportTables, score, serviceWord } from './report-tables.ts'
import type { ReportTable } from './report-tables.ts'
import { scoreChart, spreadChart } from './score-chart.ts'

/** What people say of the services, and how long the work took: a year in figures, never a person. */
export async function satisfactionPage(c: Context, desk: Desk): Promise<Response> {
  const report = await readReport(c, desk)
  const { word } = desk
  const body = html`${yearTabs(desk, report)} ${headline(desk, report)}
    <div class="report">
      ${reportTables(desk, report)
        .filter(({ id }) => id !== 'overall')
        .map((table) => tableMarkup(desk, table))}
    </div>
    ${comments(desk, report)} ${howCounted(desk, report)}`
  return c.html(page(desk, { title: word('satisfaction.title'), place: 'satisfaction', wide: true }, body))
}

/** The report of the year on one sheet, for the file of the centre for the non-profit sector. */
export async function printReport(c: Context, desk: Desk): Promise<Response> {
  const report = await readReport(c, desk)
  await auditExport(desk, report.year)
  const title = desk.word('satisfaction.reportOf', { year: report.year })
  const body = html`<p><strong>${label(desk, desk.association.name)}</strong></p>
    <p class="faint">${bothDays(desk.now, desk.language)}</p>
    ${headline(desk, report)} ${reportTables(desk, report).map((table) => tableMarkup(desk, table))}
    ${howCounted(desk, report)}`
  return c.html(page(desk, { title, place: 'satisfaction' }, body))
}

/** The same report for spreadsheets. */
export async function reportFile(c: Context, desk: Desk): Promise<Response> {
  const report = await readReport(c, desk)
  await auditExport(desk, report.year)
  const { word } = desk
  const lines = [
    [label(desk, desk.association.name), word('satisfaction.reportOf', { year: report.year })],
    ...reportTables(desk, report).flatMap(({ title, head, rows }) => [[], [title], head, ...rows]),
    [],
    [word('satisfaction.how.few')],
    [word('satisfaction.how.interval')],
  ]
  return c.body(csvFile(lines), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="satisfaction-${desk.association.id}-${report.year}.csv"`,
  })
}

async function readReport(c: Context, desk: Desk): Promise<YearReport> {
  const report = await desk.parts.runner.cases.year(desk.member, c.req.query('year'))
  if ('refused' in report) throw new NotHere()
  return report
}

async function auditExport({ parts, member, now }: Desk, year: string): Promise<void> {
  const entry = {
    at: now,
    actor: `staff:${member.id}`,
    action: 'report_taken',
    subject: `satisfaction:${year}`,
  }
  await parts.store.commit([parts.store.audit.append(entry)])
}

function yearTabs({ word }: Desk, { years, year }: YearReport): Markup {
  return html`<nav aria-label="${word('satisfaction.years')}" class="no-print">
      <ul class="tabs wrap">
        ${years.map(
          (one) =>
            html`<li>
              <a href="/console/satisfaction?year=${one}" ${one === year ? html`aria-current="true"` : ''}
                >${one}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <p class="no-print">
      <a class="button" href="/console/satisfaction/report.csv?year=${year}" download
        >${word('satisfaction.file')}</a
      >
      <a class="button quiet" href="/console/satisfaction/print?year=${year}"
        >${word('satisfaction.print')}</a
      >
    </p>`
}

function headline({ word, language }: Desk, { satisfaction, response, until, year }: YearReport): Markup {
  const { all, waiting } = satisfaction
  const counted = until === undefined ? year : monthName(until, language)
  return html`<div class="figures">
    <p class="figure">
      <span class="faint">${word('satisfaction.mean')}</span>
      <strong>${all ? html`<bdi dir="ltr">${score(all.mean)}</bdi>` : '—'}</strong>
      <span>
        ${
          all
            ? html`${word('satisfaction.interval')}
                <bdi dir="ltr">${score(all.interval.low)}–${score(all.interval.high)}</bdi> ·
                ${word('satisfaction.ofPeople', { count: all.count })}`
            : word('satisfaction.tooFew')
        }
      </span>
    </p>
    ${
      response
        ? html`<p class="figure">
            <span class="faint">${word('satisfaction.rate')}</span>
            <strong><bdi dir="ltr">${Math.round((response.answered / response.offered) * 100)}%</bdi></strong>
            <span
              >${word('satisfaction.ofAsked', { answered: response.answered, offered: response.offered })}</span
            >
          </p>`
        : ''
    }
    <p class="figure">
      <span class="faint">${word('satisfaction.until')}</span>
      <strong>${counted}</strong>
      <span>${waiting > 0 ? word('satisfaction.waiting', { count: waiting }) : ''}</span>
    </p>
  </div>`
}

function tableMarkup({ language }: Desk, { id, title, head, rows, scores }: ReportTable): Markup {
  return html`<section class="report-part" aria-labelledby="part-${id}">
    <h2 id="part-${id}">${title}</h2>
    ${
      scores && scores.length > 1
        ? scoreChart(
            scores,
            rows.map(([name = '']) => name),
            language,
          )
        : ''
    }
    ${id === 'spread' ? spreadChart(rows, language) : ''}
    <div class="table" tabindex="0" role="group" aria-labelledby="part-${id}">
      <table>
        <thead>
          <tr>
            ${head.map((text) => html`<th scope="col">${text}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name = '', ...cells]) =>
              html`<tr>
                <th scope="row"><bdi>${name}</bdi></th>
                ${cells.map((text) => html`<td>${isFigure(text) ? html`<bdi dir="ltr">${text}</bdi>` : text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

function isFigure(text: string): boolean {
  return /^[\d.,%–()/ ]+$/.test(text)
}

function comments(desk: Desk, report: YearReport): Markup {
  const { word } = desk
  if (report.comments.length === 0) return html``
  return html`<section>
    <h2>${word('satisfaction.comments')}</h2>
    <p class="hint">${word('satisfaction.commentsHow')}</p>
    <ul class="rows">
      ${report.comments.map(
        ({ service, text }) =>
          html`<li>
            <span dir="auto">${unmasked(desk, text)}</span>
            <span class="badge">${serviceWord(desk, service)}</span>
          </li>`,
      )}
    </ul>
  </section>`
}

/** What the figures are made of, and what they cannot tell. */
function howCounted({ word }: Desk, { until }: YearReport): Markup {
  const notes = ['few', 'interval', 'response', 'apart', 'times'] as const
  return html`<section>
    <h2>${word('satisfaction.how.title')}</h2>
    ${until === undefined ? html`<p class="note">${word('satisfaction.how.running')}</p>` : ''}
    <ul>
      ${notes.map((note) => html`<li>${word(`satisfaction.how.${note}`)}</li>`)}
    </ul>
  </section>`
}
