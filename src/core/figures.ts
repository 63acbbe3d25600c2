import type { Department } from './association.ts'
import { DAY } from './riyadh.ts'

/** What a figure needs to know of a case; nothing of the person. Times are milliseconds since 1970. */
export interface CountedCase {
  /** Id of its service or matter. */
  readonly service: string
  readonly submittedAt: number
  /** When it was decided, or a matter answered. */
  readonly settledAt?: number
  readonly outcome?: string
}

/** A score of a poll, cut from whoever gave it. */
export interface CountedScore {
  readonly service: string
  readonly score: number
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
  /** How many scores there are; their mean only where they are enough to hide whose they are (R17). */
  readonly scores: number
  readonly meanScore?: number
}

/** Fewer scores than this could be traced to a person. */
const FEWEST_SCORES = 5

/**
 * Work and satisfaction by department (R35), with the times that it took (R24): departments are compared with
 * themselves over time; nobody's own work is listed.
 */
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
      ...satisfactionIn(scores.filter(({ service }) => own.has(service))),
    }
  })
}

function workIn(cases: readonly CountedCase[]) {
  const days = cases
    .flatMap(({ submittedAt, settledAt }) =>
      settledAt === undefined ? [] : [(settledAt - submittedAt) / DAY],
    )
    .toSorted((a, b) => a - b)
  const outcomes: Record<string, number> = {}
  for (const { outcome } of cases) if (outcome !== undefined) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  const median = medianOf(days)
  return {
    received: cases.length,
    settled: days.length,
    outcomes,
    ...(median !== undefined && { medianDays: median }),
  }
}

function satisfactionIn(scores: readonly CountedScore[]) {
  const sum = scores.reduce((total, { score }) => total + score, 0)
  return {
    scores: scores.length,
    ...(scores.length >= FEWEST_SCORES && { meanScore: sum / scores.length }),
  }
}

/** The value in the middle of sorted ones. */
function medianOf(sorted: readonly number[]): number | undefined {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
