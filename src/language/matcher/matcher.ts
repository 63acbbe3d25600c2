import type { Match, Matcher } from '#core/inquiry.ts'
import { scoreInto, softmaxInPlace, trainClassifier } from './classifier.ts'
import { detectLanguage } from './detect-language.ts'
import { isEmergency } from './emergency.ts'
import { featuresOf } from './features.ts'
import type { InquiryKind, InquirySource } from './source.ts'
import { learnVocabulary, vectorOf } from './vectors.ts'

/** From which confidence a question is answered at once, and from which a choice is offered. */
export interface Thresholds {
  readonly answer: number
  readonly offer: number
}

export const THRESHOLDS: Thresholds = { answer: 0.6, offer: 0.15 }

/** What a matcher may be given besides its examples. */
export interface MatcherOptions {
  readonly thresholds?: Thresholds
  /** The language of a text that does not tell its own, such as one of digits. */
  readonly language?: string
}

/** Learns from the examples of one association and gives its matcher. Takes a second or two. */
export function createMatcher(sources: readonly InquirySource[], options: MatcherOptions = {}): Matcher {
  const rows = sources.flatMap(({ examples }, label) =>
    Object.values(examples).flatMap((texts) => texts.map((text) => ({ label, features: featuresOf(text) }))),
  )
  const vocabulary = learnVocabulary(rows.map((row) => row.features))
  const classifier = trainClassifier(
    rows.map((row) => vectorOf(row.features, vocabulary)),
    Int32Array.from(rows, (row) => row.label),
    vocabulary.rarity.length,
    sources.length,
  )
  const thresholds = options.thresholds ?? THRESHOLDS
  const match = (text: string, language?: string): Match => {
    const said = detectLanguage(text, language ?? options.language)
    const chances = new Float32Array(sources.length)
    scoreInto(classifier, vectorOf(featuresOf(text), vocabulary), chances)
    softmaxInPlace(chances)
    return decide(sources, chances, thresholds, said, isEmergency(text))
  }
  return { isEmergency, match }
}

function decide(
  sources: readonly InquirySource[],
  chances: Float32Array,
  thresholds: Thresholds,
  language: string,
  danger: boolean,
): Match {
  const order = sources
    .map(({ intent, kind }, index) => ({ intent, kind, chance: chances[index] ?? 0 }))
    .toSorted((a, b) => b.chance - a.chance)
  const ranked = order.filter(({ kind }) => kind !== 'staff').map(({ intent }) => intent)
  if (danger) {
    const others = ranked.filter((intent) => intent !== 'emergency')
    return {
      outcome: 'emergency',
      intent: 'emergency',
      ranked: ['emergency', ...others].slice(0, 5),
      confidence: 1,
      language,
    }
  }
  const [best] = order
  const result = { ranked: ranked.slice(0, 5), confidence: best?.chance ?? 0, language }
  if (!best || best.chance < thresholds.offer) return { ...result, outcome: 'staff' }
  if (best.chance < thresholds.answer) return { ...result, outcome: 'offer', intent: best.intent }
  return { ...result, outcome: outcomeOf(best.kind), intent: best.intent }
}

function outcomeOf(kind: InquiryKind): Match['outcome'] {
  return kind === 'emergency' ? 'staff' : kind
}
