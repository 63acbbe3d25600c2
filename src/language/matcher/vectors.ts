import type { TextFeatures } from './features.ts'

/** A sparse vector: places, and the value at each. */
export interface SparseVector {
  readonly places: Int32Array
  readonly values: Float32Array
}

/** The features that training met, each with its place and its rarity (inverse document frequency). */
export interface Vocabulary {
  readonly places: ReadonlyMap<number, number>
  readonly rarity: Float32Array
}

/** How much the groups of features weigh against one another. */
const GROUPS = { words: 1, pairs: 0.5, letters: 1.7, meanings: 0.9 } as const

/** Learns the vocabulary of texts: every feature that was seen, however seldom, since examples are few. */
export function learnVocabulary(texts: readonly TextFeatures[], leastSeen = 1): Vocabulary {
  const seen = new Map<number, number>()
  for (const text of texts) {
    const own = new Set([...text.words, ...text.pairs, ...text.letters, ...text.meanings])
    for (const feature of own) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  }
  const places = new Map<number, number>()
  const rarity: number[] = []
  for (const [feature, count] of seen) {
    if (count < leastSeen) continue
    places.set(feature, rarity.length)
    rarity.push(Math.log((1 + texts.length) / (1 + count)) + 1)
  }
  return { places, rarity: Float32Array.from(rarity) }
}

/** A text as a tf-idf vector of length one. */
export function vectorOf(text: TextFeatures, vocabulary: Vocabulary): SparseVector {
  const weights = new Map<number, number>()
  addGroup(text.words, GROUPS.words, vocabulary, weights)
  addGroup(text.pairs, GROUPS.pairs, vocabulary, weights)
  addGroup(text.letters, GROUPS.letters, vocabulary, weights)
  addGroup(text.meanings, GROUPS.meanings, vocabulary, weights)
  const places = Int32Array.from(weights.keys())
  const values = Float32Array.from(weights.values())
  let square = 0
  for (const value of values) square += value * value
  const length = Math.sqrt(square) || 1
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) / length
  return { places, values }
}

/** Each group is scaled to its own length, so that many letter runs do not drown a few words. */
function addGroup(
  features: readonly number[],
  weight: number,
  vocabulary: Vocabulary,
  into: Map<number, number>,
): void {
  const counts = new Map<number, number>()
  for (const feature of features) {
    const place = vocabulary.places.get(feature)
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  let square = 0
  for (const [place, count] of counts) {
    const value = (1 + Math.log(count)) * (vocabulary.rarity[place] ?? 0)
    counts.set(place, value)
    square += value * value
  }
  const scale = weight / (Math.sqrt(square) || 1)
  for (const [place, value] of counts) into.set(place, value * scale)
}
