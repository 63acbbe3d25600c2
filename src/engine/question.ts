import { enterStep, stepAsks } from './steps.ts'
import { WAIT, currentStep, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/** Asks the open question of the flow once more: after an answer to an inquiry, a command, a sub-flow. */
export function askAgain(turn: TurnState): Outcome {
  setPending(turn, undefined)
  const step = currentStep(turn)
  return step && stepAsks(step) ? enterStep(turn, step) : WAIT
}
