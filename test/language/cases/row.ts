import type { AnswerValue } from '#core/answer.ts'
import type { Problem } from '#language/problems.ts'

/** One way of typing an answer: what was typed, and the value or the problem; for a day also what stands beside it. */
export type Row = readonly [
  input: string,
  expected: AnswerValue | { readonly problem: Problem },
  also?: { readonly hijri?: string; readonly gregorian?: string },
]
