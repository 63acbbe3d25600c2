import type { DepartmentFigures } from '#core/figures.ts'
import type { SatisfactionReport, ScoreFigure } from '#core/satisfaction-report.ts'
import type { Localised } from '#core/text.ts'
import type { Response, YearReport } from '#runner/cases/year-report.ts'
import { caseWord, label } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { monthName } from '../view/format.ts'

/** One table of the report, in words: the page, the print and the file are all made of these. */
export interface ReportTable {
  readonly id: string
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What its chart draws, row by row. */
  readonly scores?: readonly ScoreFigure[]
}

/** The report of a year as tables; one without rows is left out. */
export function reportTables(desk: Desk, report: YearReport): readonly ReportTable[] {
  const { satisfaction } = report
  const table = <F extends ScoreFigure>(id: string, figures: readonly F[], name: (figure: F) => string) =>
    scoreTable(desk, id, figures, name)
  const tables = [
    table('overall', satisfaction.all ? [satisfaction.all] : [], () => report.year),
    spreadTable(desk, satisfaction.spread),
    table('services', satisfaction.services, ({ service }) => serviceWord(desk, service)),
    table('departments', satisfaction.departments, ({ department }) => departmentWord(desk, department)),
    table('months', satisfaction.months, ({ month }) => monthName(month, desk.language)),
    table('questions', satisfaction.questions, (figure) => questionWord(desk, figure.poll, figure.question)),
    responseTable(desk, report),
    workTable(desk, 'departmentWork', report.departments, (id) => departmentWord(desk, id)),
    workTable(desk, 'serviceWork', report.services, (id) => serviceWord(desk, id)),
  ]
  return tables.filter(({ rows }) => rows.length > 0)
}

/** A number with one place after the point. */
export function score(value: number): string {
  return value.toFixed(1)
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function scoreTable<F extends ScoreFigure>(
  { word }: Desk,
  id: string,
  figures: readonly F[],
  name: (figure: F) => string,
): ReportTable {
  return {
    id,
    title: word(`satisfaction.tables.${id}`),
    head: [
      word(`satisfaction.of.${id}`),
      word('satisfaction.mean'),
      word('satisfaction.interval'),
      word('satisfaction.people'),
    ],
    rows: figures.map((figure) => [
      name(figure),
      score(figure.mean),
      `${score(figure.interval.low)}–${score(figure.interval.high)}`,
      String(figure.count),
    ]),
    scores: figures,
  }
}

function spreadTable({ word }: Desk, spread: SatisfactionReport['spread'] = []): ReportTable {
  const all = spread.reduce((sum, { count }) => sum + count, 0)
  return {
    id: 'spread',
    title: word('satisfaction.tables.spread'),
    head: [word('satisfaction.of.spread'), word('satisfaction.share')],
    rows: spread.map(({ from, to, count }) => [
      from === to ? String(from) : `${from}–${to}`,
      percent(count / all),
    ]),
  }
}

function responseTable(desk: Desk, { response, responses }: YearReport): ReportTable {
  const { word } = desk
  const row = (name: string, { offered, answered, interval }: Response): string[] => [
    name,
    percent(answered / offered),
    `${percent(interval.low)}–${percent(interval.high)}`,
    String(answered),
    String(offered),
  ]
  return {
    id: 'response',
    title: word('satisfaction.tables.response'),
    head: ['service', 'rate', 'interval', 'answered', 'offered'].map((key) => word(`satisfaction.${key}`)),
    rows: [
      ...responses.map((one) => row(serviceWord(desk, one.poll), one)),
      ...(response ? [row(word('satisfaction.all'), response)] : []),
    ],
  }
}

/** Work and times (R24, R35); of no member of staff. */
function workTable(
  desk: Desk,
  id: string,
  figures: readonly DepartmentFigures[],
  name: (id: string) => string,
): ReportTable {
  const { word } = desk
  return {
    id,
    title: word(`satisfaction.tables.${id}`),
    head: ['unit', 'received', 'settled', 'days', 'inTime', 'outcomes'].map((key) =>
      word(`satisfaction.${key}`),
    ),
    rows: figures.map(({ department, received, settled, medianDays, timed, outcomes }) => [
      name(department),
      String(received),
      String(settled),
      medianDays === undefined ? '—' : score(medianDays),
      timed ? `${percent(timed.kept / timed.count)} (${timed.kept}/${timed.count})` : '—',
      Object.entries(outcomes)
        .map(([outcome, count]) => `${outcomeWord(desk, outcome)}: ${count}`)
        .join(desk.language === 'ar' ? '، ' : ', ') || '—',
    ]),
  }
}

function outcomeWord(desk: Desk, outcome: string): string {
  return outcome === 'answered'
    ? desk.word('satisfaction.answeredMatter')
    : caseWord(desk, `outcomes.${outcome}`)
}

/** What a service, a matter or the periodic survey is called. */
export function serviceWord(desk: Desk, id: string): string {
  const { services, matters } = desk.association
  const known: { readonly name: Localised } | undefined = [...services, ...matters].find(
    (one) => one.id === id,
  )
  if (known) return label(desk, known.name)
  return desk.word(id === 'survey' ? 'satisfaction.survey' : 'satisfaction.former')
}

function departmentWord(desk: Desk, id: string): string {
  const known = desk.association.departments.find((one) => one.id === id)
  return known ? label(desk, known.name) : serviceWord(desk, id)
}

function questionWord(desk: Desk, pollId: string, id: string): string {
  const { services, survey } = desk.association
  const polls = [...services.map(({ poll }) => poll), ...(survey ? [survey] : [])]
  const poll = polls.find((one) => one.id === pollId)
  const question = poll?.questions.find((one) => one.id === id)
  const of = pollId.replace(/^poll_/, '')
  return `${serviceWord(desk, of)}: ${question ? label(desk, question.label) : id}`
}
