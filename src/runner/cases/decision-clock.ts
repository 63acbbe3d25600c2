import type { DecisionPeriod } from '#core/association.ts'
import type { CaseFile } from '#core/case-file.ts'
import { WARNINGS, warningTimes } from '#core/deadline.ts'
import type { Write } from '#store/write.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { CaseParts } from './case-writes.ts'
import type { LoadedCase } from './load-case.ts'

/** Parts of the time at which staff hear of a case: warnings, and the breach. */
const SHARES = [...WARNINGS, 1] as const

/**
 * The timers of the decision's clock, set anew where the clock changed: it began, stood still, went on or ended.
 * What is past was said already and is not said again.
 */
export function clockWrites(running: CaseParts, before: LoadedCase, file: CaseFile, at: number): Write[] {
  if (sameClock(before.file, file)) return []
  return clockTimers(running, before.record, before.rules.period, file, at)
}

/** The timers of a clock as it is now. */
export function clockTimers(
  running: Pick<CaseParts, 'store' | 'ids'>,
  of: { readonly id: string; readonly contactId: string },
  period: DecisionPeriod,
  file: CaseFile,
  at: number,
): Write[] {
  const times = warningTimes(period, file)
  if (times.length === 0) return cancelTimer(running, of.id, 'decision_warning', SHARES)
  return times
    .filter((warning) => warning.at > at)
    .map(({ share, at: due }) =>
      setTimer(running, of, { kind: 'decision_warning', at: due, mark: share, payload: { share } }),
    )
}

function sameClock(a: CaseFile, b: CaseFile): boolean {
  return (
    a.completeAt === b.completeAt &&
    a.pausedSince === b.pausedSince &&
    a.pausedFor === b.pausedFor &&
    a.settledAt === b.settledAt
  )
}
