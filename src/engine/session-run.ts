import { ENTRY_FLOWS, popFlow, pushFlow, saveDraft } from './frames.ts'
import { askAgain } from './question.ts'
import { enterStep, stepAsks } from './steps.ts'
import { BUDGET, NEXT, WAIT, emit, flowOf, patchFrame, reply, setPending, topFrame } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/** Runs from an outcome until a question stands open or the session ends; one loop, hard budgets. */
export function runUntilWait(turn: TurnState, first: Outcome): void {
  let outcome = first
  while (outcome.to !== 'wait') outcome = advance(turn, outcome)
}

function advance(turn: TurnState, outcome: Exclude<Outcome, { to: 'wait' }>): Outcome {
  switch (outcome.to) {
    case 'next':
      return toNext(turn)
    case 'step':
      return reach(turn, outcome.step)
    case 'call':
      return pushFlow(turn, outcome.flow, { vars: outcome.vars, returns: outcome.returns })
    case 'end':
      return endFlow(turn, outcome.outcome, outcome.menu)
    case 'replace':
      turn.session = { ...turn.session, stack: outcome.stack }
      return askAgain(turn)
    case 'fail':
      return fail(turn, outcome.reason)
  }
}

function toNext(turn: TurnState): Outcome {
  const flow = flowOf(turn)
  const { step } = topFrame(turn)
  const definition = flow.steps.get(step)
  const named = definition && 'next' in definition ? definition.next : undefined
  const following = named ?? flow.order[flow.order.indexOf(step) + 1]
  return following === undefined ? endFlow(turn, 'completed', false) : { to: 'step', step: following }
}

function reach(turn: TurnState, id: string): Outcome {
  const step = flowOf(turn).steps.get(id)
  if (!step) return fail(turn, 'unknown_step')
  const place = `${turn.session.stack.length}:${topFrame(turn).flow}:${id}`
  turn.steps += 1
  if (turn.visited.has(place)) return fail(turn, 'loop_without_wait')
  if (turn.steps > BUDGET.stepsPerTurn) return fail(turn, 'too_many_steps')
  turn.visited.add(place)
  arriveAt(turn, id)
  const outcome = enterStep(turn, step)
  if (outcome.to === 'wait' && stepAsks(step)) patchFrame(turn, { trail: withStep(topFrame(turn).trail, id) })
  return outcome
}

/** What a step remembered when it was left (a declaration agreed to) does not hold when it is reached anew. */
function arriveAt(turn: TurnState, id: string): void {
  const { note: _left, ...frame } = topFrame(turn)
  turn.session = { ...turn.session, stack: [...turn.session.stack.slice(0, -1), { ...frame, step: id }] }
}

/** The way back, cut where it comes round to the same question: it never grows beyond the steps of the flow. */
function withStep(trail: readonly string[], id: string): readonly string[] {
  const place = trail.indexOf(id)
  return [...(place === -1 ? trail : trail.slice(0, place)), id]
}

function endFlow(turn: TurnState, outcome: 'completed' | 'cancelled', menu: boolean): Outcome {
  const ended = popFlow(turn, outcome)
  if (turn.session.stack.length > 0) return (ended?.interrupts ?? ended?.aside) ? askAgain(turn) : NEXT
  if (menu) return pushFlow(turn, ENTRY_FLOWS.menu)
  const { question: _open, ...session } = turn.session
  turn.session = { ...session, status: 'ended' }
  return WAIT
}

/** Ends the session as failed; what was answered is kept as a draft, and the person is told kindly. */
function fail(turn: TurnState, reason: string): Outcome {
  const top = turn.session.stack.at(-1)
  emit(turn, { kind: 'session_failed', reason, flow: top?.flow ?? '', step: top?.step ?? '' })
  saveDraft(turn)
  setPending(turn, undefined)
  const { question: _open, ...session } = turn.session
  turn.session = { ...session, status: 'failed', stack: [] }
  turn.said = [reply('session_failed')]
  turn.question = undefined
  return WAIT
}
