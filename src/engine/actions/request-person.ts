import { requestPerson } from '../request-person.ts'
import { asText, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Has an employee get in touch later; the bot goes on meanwhile. */
export const askForPerson: ActionRun = (turn, given) => {
  requestPerson(turn, { reason: asText(given.reason) })
  return NEXT
}
