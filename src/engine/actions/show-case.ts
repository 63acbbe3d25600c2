import type { Localised, Text } from '#core/text.ts'
import { shownState } from '../case-facts.ts'
import type { OwnCase } from '../case-facts.ts'
import { dayText } from '../day-text.ts'
import { NEXT, asText, reply, say } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Says where a case stands, in general words only (access level 1, design §7): no outcome, no answers. */
export const showCase: ActionRun = (turn, given) => {
  const reference = asText(given.reference)
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  const opened = openedCase(turn, reference)
  const known = own ?? (opened && { service: opened.service, state: shownState(opened.state) })
  if (!known) return { to: 'fail', reason: 'unknown_case' }
  const state = reply(`case_state.${known.state}`)
  say(turn, reply('case_shown', { reference, service: { words: known.service }, state }))
  if (own) say(turn, ...windowText(own), ...meetingText(own), ...answerText(own))
  return NEXT
}

/** The case that the PIN opened, if it is the one of a reference. */
export function openedCase(turn: TurnState, reference: string): TurnState['env']['contact']['opened'] {
  const { opened } = turn.env.contact
  return opened?.reference === reference ? opened : undefined
}

/** A request that was open for half an hour is closed again: said, and the flow about it is left. */
export function shutAgain(turn: TurnState): Outcome {
  say(turn, reply('case_shut'))
  return { to: 'end', outcome: 'cancelled', menu: true }
}

/** When the decision comes, as far as the policy says (R13). */
function windowText({ window }: OwnCase): Text[] {
  if (window?.earliest === undefined && window?.latest === undefined) return []
  const { earliest, latest } = window
  const days = {
    ...(earliest !== undefined && { earliest: dayText(earliest) }),
    ...(latest !== undefined && { latest: dayText(latest) }),
  }
  if (earliest === undefined) return [reply('case_window.latest', days)]
  return [latest === undefined ? reply('case_window.earliest', days) : reply('case_window.range', days)]
}

function meetingText({ interview, visitDay }: OwnCase): Text[] {
  const booked: Localised | undefined = interview?.booked
  return [
    ...(booked ? [reply('case_interview', { when: { words: booked } })] : []),
    ...(visitDay === undefined ? [] : [reply('case_visit', { day: dayText(visitDay) })]),
  ]
}

function answerText({ answer }: OwnCase): Text[] {
  return answer === undefined ? [] : [reply('case_answer', { answer: { verbatim: answer } })]
}
