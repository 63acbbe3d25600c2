import { openField } from './open-choice.ts'
import { askAgain } from './question.ts'
import { reply, say } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'
import { phrasesOf } from './words.ts'

/** The words by which people ask for it, parted by bars. */
const WORDS = 'replies:why_words'
/** Longer than any of the words in any language: not worth a comparison. */
const LONGEST = 60

/**
 * "Why?" to a question of a form: its purpose, as its author wrote it (PDPL article 11), and the question again.
 * `undefined` when these are not the words, or when no form asks.
 */
export function explainByWords(turn: TurnState, text: string): Outcome | undefined {
  if (text.length > LONGEST) return undefined
  const field = openField(turn)
  const said = turn.env
    .fold(text)
    .replaceAll(/[^\p{L}\p{N}' ]/gu, '')
    .trim()
  if (!field || !phrasesOf(turn.env, WORDS, turn.session.language).has(said)) return undefined
  say(turn, reply('why', { purpose: { words: field.field.purpose } }))
  return askAgain(turn)
}
