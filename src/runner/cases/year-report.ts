import { setImmediate } from 'node:timers/promises'
import { foldCase } from '#core/case-file.ts'
import { figuresByDepartment } from '#core/figures.ts'
import type { CountedCase, DepartmentFigures } from '#core/figures.ts'
import { shareInterval } from '#core/interval.ts'
import type { Interval } from '#core/interval.ts'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import { FEWEST_SHOWN } from '#core/satisfaction.ts'
import { satisfactionReport } from '#core/satisfaction-report.ts'
import type { SatisfactionReport } from '#core/satisfaction-report.ts'
import { mayDo } from '#core/staff.ts'
import type { Rating } from '#store/ratings.ts'
import type { StaffMember } from '#store/staff.ts'
import { maskPersonal } from '../mask-personal.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'
import { periodOf } from './rules-of-case.ts'
import type { Refused } from './staff-refusal.ts'

/** How many of those who were asked answered. */
export interface Response {
  readonly offered: number
  readonly answered: number
  readonly interval: Interval
}

/** What came of a year: opinions and work, in numbers without people (R16–R19, R24, R35). */
export interface YearReport {
  /** `YYYY`, in Riyadh. */
  readonly year: string
  /** The first year with opinions, and this one: what may be chosen. */
  readonly years: readonly string[]
  /** The last month that is counted: the running one would tell single answers from one day to the next. */
  readonly until?: string
  readonly satisfaction: SatisfactionReport
  readonly response?: Response
  readonly responses: readonly (Response & { readonly poll: string })[]
  /** Masked, in no order that tells when; of services only that enough people rated. */
  readonly comments: readonly { readonly service: string; readonly text: string }[]
  readonly departments: readonly DepartmentFigures[]
  readonly services: readonly DepartmentFigures[]
}

/** More cases than an association has in a year; beyond them the figures would need a table of their own. */
const MOST = 10_000
const COMMENTS = 100
/** Cases opened before others get their turn: some milliseconds. */
const AT_ONCE = 20

/** The report of a year, for those who may see figures. */
export async function yearReport(
  running: Running,
  member: StaffMember,
  asked?: string,
): Promise<YearReport | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'figures')) return { refused: 'not_allowed' }
  const { store, clock, association } = running
  const today = riyadhDay(clock.now())
  const years = yearsFrom((await store.ratings.firstMonth()) ?? today, today)
  const year = asked !== undefined && years.includes(asked) ? asked : today.slice(0, 4)
  const until = lastMonth(year, today)
  const ratings = until === undefined ? [] : await store.ratings.between(`${year}-01`, until)
  const satisfaction = satisfactionReport(association.departments, scoresOf(ratings))
  const cases = await casesOf(running, year)
  return {
    year,
    years,
    ...(until !== undefined && { until }),
    satisfaction,
    ...(await responsesOf(running, year, until)),
    comments: commentsOf(ratings, satisfaction),
    departments: figuresByDepartment(association.departments, cases, []),
    services: figuresByDepartment(singles(running), cases, []).filter(
      ({ received, settled }) => received + settled > 0,
    ),
  }
}

function yearsFrom(first: string, today: string): string[] {
  const years: string[] = []
  for (let year = Number(first.slice(0, 4)); year <= Number(today.slice(0, 4)); year++)
    years.push(String(year))
  return years
}

/** The last month of a year that is over. */
function lastMonth(year: string, today: string): string | undefined {
  if (!today.startsWith(year)) return `${year}-12`
  const month = Number(today.slice(5, 7)) - 1
  return month === 0 ? undefined : `${year}-${String(month).padStart(2, '0')}`
}

function scoresOf(ratings: readonly Rating[]) {
  return ratings.flatMap(({ service, month, poll, question, score }) =>
    score === undefined ? [] : [{ service, month, poll, question, score }],
  )
}

