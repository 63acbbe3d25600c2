import type { Department } from './association.ts'
import { scoreInterval } from './interval.ts'
import type { Interval } from './interval.ts'
import { FEWEST_SHOWN, satisfactionOf } from './satisfaction.ts'
import type { Score } from './satisfaction.ts'

/** A score with the service and the month that it was given for, and nothing of who gave it. */
export interface DatedScore extends Score {
  readonly service: string
  /** `YYYY-MM`. */
  readonly month: string
}

/** A mean with what it rests on. */
export interface ScoreFigure {
  /** People, not scores. */
  readonly count: number
  readonly mean: number
  readonly interval: Interval
}

/** Scores side by side, the lowest and the highest of them, and how many were given. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** The satisfaction of a year, as far as it can be shown without telling what any one person said. */
export interface SatisfactionReport {
  /** Absent where too few answered. */
  readonly all?: ScoreFigure
  /** `until` is the last month that is counted in it; comments of later ones wait too. */
  readonly services: readonly (ScoreFigure & { readonly service: string; readonly until: string })[]
  readonly departments: readonly (ScoreFigure & { readonly department: string })[]
  /** By the month in which enough had come together to be shown. */
  readonly months: readonly (ScoreFigure & { readonly month: string })[]
  readonly questions: readonly (ScoreFigure & { readonly poll: string; readonly question: string })[]
  /** How many scores lie where, from 1 to 5, in bands that enough people fill; absent where too few answered. */
  readonly spread?: readonly Band[]
  /** People whose answers wait for more. */
  readonly waiting: number
}

/**
 * The report of finished months (R17, R19, R24). A service's months are joined until five people answered, and only
 * then counted: so every row rests on five, and neither taking one row from another nor comparing two reports of
 * different days leaves fewer.
 */
export function satisfactionReport(
  departments: readonly Department[],
  scores: readonly DatedScore[],
): SatisfactionReport {
  const shown = joinMonths(scores)
  const all = figureOf(shown)
  const waiting = peopleIn(scores) - peopleIn(shown)
  return {
    ...(all && { all, spread: bandsOf(shown, all.count) }),
    services: rows(shown, ({ service }) => service).map(([service, figure]) => ({
      service,
      until: shown.reduce(
        (last, one) => (one.service === service && one.month > last ? one.month : last),
        '',
      ),
      ...figure,
    })),
    departments: departments.flatMap(({ id, services, matters }) => {
      const own = new Set<string>([...services, ...matters])
      const figure = figureOf(shown.filter(({ service }) => own.has(service)))
      return figure ? [{ department: id, ...figure }] : []
    }),
    months: rows(shown, ({ month }) => month).map(([month, figure]) => ({ month, ...figure })),
    questions: questionRows(shown),
    waiting,
  }
}

/** Scores from 1 to 5, those that too few gave joined with their neighbours; a person gives several. */
function bandsOf(scores: readonly DatedScore[], people: number): Band[] {
  const fewest = FEWEST_SHOWN * Math.ceil(scores.length / people)
  const bands: Band[] = []
  let open: Band | undefined
  for (const value of [1, 2, 3, 4, 5]) {
    const given = scores.filter(({ score }) => Math.round(score) === value).length
    open = { from: open?.from ?? value, to: value, count: (open?.count ?? 0) + given }
    if (open.count < fewest) continue
    bands.push(open)
    open = undefined
  }
  const last = bands.pop() ?? { from: 1, count: 0 }
  return [...bands, { from: last.from, to: 5, count: last.count + (open?.count ?? 0) }]
}

/** Scores of every service in blocks of enough people, each dated to the month that filled its block; the rest wait. */
function joinMonths(scores: readonly DatedScore[]): DatedScore[] {
  return [...grouped(scores, ({ service }) => service).values()].flatMap((own) => {
    const joined: DatedScore[] = []
    let block: DatedScore[] = []
    const months = [...grouped(own, ({ month }) => month)].toSorted(([a], [b]) => (a < b ? -1 : 1))
    for (const [month, given] of months) {
      block.push(...given)
      if (peopleIn(block) < FEWEST_SHOWN) continue
      joined.push(...block.map((score) => ({ ...score, month })))
      block = []
    }
    return joined
  })
}

/** Questions that enough people answered; of one poll, a single hidden question would be told by those beside it. */
function questionRows(shown: readonly DatedScore[]): SatisfactionReport['questions'] {
  return [...grouped(shown, ({ poll }) => poll).values()].flatMap((own) => {
    const all = rows(own, ({ question }) => question, 0).toSorted((a, b) => a[1].count - b[1].count)
    let hidden = all.filter(([, { count }]) => count < FEWEST_SHOWN).length
    const few = (): number => all.slice(0, hidden).reduce((sum, [, { count }]) => sum + count, 0)
    while (hidden > 0 && hidden < all.length && (hidden < 2 || few() < FEWEST_SHOWN)) hidden += 1
    const poll = own[0]?.poll ?? ''
    return all
      .slice(hidden)
      .map(([question, figure]) => ({ poll, question, ...figure }))
      .toSorted((a, b) => (a.question < b.question ? -1 : 1))
  })
}

function rows(
  scores: readonly DatedScore[],
  by: (score: DatedScore) => string,
  fewest = FEWEST_SHOWN,
): (readonly [string, ScoreFigure])[] {
  return [...grouped(scores, by)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, own]) => {
      const figure = figureOf(own, fewest)
      return figure ? [[name, figure] as const] : []
    })
}

function figureOf(scores: readonly DatedScore[], fewest = FEWEST_SHOWN): ScoreFigure | undefined {
  const count = peopleIn(scores)
  if (count < fewest || count === 0) return undefined
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
  return { count, mean, interval: scoreInterval(mean, count) }
}

function peopleIn(scores: readonly DatedScore[]): number {
  return satisfactionOf(scores).count
}

function grouped(
  scores: readonly DatedScore[],
  by: (score: DatedScore) => string,
): Map<string, DatedScore[]> {
  const groups = new Map<string, DatedScore[]>()
  for (const score of scores) {
    const own = groups.get(by(score))
    if (own) own.push(score)
    else groups.set(by(score), [score])
  }
  return groups
}
