import { normalise } from '../normalise.ts'
import { stem } from '../stem.ts'
import { CONCEPTS } from './concepts.ts'

const EXACT = new Map<string, string[]>()
const BEGINNINGS = new Map<string, string[]>()
let longest = 0

for (const [concept, words] of Object.entries(CONCEPTS)) {
  for (const written of words.split(' ')) {
    const begins = written.endsWith('*')
    const parts = normalise(begins ? written.slice(0, -1) : written, { search: true }).split(/[_\u200c]/)
    // A phrase is known by its first word in the single-word table only when that word is long enough to tell.
    const word = parts.length > 1 ? parts.join(' ') : (parts[0] ?? '')
    const table = begins ? BEGINNINGS : EXACT
    table.set(word, [...(table.get(word) ?? []), concept])
    if (begins) longest = Math.max(longest, word.length)
  }
}

/** The concepts of folded words, in order; a word may carry none or several. */
export function meaningsOf(words: readonly string[]): string[] {
  const found: string[] = []
  words.forEach((word, index) => {
    const next = words[index + 1]
    const phrase = next === undefined ? undefined : EXACT.get(`${word} ${next}`)
    if (phrase) found.push(...phrase)
    found.push(...(EXACT.get(word) ?? EXACT.get(stem(word)) ?? byBeginning(word)))
  })
  return found
}

function byBeginning(word: string): readonly string[] {
  for (let length = Math.min(longest, word.length); length >= 3; length -= 1) {
    const concepts = BEGINNINGS.get(word.slice(0, length))
    if (concepts) return concepts
  }
  return []
}
