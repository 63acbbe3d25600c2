import type { AnswerValue, ReadOk, ReadOptions, ReadProblem } from '#core/answer.ts'
import { isolate } from '#core/isolate.ts'
import { HINTS, type HintKey } from './lexicon/hints.ts'
import type { Problem } from './problems.ts'

/** An understood answer; `shown` is isolated from the sentence that it will stand in. */
export function understood(value: AnswerValue, shown: string, also?: ReadOk['also']): ReadOk {
  const display = isolate(shown)
  return also === undefined ? { ok: true, value, display } : { ok: true, value, display, also }
}

/** An answer that was not understood, with an example to show. */
export function refused(problem: Problem, hint?: string): ReadProblem {
  return hint === undefined ? { ok: false, problem } : { ok: false, problem, hint }
}

/** The example or name behind a hint, in Arabic unless the conversation is in another language. */
export function hintFor(key: HintKey, options: ReadOptions): string {
  const hint = HINTS[key]
  return options.language === undefined || options.language === 'ar' ? hint.ar : hint.en
}
