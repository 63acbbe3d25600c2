import { enterStep, stepAsks } from './steps.ts'
import { NEXT, WAIT, currentStep, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/**
 * Asks the open question of the flow once more: after an answer to an inquiry, a command, a sub-flow. A step
 * that waits for something else goes on waiting; one that only waited for a pending question is done.
 */
export function askAgain(turn: TurnState): Outcome {
  setPending(turn, undefined)
  const step = currentStep(turn)
  if (!step || step.kind === 'wait' || step.kind === 'hand_off') return WAIT
  return stepAsks(step) ? enterStep(turn, step) : NEXT
}
