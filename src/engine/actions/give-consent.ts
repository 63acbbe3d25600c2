import { asText, emit, flowText, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** The consent without which no request is taken in: the one to the privacy notice. */
const REQUESTS = 'requests'
/** Who consents for somebody else is checked by staff first. */
const GUARDIAN = 'guardian'

/** Records consent to one purpose, bound to the version of the notice and the words that were shown (PDPL art. 5). */
export const giveConsent: ActionRun = (turn, given) => {
  const { version } = turn.env.association.privacy
  const purpose = asText(given.purpose) || REQUESTS
  const text = asText(given.text)
  if (purpose === REQUESTS) turn.consented = true
  else turn.consents.add(purpose)
  emit(turn, {
    kind: 'consent_given',
    purpose,
    version,
    ...(text !== '' && { text: flowText(turn, text) }),
    ...(purpose === GUARDIAN && { unchecked: true }),
  })
  return NEXT
}

/** Everything that was consented to. */
const ALL = 'all'

/** Takes consent back (PDPL art. 5): requests on record go their way by law, new ones are not taken in without it. */
export const withdrawConsent: ActionRun = (turn, given) => {
  const { version } = turn.env.association.privacy
  const wanted = asText(given.purpose) || REQUESTS
  const kinds = [...turn.consents].filter((one) => wanted === ALL || one.startsWith(`${wanted}:`))
  const purposes = new Set(wanted === ALL ? [REQUESTS, ...kinds] : [wanted, ...kinds])
  for (const purpose of purposes) {
    if (purpose === REQUESTS) turn.consented = false
    turn.consents.delete(purpose)
    emit(turn, { kind: 'consent_withdrawn', purpose, version })
  }
  return NEXT
}
