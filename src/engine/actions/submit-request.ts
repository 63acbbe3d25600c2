import type { DeclarationMade, RequestContent } from '../event.ts'
import { placeName, openPlaces, walkForm } from '../form-progress.ts'
import { frozenAnswers, relevantAnswers } from '../freeze.ts'
import type { StepOf } from '../flow.ts'
import { deedsOf } from './ask-case.ts'
import { fillingOf } from '../steps/fill.ts'
import type { Filling } from '../steps/fill.ts'
import { asText, emit, flowOf, NEXT, topFrame } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'
import type { ActionRun } from './action.ts'

/**
 * Submits the form of this flow as a request (R10, R11). Refuses what must never be recorded: a form with an
 * open question, or answers other than the declared ones.
 */
export const submitRequest: ActionRun = (turn, given, results) => {
  const declared = declaredRequest(turn, asText(given.service))
  if ('to' in declared) return declared
  const reference = turn.env.newReference()
  const pin = turn.env.newPin()
  emit(turn, { kind: 'request_submitted', reference, request: declared.request })
  emit(turn, { kind: 'pin_drawn', reference, pin })
  // The PIN is said once, in the message of this turn.
  turn.private = true
  Object.assign(results, { reference, pin })
  dropForms(turn)
  return NEXT
}

/**
 * Sends a returned request again, completed: under its own reference, declared anew since an edit voids the old (R9).
 * `done` tells whether that is possible still: staff may have moved the request meanwhile.
 */
export const resubmitRequest: ActionRun = (turn, given, results) => {
  const declared = declaredRequest(turn, '')
  if ('to' in declared) return declared
  const reference = asText(given.reference)
  results.done = deedsOf(turn, reference).has('resubmit')
  dropDraftOf(turn, reference)
  if (!results.done) {
    dropForms(turn)
    return NEXT
  }
  const { request, filling } = declared
  const { places } = walkForm(filling.form, filling.state, turn.env.today)
  const items = openPlaces(places, filling.state).map(({ cursor }) => placeName(cursor))
  emit(turn, { kind: 'request_resubmitted', reference, request, items })
  dropForms(turn)
  return NEXT
}

/** The same return may have been put aside half done: once it is sent, nothing of it is left to go on with. */
function dropDraftOf(turn: TurnState, reference: string): void {
  const { draft, ...session } = turn.session
  if (!draft?.some(({ vars }) => vars['reference'] === reference)) return
  turn.session = session
  emit(turn, { kind: 'draft_discarded' })
}

function declaredRequest(
  turn: TurnState,
  service: string,
): { readonly request: RequestContent; readonly filling: Filling } | Outcome {
  const declare = declareStep(turn)
  const filling = declare && fillingOf(turn, declare.of)
  const declaration = declare && (topFrame(turn).vars[declare.save] as unknown as DeclarationMade | undefined)
  if (!filling || !declaration) return { to: 'fail', reason: 'nothing_declared' }
  const { complete, ...content } = contentOf(turn, filling)
  if (!complete) return { to: 'fail', reason: 'form_incomplete' }
  if (turn.env.hash(frozenAnswers(filling.form, filling.state, turn.env.today)) !== declaration.answersHash) {
    return { to: 'fail', reason: 'declaration_void' }
  }
  const request = {
    caseKind: 'support',
    service: service || filling.form.id,
    ...content,
    declaration,
  } as const
  return { request, filling }
}

/** The answers of a form as a case keeps them. */
export function contentOf(turn: TurnState, { form, state }: Filling) {
  const { answers, groups, complete } = relevantAnswers(form, state, turn.env.today)
  return { form: form.id, formRevision: form.revision, answers, groups, complete }
}

/** What was submitted is no draft any more: leaving from here must not offer to go on with it. */
export function dropForms(turn: TurnState): void {
  const { forms: _submitted, ...frame } = topFrame(turn)
  turn.session = { ...turn.session, stack: [...turn.session.stack.slice(0, -1), frame] }
}

function declareStep(turn: TurnState): StepOf<'declare'> | undefined {
  for (const step of flowOf(turn).steps.values()) if (step.kind === 'declare') return step
  return undefined
}
