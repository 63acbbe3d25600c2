import type { Text } from '#core/text.ts'
import type { ShownDecision } from '../case-facts.ts'
import { dayText } from '../day-text.ts'
import { walkForm } from '../form-progress.ts'
import { stateOfAnswers } from '../returned.ts'
import { answerLines } from '../steps/review.ts'
import { NEXT, asText, emit, reply, say } from '../turn.ts'
import { openedCase, shutAgain } from './show-case.ts'
import type { ActionRun } from './action.ts'

/** Says how a request was decided: outcome, reason, what can be done now (R12). Only after its PIN. */
export const showDecision: ActionRun = (turn, given) => {
  const opened = openedCase(turn, asText(given.reference))
  if (!opened?.decision) return shutAgain(turn)
  const { reference, service, decision, registration } = opened
  turn.private = true
  const about = { reference, service: { words: service }, day: dayText(decision.day) }
  say(turn, reply(`decision.${decision.outcome}`, about), ...reasonTexts(decision))
  if (registration !== undefined) say(turn, reply('decision.registration', { number: registration }))
  emit(turn, { kind: 'decision_shown', reference })
  return NEXT
}

function reasonTexts({ granted, reason, text, next }: ShownDecision): Text[] {
  return [
    ...(granted === undefined ? [] : [reply('decision.granted', { granted: { verbatim: granted } })]),
    ...(reason ? [reply('decision.reason', { reason: { words: reason } })] : []),
    ...(text === undefined ? [] : [{ verbatim: text }]),
    ...(next === undefined ? [] : [reply('decision.next', { next: { verbatim: next } })]),
  ]
}

/** Says the answers of a request as they were sent. Only after its PIN. */
export const showAnswers: ActionRun = (turn, given) => {
  const opened = openedCase(turn, asText(given.reference))
  if (!opened) return shutAgain(turn)
  const { content } = opened
  const form = turn.env.library.form(content.form, content.revision)
  const { places, calculated } = walkForm(form, stateOfAnswers(content), turn.env.today)
  turn.private = true
  say(turn, reply('answers_shown'), ...answerLines(form, places, calculated))
  return NEXT
}
