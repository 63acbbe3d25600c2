import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Match, Matcher } from '#core/inquiry.ts'
import { sourcesFor } from '#language/matcher/source.ts'
import { loadInquiries } from '#profile/load-inquiries.ts'
import { learntMatcher } from '#runner/learnt-matcher.ts'
import { ContentError, associationIds } from '../assemble.ts'

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

/** The `wasl match` command: JSON lines from `input`, one answer a line. The exit code. */
export async function match(root: string, input: Readable, write: (line: string) => void): Promise<number> {
  const loaded = loadInquiries(join(root, 'data/inquiries'))
  if ('problems' in loaded) throw new ContentError(loaded.problems)
  const known = new Set(associationIds(root))
  await runMatch(createInterface({ input, crlfDelay: Infinity }), write, (association) =>
    known.has(association)
      ? learntMatcher(
          sourcesFor(loaded.inquiries, association),
          join(root, `data/run/cache/${association}.matcher`),
        )
      : undefined,
  )
  return 0
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
