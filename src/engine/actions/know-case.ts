import { NEXT, asText } from '../turn.ts'
import { openedCase } from './show-case.ts'
import type { ActionRun } from './action.ts'

/** What a flow may know of a case for its branches: only what the access level of this turn allows. */
export const knowCase: ActionRun = (turn, given, results) => {
  const reference = asText(given.reference)
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  const opened = openedCase(turn, reference)
  Object.assign(results, {
    known: own !== undefined || opened !== undefined,
    kind: own?.kind ?? opened?.kind ?? '',
    service: own?.serviceId ?? '',
    state: own?.state ?? '',
    can: [...new Set([...(own?.can ?? []), ...(opened?.can ?? [])])],
    slots: own?.interview?.slots.length ?? 0,
    visit: own?.visit ?? '',
    booked: own?.interview?.booked !== undefined,
    decided: opened?.decision !== undefined,
  })
  return NEXT
}
