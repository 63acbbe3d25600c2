import type { DecisionPeriod } from './association.ts'
import { DAY } from './riyadh.ts'

/** The clock of a case, as its file knows it. */
export interface CaseClock {
  readonly completeAt?: number
  readonly pausedSince?: number
  /** Milliseconds. */
  readonly pausedFor: number
  /** When the request was first accepted or refused, whole or in part: the period is kept or broken by then. */
  readonly settledAt?: number
}

/** When a decision may come and must have come; milliseconds since 1970. */
export interface DecisionWindow {
  /** Before this only with a written reason. */
  readonly earliestAt?: number
  /** Absent where the policy names no end, while the clock stands still, and once the reply was given. */
  readonly latestAt?: number
  /** Part of the time to `latest` that has passed, 0…; absent where the policy names no end or the reply was given. */
  readonly share?: number
  readonly paused: boolean
}

/** Parts of the time at which staff are warned. */
export const WARNINGS = [0.7, 0.9] as const

/**
 * The decision window of a case (R13): calendar days from completeness; the time for which the request was with the
 * applicant does not count. Nothing before completeness.
 */
export function decisionWindow(period: DecisionPeriod, clock: CaseClock, now: number): DecisionWindow {
  const { completeAt, pausedSince, pausedFor, settledAt } = clock
  const paused = pausedSince !== undefined
  if (completeAt === undefined) return { paused }
  const stopped = pausedFor + (paused ? now - pausedSince : 0)
  const begin = completeAt + stopped
  const { earliest, latest } = period
  return {
    paused,
    ...(earliest !== undefined && { earliestAt: begin + earliest * DAY }),
    ...(latest !== undefined &&
      settledAt === undefined && {
        ...(!paused && { latestAt: begin + latest * DAY }),
        share: Math.max(0, now - begin) / (latest * DAY),
      }),
  }
}

/** The moments at which staff are warned, and the breach itself, of a clock that runs towards its end. */
export function warningTimes(
  period: DecisionPeriod,
  clock: CaseClock,
): readonly { readonly share: number; readonly at: number }[] {
  const { completeAt, pausedSince, pausedFor, settledAt } = clock
  const { latest } = period
  if (completeAt === undefined || pausedSince !== undefined) return []
  if (latest === undefined || settledAt !== undefined) return []
  return [...WARNINGS, 1].map((share) => ({
    share,
    at: completeAt + pausedFor + Math.round(share * latest * DAY),
  }))
}