/** Ids of ratings are random, so their order says nothing of when a comment was given. */
function commentsOf(ratings: readonly Rating[], { services }: SatisfactionReport): YearReport['comments'] {
  const until = new Map(services.map((row) => [row.service, row.until]))
  return ratings
    .flatMap(({ service, month, comment }) =>
      comment !== undefined && month <= (until.get(service) ?? '')
        ? [{ service, text: maskPersonal(comment).slice(0, 600) }]
        : [],
    )
    .slice(0, COMMENTS)
}

async function responsesOf(
  { store }: Running,
  year: string,
  until: string | undefined,
): Promise<Pick<YearReport, 'response' | 'responses'>> {
  if (until === undefined) return { responses: [] }
  const from = Date.parse(`${year}-01-01T00:00:00+03:00`)
  const [last, month] = until.split('-').map(Number)
  const rows = await store.pollOffers.responses(from, Date.UTC(last ?? 0, month ?? 0, 1) - DAY / 8)
  const shown = rows.filter(({ offered }) => offered >= FEWEST_SHOWN)
  const offered = shown.reduce((sum, row) => sum + row.offered, 0)
  const answered = shown.reduce((sum, row) => sum + row.answered, 0)
  return {
    ...(offered > 0 && { response: withInterval({ offered, answered }) }),
    responses: shown.map((row) => ({ ...withInterval(row), poll: row.poll })),
  }
}

function withInterval({ offered, answered }: { offered: number; answered: number }): Response {
  return { offered, answered, interval: shareInterval(answered / offered, offered) }
}

/** Every service and matter as a department of its own. */
function singles({ association }: Running) {
  const { services, matters } = association
  return [
    ...services.map(({ id, name }) => ({ id, name, services: [id], matters: [] })),
    ...matters.map(({ id, name }) => ({ id, name, services: [id], matters: [] })),
  ]
}

/** Cases that came or ended in a year; those that came two years before are long over. */
async function casesOf(running: Running, year: string): Promise<CountedCase[]> {
  const { store, association } = running
  const { latest } = periodOf(association, await readSettings(running))
  const found: CountedCase[] = []
  const near = (await store.cases.newest(MOST)).filter(({ submittedAt }) => {
    const came = Number(riyadhDay(submittedAt).slice(0, 4))
    return came === Number(year) || came === Number(year) - 1
  })
  for (const [index, { id }] of near.entries()) {
    // Thousands of records are opened: conversations go on meanwhile.
    if (index % AT_ONCE === 0) await setImmediate()
    const counted = await countedOf(store, id, latest)
    if (!counted) continue
    const earlier = !riyadhDay(counted.submittedAt).startsWith(year)
    const { service, submittedAt, settledAt } = counted
    const ended = settledAt !== undefined && riyadhDay(settledAt).startsWith(year)
    if (ended) found.push({ ...counted, earlier })
    else if (!earlier) found.push({ service, submittedAt })
  }
  return found
}

/** A case as a figure knows it: of a decision the days that count, of a matter those until its answer. */
async function countedOf(
  { cases, vault }: Running['store'],
  id: string,
  latest: number | undefined,
): Promise<CountedCase | undefined> {
  const record = await cases.get(id)
  if (!record) return undefined
  const events = await cases.events(id, await vault.open(record.keyId))
  const file = foldCase(id, record.kind, events)
  const { settledAt, completeAt, pausedFor, submittedAt } = file
  const begin = { service: record.service, submittedAt }
  const answeredAt = events.find(({ kind }) => kind === 'answered')?.at
  if (settledAt === undefined || completeAt === undefined)
    return answeredAt === undefined ? begin : { ...begin, settledAt: answeredAt, outcome: 'answered' }
  const days = (settledAt - completeAt - pausedFor) / DAY
  const outcome = file.decisions.findLast((one) => one.outcome !== 'deferred')?.outcome
  return {
    ...begin,
    settledAt,
    days,
    ...(outcome !== undefined && { outcome }),
    ...(latest !== undefined && { inTime: days <= latest }),
  }
}
