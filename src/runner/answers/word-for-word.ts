import type { Matcher } from '#core/inquiry.ts'
import { wordsOf } from '#language/normalise.ts'

/** What a question is compared by: its words, however they are spelled. */
export function spelledAlike(text: string): string {
  return wordsOf(text, { search: true }).join(' ')
}

/**
 * A matcher that is sure of what two people approved: a question asked word for word like an example of theirs has the
 * answer of that example. One example among thousands may be too light for what was learnt; danger still comes first.
 */
export function wordForWord(matcher: Matcher, examples: ReadonlyMap<string, string>): Matcher {
  if (examples.size === 0) return matcher
  return {
    isEmergency: matcher.isEmergency,
    match(text, language) {
      const match = matcher.match(text, language)
      const intent = examples.get(spelledAlike(text))
      if (intent === undefined || match.outcome === 'emergency') return match
      const ranked = [intent, ...match.ranked.filter((other) => other !== intent)].slice(0, 5)
      return { ...match, outcome: 'answer', intent, ranked, confidence: 1 }
    },
  }
}
