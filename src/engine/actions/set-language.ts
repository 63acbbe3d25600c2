import { LANGUAGES } from '#core/text.ts'
import { emit, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Changes the language of the conversation. */
export const setLanguage: ActionRun = (turn, given) => {
  const language = LANGUAGES.find((known) => known === given.language)
  if (!language) return { to: 'fail', reason: 'unknown_language' }
  turn.session = { ...turn.session, language }
  emit(turn, { kind: 'language_changed', language })
  return NEXT
}
