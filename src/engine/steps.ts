import type { Input } from './env.ts'
import type { Step, StepKind, StepOf } from './flow.ts'
import { enterAnswer, resumeAnswer } from './steps/answer.ts'
import { askAgainInShort, enterAsk, resumeAsk, skipAsk } from './steps/ask.ts'
import { enterBranch } from './steps/branch.ts'
import { enterCall } from './steps/call.ts'
import { enterDeclare, resumeDeclare } from './steps/declare.ts'
import { enterDo } from './steps/do.ts'
import { enterEnd } from './steps/end.ts'
import { backFill, enterFill, resumeFill, skipFill } from './steps/fill.ts'
import { enterHandOff, resumeHandOff } from './steps/hand-off.ts'
import { enterPoll, resumePoll } from './steps/poll.ts'
import { askAboutReview, enterReview, resumeReview } from './steps/review.ts'
import { enterSay } from './steps/say.ts'
import { enterWait, resumeWait } from './steps/wait.ts'
import type { Outcome, TurnState, Unread } from './turn.ts'

/** What a kind of step can do. Only waiting kinds are resumed; only those that ask can skip or go back inside. */
export interface StepRunner<K extends StepKind> {
  /** Whether reaching it may end the turn with an open question. */
  readonly asks: boolean
  enter(turn: TurnState, step: StepOf<K>): Outcome
  resume?(turn: TurnState, step: StepOf<K>, input: Input): Outcome | Unread
  /** Asks again in short, where the whole question stands right above. */
  again?(turn: TurnState, step: StepOf<K>): Outcome
  /** `undefined`: this answer is needed. */
  skip?(turn: TurnState, step: StepOf<K>): Outcome | undefined
  /** `undefined`: at its beginning; the flow goes back to the step before. */
  back?(turn: TurnState, step: StepOf<K>): Outcome | undefined
}

/** Every kind of step and what runs it; a test walks this table. */
export const STEP_RUNNERS: { readonly [K in StepKind]: StepRunner<K> } = {
  say: { asks: false, enter: enterSay },
  ask: { asks: true, enter: enterAsk, resume: resumeAsk, again: askAgainInShort, skip: skipAsk },
  fill: { asks: true, enter: enterFill, resume: resumeFill, skip: skipFill, back: backFill },
  review: { asks: true, enter: enterReview, resume: resumeReview, again: askAboutReview },
  declare: { asks: true, enter: enterDeclare, resume: resumeDeclare },
  branch: { asks: false, enter: enterBranch },
  call: { asks: false, enter: enterCall },
  do: { asks: false, enter: enterDo },
  answer: { asks: false, enter: enterAnswer, resume: resumeAnswer },
  hand_off: { asks: false, enter: enterHandOff, resume: resumeHandOff },
  wait: { asks: false, enter: enterWait, resume: resumeWait },
  poll: { asks: true, enter: enterPoll, resume: resumePoll },
  end: { asks: false, enter: enterEnd },
}

/** The runner of a step; its kind and the step's are the same by construction of the table. */
function runnerOf(step: Step): StepRunner<StepKind> {
  return STEP_RUNNERS[step.kind] as StepRunner<StepKind>
}

/** Reaches a step. */
export function enterStep(turn: TurnState, step: Step): Outcome {
  return runnerOf(step).enter(turn, step)
}

/** Gives a waiting step what came in; `undefined` for a kind that waits for nothing. */
export function resumeStep(turn: TurnState, step: Step, input: Input): Outcome | Unread | undefined {
  return runnerOf(step).resume?.(turn, step, input)
}

/** Asks again in short; `undefined` for a kind that has no shorter way. */
export function againStep(turn: TurnState, step: Step): Outcome | undefined {
  return runnerOf(step).again?.(turn, step)
}

/** Skips the open question; `undefined` when it is needed. */
export function skipStep(turn: TurnState, step: Step): Outcome | undefined {
  return runnerOf(step).skip?.(turn, step)
}

/** Goes back inside a step; `undefined` at its beginning. */
export function backInStep(turn: TurnState, step: Step): Outcome | undefined {
  return runnerOf(step).back?.(turn, step)
}

/** Whether a step may leave a question open. */
export function stepAsks(step: Step): boolean {
  return runnerOf(step).asks
}
