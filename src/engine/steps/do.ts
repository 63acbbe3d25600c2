import type { AnswerValue } from '#core/answer.ts'
import type { ActionRun } from '../actions/action.ts'
import { discardDraft, resumeDraft } from '../actions/drafts.ts'
import { askCase } from '../actions/ask-case.ts'
import { correctAnswers } from '../actions/correct-answers.ts'
import { drawPin } from '../actions/draw-pin.ts'
import { giveConsent, withdrawConsent } from '../actions/give-consent.ts'
import { knowCase } from '../actions/know-case.ts'
import { knowRequest } from '../actions/know-request.ts'
import { beginPoll, giveRatings } from '../actions/polls.ts'
import { askForPerson } from '../actions/request-person.ts'
import { sendCopy } from '../actions/send-copy.ts'
import { setLanguage } from '../actions/set-language.ts'
import { showCase } from '../actions/show-case.ts'
import { stopMessages } from '../actions/stop-messages.ts'
import { showAnswers, showDecision } from '../actions/show-opened.ts'
import { beginMatter, submitMatter } from '../actions/matters.ts'
import { resubmitRequest, submitRequest } from '../actions/submit-request.ts'
import type { Action, StepOf } from '../flow.ts'
import { evaluate, setVar } from '../turn.ts'
import type { Outcome, TurnState } from '../turn.ts'

/** Every action by its name in flows. */
export const ACTION_RUNS: Readonly<Record<Action, ActionRun>> = {
  set_language: setLanguage,
  give_consent: giveConsent,
  submit_request: submitRequest,
  stop_messages: stopMessages,
  resume_draft: resumeDraft,
  discard_draft: discardDraft,
  show_case: showCase,
  know_case: knowCase,
  know_request: knowRequest,
  show_decision: showDecision,
  show_answers: showAnswers,
  ask_case: askCase,
  correct_answers: correctAnswers,
  resubmit_request: resubmitRequest,
  begin_matter: beginMatter,
  submit_matter: submitMatter,
  draw_pin: drawPin,
  withdraw_consent: withdrawConsent,
  request_person: askForPerson,
  begin_poll: beginPoll,
  give_ratings: giveRatings,
  send_copy: sendCopy,
}

/** Does something outside the conversation, by way of an event. */
export function enterDo(turn: TurnState, step: StepOf<'do'>): Outcome {
  const given: Record<string, AnswerValue> = {}
  for (const [name, source] of Object.entries(step.with ?? {})) given[name] = evaluate(turn, source)
  const results: Record<string, AnswerValue> = {}
  const outcome = ACTION_RUNS[step.action](turn, given, results)
  for (const [name, result] of Object.entries(step.save ?? {})) setVar(turn, name, results[result] ?? null)
  return outcome
}
