import { NEXT, asText, emit } from '../turn.ts'
import { openedCase, shutAgain } from './show-case.ts'
import type { ActionRun } from './action.ts'

/** Draws a new PIN for a request that its old one opened; it is said once, in the message of this turn. */
export const drawPin: ActionRun = (turn, given, results) => {
  const reference = asText(given.reference)
  if (!openedCase(turn, reference)) return shutAgain(turn)
  const pin = turn.env.newPin()
  emit(turn, { kind: 'pin_drawn', reference, pin })
  turn.private = true
  results.pin = pin
  return NEXT
}
