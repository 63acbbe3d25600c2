import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { cancelTimer, setTimer } from './case-timers.ts'
import type { LoadedCase } from './load-case.ts'

/** Part of a matter's time after which staff are warned. */
const WARN_AT = 0.7

/** Marks of a matter's timers. */
const WARNED = 'warned'
const OVERDUE = 'overdue'

/** Until when a matter is answered, where a law or the association's setting gives a number of days. */
export function matterDue(
  running: Pick<Running, 'store' | 'ids' | 'association'>,
  loaded: LoadedCase,
  from: number,
): Write[] {
  const { record, settings } = loaded
  if (record.kind === 'support') return []
  const deadline = running.association.matters.find(({ id }) => id === record.service)?.deadline
  if (!deadline) return []
  const days = 'days' in deadline ? deadline.days : settings.days[deadline.setting]
  if (days === undefined) return []
  const due = from + days * DAY
  const warned = from + Math.round(WARN_AT * days * DAY)
  return [
    running.store.cases.setDue(record.id, due),
    setTimer(running, record, { kind: 'matter_due', at: warned, mark: WARNED }),
    setTimer(running, record, { kind: 'matter_due', at: due, mark: OVERDUE }),
  ]
}

/** It was answered, or is no more. */
export function cancelMatter(running: Pick<Running, 'store'>, caseId: string): Write[] {
  return cancelTimer(running, caseId, 'matter_due', [WARNED, OVERDUE])
}
