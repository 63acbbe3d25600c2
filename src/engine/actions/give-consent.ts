import { asText, emit, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Records consent to one purpose, bound to the version of the notice that was shown (PDPL art. 5). */
export const giveConsent: ActionRun = (turn, given) => {
  const { version } = turn.env.association.privacy
  turn.consented = true
  emit(turn, { kind: 'consent_given', purpose: asText(given.purpose) || 'requests', version })
  return NEXT
}
