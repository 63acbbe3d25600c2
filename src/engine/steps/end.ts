import type { StepOf } from '../flow.ts'
import { flowText, say } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Ends the flow; its caller goes on. */
export function enterEnd(turn: TurnState, step: StepOf<'end'>): Outcome {
  if (step.text) say(turn, flowText(turn, step.text, step.with))
  return { to: 'end', outcome: step.outcome ?? 'completed', menu: step.to === 'menu' }
}
