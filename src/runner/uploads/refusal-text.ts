import type { FileFacts } from '#core/answer.ts'
import type { Language } from '#core/text.ts'
import type { Input } from '#engine/env.ts'
import { readAnswer } from '#language/readers.ts'
import type { Renderer } from '../render.ts'

/** Why a file is no answer to a question for a document or a voice note, in words; `undefined` when it is one. */
export function refusalText(
  renderer: Renderer,
  facts: FileFacts,
  kind: 'document' | 'voice',
  language: Language,
): string | undefined {
  // A day plays no part in what a file is.
  const read = readAnswer(kind, JSON.stringify(facts), { today: '', language })
  if (read.ok) return undefined
  return renderer.text({ key: `problems:${read.problem}`, params: { hint: read.hint ?? '' } }, language)
}

/** What is said of a file that came and was not kept, where no question is open; `undefined` for anything else. */
export function notKeptText(
  renderer: Renderer,
  input: Input | undefined,
  language: Language,
): string | undefined {
  if (input?.kind === 'file_failed')
    return renderer.text(
      { key: input.reason === 'too_large' ? 'replies:file_too_large' : 'replies:file_failed' },
      language,
    )
  if (input?.kind !== 'file_refused') return undefined
  const facts = { name: '', mime: '', bytes: 0, magic: '', problem: input.problem }
  return refusalText(renderer, facts, 'document', language)
}
