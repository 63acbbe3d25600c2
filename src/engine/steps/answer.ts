import type { Input } from '../env.ts'
import { askFollowUp, sayAnswer, takeInquiry } from '../inquiry.ts'
import type { StepOf } from '../flow.ts'
import { asText, evaluate, NEXT, topFrame, WAIT } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

/** Gives an approved answer: the one named, or the one that fits the variable `inquiry` (R2). */
export function enterAnswer(turn: TurnState, step: StepOf<'answer'>): Outcome {
  if (step.intent !== undefined) {
    const intent = asText(evaluate(turn, step.intent))
    return sayAnswer(turn, intent) && askFollowUp(turn, intent) ? WAIT : NEXT
  }
  const inquiry = topFrame(turn).vars.inquiry
  if (typeof inquiry !== 'string' || inquiry === '') return NEXT
  return takeInquiry(turn, inquiry) === 'asked' ? WAIT : NEXT
}

/** What is sent in place of a choice is a new inquiry, or at least looked at. */
export function resumeAnswer(_turn: TurnState, _step: StepOf<'answer'>, _input: Input): Unread {
  return { to: 'unread', type: 'text', problem: { ok: false, problem: 'misfit' }, inquiry: true }
}
