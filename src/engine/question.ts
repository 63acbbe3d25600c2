import { againStep, enterStep, stepAsks } from './steps.ts'
import { NEXT, WAIT, currentStep, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/**
 * Asks the open question of the flow once more: after an answer to an inquiry, a command, a sub-flow. A step
 * that waits for something else goes on waiting; one that only waited for a pending question is done; one
 * that is gone (its revision was lost) fails the session rather than leave it silent.
 */
export function askAgain(turn: TurnState): Outcome {
  setPending(turn, undefined)
  const step = currentStep(turn)
  if (!step && turn.session.stack.length > 0) return { to: 'fail', reason: 'unknown_step' }
  if (!step || step.kind === 'wait' || step.kind === 'hand_off') return WAIT
  return stepAsks(step) ? enterStep(turn, step) : NEXT
}

/** The same in short, where the whole question stands right above: after an answer or a word in between. */
export function askBriefly(turn: TurnState): Outcome {
  const step = currentStep(turn)
  setPending(turn, undefined)
  return (step && againStep(turn, step)) ?? askAgain(turn)
}
