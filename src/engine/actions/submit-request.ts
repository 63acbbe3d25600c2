import type { DeclarationMade } from '../event.ts'
import { frozenAnswers, relevantAnswers } from '../freeze.ts'
import type { StepOf } from '../flow.ts'
import { fillingOf } from '../steps/fill.ts'
import { asText, emit, flowOf, NEXT, topFrame } from '../turn.ts'
import type { TurnState } from '../turn.ts'
import type { ActionRun } from './action.ts'

/**
 * Submits the form of this flow as a request (R10, R11). Refuses what must never be recorded: a form with an
 * open question, or answers other than the declared ones.
 */
export const submitRequest: ActionRun = (turn, given, results) => {
  const declare = declareStep(turn)
  const filling = declare && fillingOf(turn, declare.of)
  const declaration = declare && (topFrame(turn).vars[declare.save] as unknown as DeclarationMade | undefined)
  if (!filling || !declaration) return { to: 'fail', reason: 'nothing_declared' }
  const { form, state } = filling
  const { answers, groups, complete } = relevantAnswers(form, state, turn.env.today)
  if (!complete) return { to: 'fail', reason: 'form_incomplete' }
  if (turn.env.hash(frozenAnswers(form, state, turn.env.today)) !== declaration.answersHash) {
    return { to: 'fail', reason: 'declaration_void' }
  }
  const reference = turn.env.newReference()
  const service = asText(given.service) || form.id
  const request = { service, form: form.id, formRevision: form.revision, answers, groups, declaration }
  emit(turn, { kind: 'request_submitted', reference, request })
  results.reference = reference
  dropForms(turn)
  return NEXT
}

/** What was submitted is no draft any more: leaving from here must not offer to go on with it. */
function dropForms(turn: TurnState): void {
  const { forms: _submitted, ...frame } = topFrame(turn)
  turn.session = { ...turn.session, stack: [...turn.session.stack.slice(0, -1), frame] }
}

function declareStep(turn: TurnState): StepOf<'declare'> | undefined {
  for (const step of flowOf(turn).steps.values()) if (step.kind === 'declare') return step
  return undefined
}
