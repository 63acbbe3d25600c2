import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { OVERDUE, WARNED } from './after-decision-effects.ts'
import { setTimer } from './case-timers.ts'
import type { LoadedCase } from './load-case.ts'

/** Part of a matter's time after which staff are warned. */
const WARN_AT = 0.7

/** Until when a matter is answered, where a law or the association's setting gives a number of days. */
export function matterDue(
  running: Pick<Running, 'store' | 'ids' | 'association'>,
  loaded: LoadedCase,
): Write[] {
  const { record, settings } = loaded
  if (record.kind === 'support') return []
  const deadline = running.association.matters.find(({ id }) => id === record.service)?.deadline
  if (!deadline) return []
  const days = 'days' in deadline ? deadline.days : settings.days[deadline.setting]
  if (days === undefined) return []
  const due = record.submittedAt + days * DAY
  const warned = record.submittedAt + Math.round(WARN_AT * days * DAY)
  return [
    running.store.cases.setDue(record.id, due),
    setTimer(running, record, { kind: 'matter_due', at: warned, mark: WARNED }),
    setTimer(running, record, { kind: 'matter_due', at: due, mark: OVERDUE }),
  ]
}
