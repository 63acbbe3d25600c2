import type { StepOf } from '../flow.ts'
import { NEXT, evaluate } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Goes where the first rule that holds leads. */
export function enterBranch(turn: TurnState, step: StepOf<'branch'>): Outcome {
  const found = step.cases.find((item) => evaluate(turn, item.if) === true)
  const target = found?.go ?? step.else
  return target ? { to: 'step', step: target } : NEXT
}
