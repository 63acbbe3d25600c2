import { ENTRY_FLOWS, clearStack, popFlow, pushFlow } from './frames.ts'
import type { Input } from './env.ts'
import type { DraftChoice } from './event.ts'
import { sayAndAskAgain, showMenu } from './commands.ts'
import { NONE, offerPerson, sayAnswer } from './inquiry.ts'
import { askAgain } from './question.ts'
import { readInput } from './read-input.ts'
import type { Frame, Pending } from './session.ts'
import { resumeStep, stepAsks } from './steps.ts'
import { asText, NEXT, YES_NO, currentStep, emit, readOptions, reply, say, setPending } from './turn.ts'
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
      return choice === 'yes' ? pushFlow(turn, ENTRY_FLOWS.human, { interrupts: true }) : goOn(turn)
    case 'related':
      return choice === 'yes' ? pushFlow(turn, pending.flow) : goOn(turn)
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

/** Goes on where the flow stands: its open question again, or its next step where it only waited for this. */
function goOn(turn: TurnState): Outcome {
  const step = currentStep(turn)
  return step && !stepAsks(step) ? NEXT : askAgain(turn)
}

function takeOffer(turn: TurnState, choice: string, inquiry: string): Outcome {
  if (choice === NONE.id) {
    offerPerson(turn, inquiry)
    return { to: 'wait' }
  }
  sayAnswer(turn, choice)
  return goOn(turn)
}

function cancel(turn: TurnState): Outcome {
  while (turn.session.stack.length > 0) popFlow(turn, 'cancelled')
  emit(turn, { kind: 'draft_discarded' })
  say(turn, reply('cancelled'))
  return showMenu(turn)
}

function restart(turn: TurnState): Outcome {
  const root: Frame | undefined = turn.session.stack[0]
  clearStack(turn)
  return pushFlow(turn, root?.flow ?? ENTRY_FLOWS.menu)
}

function takeSuggestion(turn: TurnState, value: string): Outcome {
  const step = currentStep(turn)
  const outcome = step && resumeStep(turn, step, { kind: 'choice', question: '', choice: value })
  return !outcome || outcome.to === 'unread' ? askAgain(turn) : outcome
}
