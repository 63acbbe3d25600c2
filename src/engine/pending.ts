import { ENTRY_FLOWS, popFlow, pushFlow } from './frames.ts'
import type { Input } from './env.ts'
import type { DraftChoice } from './event.ts'
import { sayAndAskAgain, showMenu } from './commands.ts'
import { NONE, offerPerson, sayAnswer } from './inquiry.ts'
import { askAgain } from './question.ts'
import { readInput } from './read-input.ts'
import { hasAnswers } from './session.ts'
import type { Pending } from './session.ts'
import { resumeStep } from './steps.ts'
import { asText, YES_NO, currentStep, emit, readOptions, reply, say, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/**
 * Reads the answer to a pending question: a confirmation, an offer, a near miss. `undefined` means that it
 * was not answered: the pending question is dropped and what was sent is taken as an answer to the flow.
 */
export function resolvePending(turn: TurnState, pending: Pending, input: Input): Outcome | undefined {
  const choice = readChoice(turn, pending, input)
  setPending(turn, undefined)
  if (choice === undefined) return undefined
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
      return choice === 'yes' ? pushFlow(turn, ENTRY_FLOWS.human, { interrupts: true }) : askAgain(turn)
    case 'related':
      return choice === 'yes' ? pushFlow(turn, pending.flow, { interrupts: true }) : askAgain(turn)
    case 'suggestion':
      return choice === 'yes' ? takeSuggestion(turn, pending.value) : askAgain(turn)
  }
}

function readChoice(turn: TurnState, pending: Pending, input: Input): string | undefined {
  const choices = choicesOf(turn, pending)
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
  if (pending.kind !== 'offer') return YES_NO
  const titles = pending.intents.flatMap((intent) => {
    const answer = turn.env.association.answers.find((item) => item.intent === intent)
    return answer ? [{ id: intent, label: { words: answer.title } }] : []
  })
  return [...titles, NONE]
}

function takeOffer(turn: TurnState, choice: string, inquiry: string): Outcome {
  if (choice === NONE.id) {
    offerPerson(turn, inquiry)
    return { to: 'wait' }
  }
  sayAnswer(turn, choice)
  return askAgain(turn)
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
