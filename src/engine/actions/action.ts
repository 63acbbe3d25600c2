import type { AnswerValue } from '#core/answer.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Carries one action out: emits what happened, and may leave results for the flow's variables. */
export type ActionRun = (
  turn: TurnState,
  given: Readonly<Record<string, AnswerValue>>,
  results: Record<string, AnswerValue>,
) => Outcome
