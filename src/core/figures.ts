import type { Department } from './association.ts'
import { DAY } from './riyadh.ts'
import { medianOf, satisfactionOf } from './satisfaction.ts'
import type { Satisfaction, Score } from './satisfaction.ts'

/** What a figure needs to know of a case; nothing of the person. Times are milliseconds since 1970. */
export interface CountedCase {
  /** Id of its service or matter. */
  readonly service: string
  readonly submittedAt: number
  /** It came in before the time that is counted, and ended in it. */
  readonly earlier?: boolean
  /** When it was decided, or a matter answered. */
  readonly settledAt?: number
  readonly outcome?: string
  /** Days that count towards the decision: from completeness, without those on which the applicant had it (R13). */
  readonly days?: number
  /** Whether the decision kept the longest time of the policy; absent where the policy names none. */
  readonly inTime?: boolean
}

/** A score of a poll, cut from whoever gave it. */
export interface CountedScore extends Score {
  readonly service: string
}

/** The figures of one department over a time. */
export interface DepartmentFigures {
  readonly department: string
  readonly received: number
  readonly settled: number
  /** How many ended in which way. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Half of what was settled took no more days than this (R24). */
  readonly medianDays?: number
  /** Of how many it is known whether the time of the policy was kept, and of how many it was. */
  readonly timed?: { readonly count: number; readonly kept: number }
  readonly satisfaction: Satisfaction
}

/** Work and satisfaction by department (R35), with the times that it took (R24); nobody's own work is listed. */
export function figuresByDepartment(
  departments: readonly Department[],
  cases: readonly CountedCase[],
  scores: readonly CountedScore[],
): DepartmentFigures[] {
  return departments.map(({ id, services, matters }) => {
    const own = new Set<string>([...services, ...matters])
    return {
      department: id,
      ...workIn(cases.filter(({ service }) => own.has(service))),
      satisfaction: satisfactionOf(scores.filter(({ service }) => own.has(service))),
    }
  })
}

function workIn(cases: readonly CountedCase[]) {
  const days = cases.flatMap(({ submittedAt, settledAt, days: counted }) =>
    settledAt === undefined ? [] : [counted ?? (settledAt - submittedAt) / DAY],
  )
  const timed = cases.flatMap(({ inTime }) => inTime ?? [])
  const outcomes: Record<string, number> = {}
  for (const { outcome } of cases) if (outcome !== undefined) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  const median = medianOf(days)
  return {
    received: cases.filter(({ earlier }) => !earlier).length,
    settled: days.length,
    outcomes,
    ...(median !== undefined && { medianDays: median }),
    ...(timed.length > 0 && { timed: { count: timed.length, kept: timed.filter(Boolean).length } }),
  }
}
