import { NEXT, asText, reply, say } from '../turn.ts'
import { openedCase, shutAgain } from './show-case.ts'
import type { ActionRun } from './action.ts'

/**
 * Sends the copy of the data that staff said yes to, as a file (PDPL art. 4). Where it was asked for by the PIN of a
 * request, that request must be open now: the phone may be in other hands since.
 */
export const sendCopy: ActionRun = (turn, given) => {
  const own = turn.env.contact.cases.find(({ reference }) => reference === asText(given.reference))
  const about = own?.copy?.about
  if (!own?.copy || (about !== undefined && !openedCase(turn, about))) return shutAgain(turn)
  turn.private = true
  turn.copy = own.copy
  say(turn, reply('data_copy.here'))
  return NEXT
}
