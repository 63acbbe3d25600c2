import { typedWords } from './features.ts'
import type { LearntModel } from './model.ts'
import { countWords, fingerprintOf } from './model.ts'
import type { InquirySource } from './source.ts'

const MARK = 0x4c534157 // "WASL", little-endian
const HEADER = 8

/** A learnt model as bytes, to be kept between starts. */
export function exportWeights({ fingerprint, vocabulary, classifier }: LearntModel): Uint8Array {
  const features = vocabulary.rarity.length
  const numbers = HEADER + features * 2 + classifier.start.length + classifier.weights.length
  const bytes = new Uint8Array(numbers * 4)
  const header = new Uint32Array(bytes.buffer, 0, HEADER)
  header.set([MARK, features, classifier.classes, ...halves(fingerprint)])
  const hashes = new Int32Array(bytes.buffer, HEADER * 4, features)
  for (const [hash, place] of vocabulary.places) hashes[place] = hash
  const floats = new Float32Array(bytes.buffer, (HEADER + features) * 4)
  floats.set(vocabulary.rarity)
  floats.set(classifier.start, features)
  floats.set(classifier.weights, features + classifier.start.length)
  return bytes
}

/** The model that these bytes hold, or nothing when they are of other examples, of another way to learn, or damaged. */
export function importWeights(bytes: Uint8Array, sources: readonly InquirySource[]): LearntModel | undefined {
  if (bytes.byteLength < HEADER * 4 || bytes.byteLength % 4 !== 0) return undefined
  // A file read into a shared pool may begin at any byte; numbers need an even start.
  const { buffer } = bytes.slice()
  const [mark, features = 0, classes = 0, high, low] = new Uint32Array(buffer, 0, HEADER)
  const fingerprint = fingerprintOf(sources)
  const [ownHigh, ownLow] = halves(fingerprint)
  if (mark !== MARK || high !== ownHigh || low !== ownLow || classes !== sources.length) return undefined
  if (buffer.byteLength !== (HEADER + features * 2 + classes + features * classes) * 4) return undefined
  const hashes = new Int32Array(buffer, HEADER * 4, features)
  const floats = new Float32Array(buffer, (HEADER + features) * 4)
  const texts = sources.flatMap(({ examples }) => Object.values(examples).flat())
  return {
    fingerprint,
    words: countWords(texts.map(typedWords)),
    vocabulary: {
      places: new Map(Array.from(hashes, (hash, place) => [hash, place])),
      rarity: floats.subarray(0, features),
    },
    classifier: {
      classes,
      start: floats.subarray(features, features + classes),
      weights: floats.subarray(features + classes),
    },
  }
}

function halves(fingerprint: string): [number, number] {
  return [Number.parseInt(fingerprint.slice(0, 8), 16), Number.parseInt(fingerprint.slice(8), 16)]
}
