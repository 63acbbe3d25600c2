import { sayAnswer, takeInquiry } from '../inquiry.ts'
import type { StepOf } from '../flow.ts'
import { asText, evaluate, NEXT, topFrame } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Gives an approved answer: the one named, or the one that fits the variable `inquiry` (R2). */
export function enterAnswer(turn: TurnState, step: StepOf<'answer'>): Outcome {
  if (step.intent !== undefined) {
    sayAnswer(turn, asText(evaluate(turn, step.intent)))
    return NEXT
  }
  const inquiry = topFrame(turn).vars.inquiry
  if (typeof inquiry !== 'string' || inquiry === '') return NEXT
  return takeInquiry(turn, inquiry) === 'asked' ? { to: 'wait' } : NEXT
}
