/** Answers under which no average is shown: of so few, each could be told whose it is (R17). */
export const FEWEST_SHOWN = 5

/** What many said, without any one of them. */
export interface Satisfaction {
  /** How many answered. */
  readonly count: number
  /** From 1 to 5; absent where too few answered. */
  readonly mean?: number
}

/** One score of 1 to 5, by the poll and the question that it answers. */
export interface Score {
  readonly poll: string
  readonly question: string
  readonly score: number
}

/** The satisfaction that scores add up to (R16). People are counted, not scores: a poll asks more than once. */
export function satisfactionOf(scores: readonly Score[]): Satisfaction {
  const asked = new Map<string, Map<string, number>>()
  for (const { poll, question } of scores) {
    const questions = asked.get(poll) ?? new Map<string, number>()
    asked.set(poll, questions.set(question, (questions.get(question) ?? 0) + 1))
  }
  const count = [...asked.values()].reduce((sum, questions) => sum + Math.max(...questions.values()), 0)
  if (count < FEWEST_SHOWN) return { count }
  return { count, mean: scores.reduce((sum, { score }) => sum + score, 0) / scores.length }
}

/** The value in the middle; undefined of nothing. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2
}
