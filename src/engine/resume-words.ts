import { resumeDraft } from './actions/drafts.ts'
import { askAgain } from './question.ts'
import { hasAnswers } from './session.ts'
import { stepAsks } from './steps.ts'
import { currentStep } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'
import { phrasesOf } from './words.ts'

/** The words by which people ask for it, parted by bars. */
const WORDS = 'replies:resume_words'

/**
 * "Go on": back to the question where a request stopped, days later or from the menu. `undefined` when these are
 * not the words, or when there is nothing to go on with: then they are an answer like any other.
 */
export function resumeByWords(turn: TurnState, text: string): Outcome | undefined {
  const step = currentStep(turn)
  // A review has an answer of that wording; what waits for no answer goes on with any words at all.
  if (!step || !stepAsks(step) || step.kind === 'review' || !asksToResume(turn, text)) return undefined
  if (hasAnswers(turn.session.stack)) return askAgain(turn)
  return turn.session.draft ? resumeDraft(turn, {}, {}) : undefined
}

/** Longer than any of the words in any language: not worth a comparison. */
const LONGEST = 60

function asksToResume(turn: TurnState, text: string): boolean {
  if (text.length > LONGEST) return false
  return phrasesOf(turn.env, WORDS, turn.session.language).has(turn.env.fold(text))
}
