import type { AnswerValue } from '#core/answer.ts'
import type { OpenedCase, OwnCase } from '../case-facts.ts'
import { NEXT, asText } from '../turn.ts'
import { openedCase } from './show-case.ts'
import type { ActionRun } from './action.ts'

/** What a flow may know of a case for its branches: only what the access level of this turn allows. */
export const knowCase: ActionRun = (turn, given, results) => {
  const reference = asText(given.reference)
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  const opened = openedCase(turn, reference)
  Object.assign(results, {
    known: false,
    kind: '',
    copy: false,
    about: '',
    ...openedFacts(opened),
    ...ownFacts(own),
  })
  results.can = [...new Set([...(own?.can ?? []), ...(opened?.can ?? [])])]
  return NEXT
}

function ownFacts(own: OwnCase | undefined): Record<string, AnswerValue> {
  if (!own) return {}
  const { kind, serviceId, state, interview, visit = '', copy } = own
  const booked = interview?.booked !== undefined
  const slots = interview?.slots.length ?? 0
  const copied = { copy: copy !== undefined, about: copy?.about ?? '' }
  return { known: true, kind, service: serviceId, state, visit, booked, slots, ...copied }
}

function openedFacts(opened: OpenedCase | undefined): Record<string, AnswerValue> {
  return opened ? { known: true, kind: opened.kind, decided: opened.decision !== undefined } : {}
}
