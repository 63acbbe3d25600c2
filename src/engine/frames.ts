import type { AnswerValue } from '#core/answer.ts'
import { hasAnswers } from './session.ts'
import type { Frame } from './session.ts'
import { BUDGET, emit } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/** The flows that the engine itself knows by name: where a conversation begins and where commands lead. */
export const ENTRY_FLOWS = {
  welcome: 'welcome',
  menu: 'menu',
  language: 'language',
  human: 'employee',
  stop: 'stop',
  requests: 'my_requests',
} as const

/** How a flow is put on the stack. */
export interface PushOptions {
  readonly vars?: Readonly<Record<string, AnswerValue>>
  readonly returns?: Readonly<Record<string, string>>
  readonly interrupts?: true
  readonly aside?: true
  readonly notice?: string
}

/** Puts a flow on the stack, at its first step, in its newest revision. */
export function pushFlow(turn: TurnState, id: string, options: PushOptions = {}): Outcome {
  if (turn.session.stack.length >= BUDGET.stack) return { to: 'fail', reason: 'stack_too_deep' }
  const flow = turn.env.library.flow(id)
  const first = flow.order[0]
  if (first === undefined) return { to: 'fail', reason: 'empty_flow' }
  const frame: Frame = {
    flow: id,
    revision: flow.revision,
    step: first,
    vars: options.vars ?? {},
    trail: [],
    ...(options.returns && { returns: options.returns }),
    ...(options.interrupts && { interrupts: true }),
    ...(options.aside && { aside: true }),
    ...(options.notice !== undefined && { notice: options.notice }),
  }
  turn.session = { ...turn.session, stack: [...turn.session.stack, frame] }
  emit(turn, { kind: 'flow_entered', flow: id, revision: flow.revision })
  return { to: 'step', step: first }
}

/** Takes the flow on top off the stack and hands its results to the one below. */
export function popFlow(turn: TurnState, outcome: 'completed' | 'cancelled'): Frame | undefined {
  const { stack } = turn.session
  const ended = stack.at(-1)
  if (!ended) return undefined
  emit(turn, { kind: 'flow_ended', flow: ended.flow, outcome })
  const below = stack.at(-2)
  const rest = stack.slice(0, -2)
  if (!below) {
    turn.session = { ...turn.session, stack: [] }
    return ended
  }
  const vars = { ...below.vars }
  for (const [ours, theirs] of Object.entries(ended.returns ?? {})) vars[ours] = ended.vars[theirs] ?? null
  turn.session = { ...turn.session, stack: [...rest, { ...below, vars }] }
  return ended
}

/** Puts an unfinished request aside, so that nothing answered so far is lost; true if there was one. */
export function saveDraft(turn: TurnState): boolean {
  if (!hasAnswers(turn.session.stack)) return false
  turn.session = { ...turn.session, draft: turn.session.stack.filter((frame) => !frame.interrupts) }
  emit(turn, { kind: 'draft_saved' })
  return true
}

/** Empties the stack. */
export function clearStack(turn: TurnState): void {
  turn.session = { ...turn.session, stack: [] }
}
