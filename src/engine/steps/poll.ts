import type { Input } from '../env.ts'
import type { StepOf } from '../flow.ts'
import { readScore } from '../read-score.ts'
import { NEXT, SCORES, ask, emit, flowText, setVar } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

/** Asks for a score from 1 to 5 in neutral words (R16, R17). */
export function enterPoll(turn: TurnState, step: StepOf<'poll'>): Outcome {
  return ask(turn, { paragraphs: [flowText(turn, step.text, step.with)], choices: SCORES })
}

export function resumePoll(turn: TurnState, step: StepOf<'poll'>, input: Input): Outcome | Unread {
  const result = readScore(turn, input)
  if (!result.ok) return { to: 'unread', type: 'rating', problem: result, inquiry: true }
  const score = Number(result.value)
  if (step.save) setVar(turn, step.save, score)
  emit(turn, { kind: 'poll_answered', poll: step.poll, score })
  return NEXT
}
