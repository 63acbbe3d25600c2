import { ENTRY_FLOWS, popFlow, pushFlow } from './frames.ts'
import type { Input } from './env.ts'
import type { DraftChoice } from './event.ts'
import { sayAndAskAgain, showMenu } from './commands.ts'
import {
  HELPED_CHOICES,
  NONE,
  NOT_OURS,
  PERSON_CHOICES,
  askFollowUp,
  choicesInLanguage,
  offerAnswers,
  offerPerson,
  relatedChoices,
  sayAnswer,
} from './inquiry.ts'
import { askAgain, askBriefly } from './question.ts'
import { readInput } from './read-input.ts'
import { requestPerson } from './request-person.ts'
import { hasAnswers } from './session.ts'
import type { OpenInquiry, Pending } from './session.ts'
import { resumeStep } from './steps.ts'
import { WAIT, asText, YES_NO, currentStep, emit, readOptions, reply, say, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

type PendingOf<K extends Pending['kind']> = Extract<Pending, { kind: K }>

/**
 * Reads the answer to a pending question: a confirmation, an offer, a near miss. `undefined` means that it
 * was not answered: the pending question is dropped and what was sent is taken as an answer to the flow.
 */
export function resolvePending(turn: TurnState, pending: Pending, input: Input): Outcome | undefined {
  const choice = readChoice(turn, pending, input)
  setPending(turn, undefined)
  if (choice === undefined) {
    // The choices shown last were those of the question that is dropped, not of the flow's own.
    const { question } = turn.session
    if (question) turn.session = { ...turn.session, question: { ...question, choices: [] } }
    return undefined
  }
  switch (pending.kind) {
    case 'cancel':
      return choice === 'yes' ? cancel(turn) : sayAndAskAgain(turn, 'cancel_kept')
    case 'restart':
      return choice === 'yes' ? restart(turn) : sayAndAskAgain(turn, 'cancel_kept')
    case 'employee':
      return choice === 'human' ? pushFlow(turn, ENTRY_FLOWS.human, { interrupts: true }) : askAgain(turn)
    case 'offer':
      return takeOffer(turn, choice, pending.inquiry)
    case 'staff':
      return choice === 'yes' ? toPerson(turn, pending) : askBriefly(turn)
    case 'related':
      return takeRelated(turn, choice, pending)
    case 'helped':
      return takeHelped(turn, choice, pending.inquiry)
    case 'suggestion':
      return choice === 'yes' ? takeSuggestion(turn, pending.value) : askAgain(turn)
  }
}

function readChoice(turn: TurnState, pending: Pending, input: Input): string | undefined {
  const about = 'inquiry' in pending ? pending.inquiry : undefined
  const choices = choicesInLanguage(choicesOf(turn, pending), about)
  const result = readInput(turn, 'choice', input, {}, readOptions(turn, choices))
  if (result.ok) return asText(result.value)
  if (!choices.some((choice) => choice.id === 'yes')) return undefined
  const plain = readInput(turn, 'yes_no', input)
  return plain.ok ? (plain.value === true ? 'yes' : 'no') : undefined
}

function choicesOf(turn: TurnState, pending: Pending): readonly DraftChoice[] {
  if (pending.kind === 'employee') {
    return [
      { id: 'continue', label: reply('unreadable.continue') },
      { id: 'human', label: reply('unreadable.human') },
    ]
  }
  if (pending.kind === 'staff') return PERSON_CHOICES
  if (pending.kind === 'helped') return HELPED_CHOICES
  if (pending.kind === 'related') return relatedChoices(pending.flow, pending.inquiry !== undefined)
  if (pending.kind !== 'offer') return YES_NO
  const titles = pending.intents.flatMap((intent) => {
    const answer = turn.env.association.answers.find((item) => item.intent === intent)
    return answer ? [{ id: intent, label: { words: answer.title } }] : []
  })
  return [...titles, NONE]
}

function takeOffer(turn: TurnState, choice: string, inquiry: OpenInquiry): Outcome {
  if (choice === NONE.id) {
    offerPerson(turn, inquiry)
    return WAIT
  }
  emit(turn, { kind: 'inquiry_settled', id: inquiry.id, outcome: 'answer', intent: choice, answered: true })
  sayAnswer(turn, choice, inquiry.language)
  return askFollowUp(turn, choice, inquiry) ? WAIT : askBriefly(turn)
}

function toPerson(turn: TurnState, { inquiry, reason, urgent }: PendingOf<'staff'>): Outcome {
  // Where it was said why this is for a person, no approved answer is missing.
  const answered = reason !== 'inquiry' && reason !== NOT_OURS
  emit(turn, { kind: 'inquiry_settled', id: inquiry.id, outcome: 'staff', answered })
  requestPerson(turn, { reason, explanation: inquiry.text, ...(urgent && { urgent }) })
  return pushFlow(turn, ENTRY_FLOWS.human, { interrupts: true })
}

function takeRelated(turn: TurnState, choice: string, pending: PendingOf<'related'>): Outcome {
  const { flow, intent, inquiry } = pending
  if (choice === 'other' && inquiry) return offerOthers(turn, inquiry)
  if (choice !== 'yes') return askBriefly(turn)
  if (flow === ENTRY_FLOWS.human)
    requestPerson(turn, { reason: intent, ...(inquiry && { explanation: inquiry.text }) })
  const entry = Object.values<string>(ENTRY_FLOWS).includes(flow)
  return pushFlow(turn, flow, entry ? { interrupts: true } : { aside: true })
}

function takeHelped(turn: TurnState, choice: string, inquiry: OpenInquiry): Outcome {
  if (choice === 'no') return offerOthers(turn, inquiry)
  return choice === 'menu' ? showMenu(turn) : sayAndAskAgain(turn, 'inquiry.thanks')
}

/** The answer was not it: the next best ones, then a person. */
function offerOthers(turn: TurnState, inquiry: OpenInquiry): Outcome {
  emit(turn, { kind: 'inquiry_settled', id: inquiry.id, outcome: 'answer', answered: false })
  offerAnswers(turn, inquiry)
  return WAIT
}

function cancel(turn: TurnState): Outcome {
  while (turn.session.stack.length > 0) popFlow(turn, 'cancelled')
  emit(turn, { kind: 'draft_discarded' })
  say(turn, reply('cancelled'))
  return showMenu(turn)
}

/** Begins the flow anew that holds the answers; what called it stays where it was. */
function restart(turn: TurnState): Outcome {
  const { stack } = turn.session
  const begun = Math.max(
    0,
    stack.findIndex((frame) => hasAnswers([frame])),
  )
  const frame = stack[begun]
  while (turn.session.stack.length > begun) popFlow(turn, 'cancelled')
  return pushFlow(turn, frame?.flow ?? ENTRY_FLOWS.menu, {
    ...(frame?.returns && { returns: frame.returns }),
  })
}

function takeSuggestion(turn: TurnState, value: string): Outcome {
  const step = currentStep(turn)
  const outcome = step && resumeStep(turn, step, { kind: 'choice', question: '', choice: value })
  return !outcome || outcome.to === 'unread' ? askAgain(turn) : outcome
}
