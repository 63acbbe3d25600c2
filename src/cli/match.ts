import type { Match, Matcher } from '#core/inquiry.ts'

/** One line asked of `wasl match`. */
interface Asked {
  readonly id?: unknown
  readonly association?: unknown
  readonly text?: unknown
  readonly lang?: unknown
}

/** The profile that answers a question put to no association in particular. */
export const DEFAULT_ASSOCIATION = 'musanid'

/**
 * `wasl match`: JSON lines `{"id","association","text","lang"?}` in, one JSON line out for each, in order. `load`
 * gives the matcher of an association, or nothing where there is none; it is asked once for each.
 */
export async function runMatch(
  lines: AsyncIterable<string>,
  write: (line: string) => void,
  load: (association: string) => Matcher | undefined,
): Promise<void> {
  const matchers = new Map<string, Matcher | undefined>()
  const matcherOf = (association: string): Matcher | undefined => {
    if (!matchers.has(association)) matchers.set(association, load(association))
    return matchers.get(association)
  }
  for await (const line of lines) {
    if (line.trim() !== '') write(JSON.stringify(answerLine(line, matcherOf)))
  }
}

function answerLine(
  line: string,
  matcherOf: (association: string) => Matcher | undefined,
): Readonly<Record<string, unknown>> {
  const asked = parse(line)
  if (!asked) return { problem: 'line_not_json' }
  const { id, association = 'any', text, lang } = asked
  if (typeof text !== 'string') return { id, problem: 'line_without_text' }
  const name = association === 'any' || association === '' ? DEFAULT_ASSOCIATION : association
  const matcher = typeof name === 'string' ? matcherOf(name) : undefined
  if (!matcher) return { id, problem: 'unknown_association' }
  return { id, ...outcome(matcher.match(text, typeof lang === 'string' ? lang : undefined)) }
}

function parse(line: string): Asked | undefined {
  try {
    const asked: unknown = JSON.parse(line)
    return typeof asked === 'object' && asked !== null && !Array.isArray(asked) ? asked : undefined
  } catch {
    return undefined
  }
}

function outcome({ outcome: what, intent, ranked, confidence, language }: Match) {
  return {
    outcome: what,
    intent: intent ?? null,
    ranked,
    confidence: Math.round(confidence * 1000) / 1000,
    lang: language,
  }
}
