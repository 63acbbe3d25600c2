import type { StepOf } from '../flow.ts'
import { NEXT, flowText, say } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Says one to three texts and goes on. */
export function enterSay(turn: TurnState, step: StepOf<'say'>): Outcome {
  const keys = typeof step.text === 'string' ? [step.text] : step.text
  say(turn, ...keys.map((key) => flowText(turn, key, step.with)))
  return NEXT
}
