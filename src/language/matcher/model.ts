import { scoreInto, softmaxInPlace, trainClassifier } from './classifier.ts'
import type { Classifier } from './classifier.ts'
import { featuresOf } from './features.ts'
import type { TextFeatures } from './features.ts'
import type { InquirySource } from './source.ts'
import { learnVocabulary, vectorOf } from './vectors.ts'
import type { Vocabulary } from './vectors.ts'

/** What was learnt from examples: which features there are, and how much each speaks for which source. */
export interface LearntModel {
  /** Tells one set of examples (and one way of learning) from another. */
  readonly fingerprint: string
  readonly vocabulary: Vocabulary
  /** The words of the examples as typed, with how often each occurs. */
  readonly words: ReadonlyMap<string, number>
  readonly classifier: Classifier
}

/** Raised whenever features or training change, so that weights kept from before are not used. */
const WAY_OF_LEARNING = 1

/** An example with its features, ready to learn from. */
export interface LabelledText {
  /** The place of its source in the list of sources. */
  readonly label: number
  readonly language: string
  readonly text: string
  readonly features: TextFeatures
}

/** Every example of the sources, with its features. */
export function labelledTexts(sources: readonly InquirySource[]): LabelledText[] {
  return sources.flatMap(({ examples }, label) =>
    Object.entries(examples).flatMap(([language, texts]) =>
      texts.map((text) => ({ label, language, text, features: featuresOf(text) })),
    ),
  )
}

/** Learns from examples: about a second for 10,000 of them. */
export function learn(sources: readonly InquirySource[], rows = labelledTexts(sources)): LearntModel {
  const vocabulary = learnVocabulary(rows.map((row) => row.features))
  const classifier = trainClassifier(
    rows.map((row) => vectorOf(row.features, vocabulary)),
    Int32Array.from(rows, (row) => row.label),
    vocabulary.rarity.length,
    sources.length,
  )
  const words = countWords(rows.map((row) => row.features.mended))
  return { fingerprint: fingerprintOf(sources), vocabulary, classifier, words }
}

/** How likely each source is meant by a text; the chances add up to one. */
export function chancesOf({ vocabulary, classifier }: LearntModel, features: TextFeatures): Float32Array {
  const chances = new Float32Array(classifier.classes)
  scoreInto(classifier, vectorOf(features, vocabulary), chances)
  softmaxInPlace(chances)
  return chances
}

/** Two 32-bit hashes over all examples: enough to notice an edited file, not meant against malice. */
export function fingerprintOf(sources: readonly InquirySource[]): string {
  const text = JSON.stringify([WAY_OF_LEARNING, sources.map(({ intent, examples }) => [intent, examples])])
  let first = 0x811c9dc5
  let second = 0x1b873593
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    first = Math.imul(first ^ unit, 0x01000193)
    second = Math.imul(second ^ unit, 0x85ebca6b) ^ (second >>> 15)
  }
  return `${(first >>> 0).toString(16).padStart(8, '0')}${(second >>> 0).toString(16).padStart(8, '0')}`
}

/** How often each word occurs in texts. */
export function countWords(texts: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const words of texts) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}
