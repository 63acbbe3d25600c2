import type { Input } from '../env.ts'
import type { StepOf } from '../flow.ts'
import { requestPerson } from '../request-person.ts'
import { NEXT, WAIT, flowText, say } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

/** Asks for a person to take the conversation over; the flow goes on at its next step when it is given back (R6). */
export function enterHandOff(turn: TurnState, step: StepOf<'hand_off'>): Outcome {
  say(turn, flowText(turn, step.text, step.with))
  if (!turn.env.association.referral[0]) return { to: 'fail', reason: 'no_referral_target' }
  requestPerson(turn, { reason: step.reason, silent: true })
  return WAIT
}

/** Goes on when staff gave the conversation back. A message that still comes here finds nobody: it goes on too. */
export function resumeHandOff(_turn: TurnState, _step: StepOf<'hand_off'>, _input: Input): Outcome | Unread {
  return NEXT
}
