import type { Match, Matcher } from '#core/inquiry.ts'

/** A matcher that knows the texts it is told, and of all else only a nearest answer: no threshold matters. */
export function createToldMatcher(known: Readonly<Record<string, Partial<Match>>>): Matcher {
  return {
    isEmergency: (text) => known[text]?.outcome === 'emergency',
    match: (text, language = 'ar') => ({
      outcome: 'staff',
      ranked: ['location'],
      confidence: 0.5,
      language,
      ...known[text],
    }),
  }
}
