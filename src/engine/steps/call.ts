import type { AnswerValue } from '#core/answer.ts'
import type { StepOf } from '../flow.ts'
import { evaluate } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Runs another flow and comes back. */
export function enterCall(turn: TurnState, step: StepOf<'call'>): Outcome {
  const vars: Record<string, AnswerValue> = {}
  for (const [name, source] of Object.entries(step.with ?? {})) vars[name] = evaluate(turn, source)
  return { to: 'call', flow: step.flow, vars, returns: step.save ?? {} }
}
