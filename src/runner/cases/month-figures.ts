import { medianOf, satisfactionOf } from '#core/satisfaction.ts'
import type { Satisfaction } from '#core/satisfaction.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Outcome } from '#core/decision.ts'
import { riyadhDay } from '#core/riyadh.ts'
import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase } from './load-case.ts'
import type { Refused } from './staff-refusal.ts'

/** What came of a month, in numbers without people (R24, R35). */
export interface MonthFigures {
  /** `YYYY-MM`, in Riyadh. */
  readonly month: string
  readonly submitted: number
  readonly completed: number
  readonly decided: Readonly<Record<Outcome, number>>
  readonly delivered: number
  /** Matters that were answered. */
  readonly answered: number
  /** Days from completeness to the first acceptance or refusal, less those on which the applicant had it: the middle. */
  readonly daysToDecision?: number
  readonly satisfaction: Satisfaction
}

/** More cases than an association has in a year; beyond them the figures would need a table of their own. */
const MOST = 10_000
const DAY = 86_400_000

/** The figures of a month, for those who may see figures. */
export async function monthFigures(
  running: Running,
  member: StaffMember,
  month: string,
): Promise<MonthFigures | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'figures')) return { refused: 'not_allowed' }
  const { store } = running
  const happened: CaseEvent['kind'][] = []
  const decided: Record<Outcome, number> = { accepted: 0, partial: 0, refused: 0, deferred: 0 }
  const days: number[] = []
  for (const { id } of await store.cases.newest(MOST)) {
    const loaded = await loadCase(running, { id })
    // What did not change since before the month has nothing in it.
    if (!loaded || riyadhDay(loaded.record.changedAt).slice(0, 7) < month) continue
    for (const event of await store.cases.events(id, loaded.key)) {
      if (!riyadhDay(event.at).startsWith(month)) continue
      happened.push(event.kind)
      if (event.kind === 'decided') decided[event.decision.outcome] += 1
    }
    days.push(...settledIn(loaded, month))
  }
  const count = (kind: CaseEvent['kind']): number => happened.filter((one) => one === kind).length
  const median = medianOf(days)
  const scores = (await store.ratings.ofMonth(month)).flatMap(({ poll, question, score }) =>
    score === undefined ? [] : [{ poll, question, score }],
  )
  return {
    month,
    submitted: count('submitted'),
    completed: count('completed'),
    decided: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, decided[outcome]])) as typeof decided,
    delivered: count('delivered'),
    answered: count('answered'),
    ...(median !== undefined && { daysToDecision: median }),
    satisfaction: satisfactionOf(scores),
  }
}

function settledIn({ file }: LoadedCase, month: string): number[] {
  const { settledAt, settledAfter } = file
  if (settledAt === undefined || settledAfter === undefined) return []
  return riyadhDay(settledAt).startsWith(month) ? [settledAfter / DAY] : []
}
