import { normalise } from '../normalise.ts'
import { stem } from '../stem.ts'
import { withoutCourtesy } from './courtesy.ts'
import { toStandard } from './dialect.ts'
import { meaningsOf } from './meaning.ts'

/** A text as numbers: hashes of its stems, of pairs of them, and of the letters in its words. */
export interface TextFeatures {
  /** Folded words as typed, before anything else is done to them; and with their typing mistakes mended. */
  readonly typed: readonly string[]
  readonly mended: readonly string[]
  /** Folded words in standard Arabic (or any other language), in order. */
  readonly tokens: readonly string[]
  /** Their stems. */
  readonly stems: readonly string[]
  readonly words: readonly number[]
  readonly pairs: readonly number[]
  readonly letters: readonly number[]
  /** What words mean in any language, and pairs of meanings. */
  readonly meanings: readonly number[]
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const STRETCHED = /([^\d])\1{2,}/gu
const ARABIC = /[\u0621-\u064A]/

/** The folded words of a text as typed, with stretched letters (ضرووووري) let go. */
export function typedWords(text: string): readonly string[] {
  return normalise(text, { search: true }).replace(STRETCHED, '$1').match(WORD) ?? []
}

/** The words that matter for what a text is about: without courtesy, dialect turned into standard words. */
export function matchWords(text: string): string[] {
  return toStandard(withoutCourtesy(typedWords(text)))
}

/** The features of a text, with its mistyped words mended where `mend` knows how. */
export function featuresOf(text: string, mend?: (word: string) => string): TextFeatures {
  const typed = typedWords(text)
  const mended = mend ? typed.map((word) => mend(word)) : typed
  const words = toStandard(withoutCourtesy(mended))
  const stems = words.map((word) => (ARABIC.test(word) ? stem(word) : word))
  const letters: number[] = []
  // Letters stay as typed: they speak for a rare word that was no mistake.
  for (const word of toStandard(withoutCourtesy(typed))) pushLetterGrams(`_${word}_`, letters)
  return {
    typed,
    mended,
    tokens: words,
    stems,
    words: stems.map((word) => hash(word, 1)),
    pairs: pairsOf(stems),
    letters,
    meanings: meaningFeatures(meaningsOf(words)),
  }
}

function meaningFeatures(meanings: readonly string[]): number[] {
  const features: number[] = []
  meanings.forEach((meaning, index) => {
    features.push(hash(meaning, 4))
    for (const other of meanings.slice(index + 1)) {
      if (other !== meaning) features.push(hash([meaning, other].sort().join(' '), 5))
    }
  })
  return features
}

function pairsOf(stems: readonly string[]): number[] {
  const pairs: number[] = []
  for (let i = 1; i < stems.length; i += 1) pairs.push(hash(`${stems[i - 1]} ${stems[i]}`, 2))
  return pairs
}

/** Runs of 2 to 4 letters; each length has a hash seed of its own. */
function pushLetterGrams(word: string, into: number[]): void {
  for (let start = 0; start < word.length - 1; start += 1) {
    let value = hashStart(3)
    for (let end = start; end < Math.min(start + 4, word.length); end += 1) {
      value = hashStep(value, word.charCodeAt(end))
      if (end > start) into.push(value)
    }
  }
}

function hash(text: string, seed: number): number {
  let value = hashStart(seed)
  for (let i = 0; i < text.length; i += 1) value = hashStep(value, text.charCodeAt(i))
  return value
}

// FNV-1a over UTF-16 units; 32 bits keep collisions among some 60,000 features rare.
function hashStart(seed: number): number {
  return Math.imul(0x811c9dc5 ^ seed, 0x01000193)
}

function hashStep(value: number, unit: number): number {
  return Math.imul(Math.imul(value ^ (unit & 0xff), 0x01000193) ^ (unit >> 8), 0x01000193)
}
