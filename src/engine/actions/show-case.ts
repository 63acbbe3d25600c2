import { NEXT, asText, reply, say } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Says where one of the contact's own requests stands, in general words only (access level 1, design §7). */
export const showCase: ActionRun = (turn, given) => {
  const reference = asText(given.reference)
  const found = turn.env.contact.cases.find((item) => item.reference === reference)
  if (!found) return { to: 'fail', reason: 'unknown_case' }
  const state = reply(`case_state.${found.state}`)
  say(turn, reply('case_shown', { reference, service: { words: found.service }, state }))
  return NEXT
}
