import type { Input } from '../env.ts'
import type { StepOf } from '../flow.ts'
import { NEXT, WAIT, emit } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

const HOUR = 3_600_000

/** Waits for the next message, or for a time. */
export function enterWait(turn: TurnState, step: StepOf<'wait'>): Outcome {
  emit(turn, {
    kind: 'wait_begun',
    ...(step.hours !== undefined && { until: turn.env.now + step.hours * HOUR }),
  })
  return WAIT
}

export function resumeWait(_turn: TurnState, _step: StepOf<'wait'>, _input: Input): Outcome | Unread {
  return NEXT
}
