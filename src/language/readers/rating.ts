import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { EMPTY_STARS, RATING_WORDS, STARS } from '../lexicon/ratings.ts'
import { clean, normalise, wordsOf } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { readOneNumber } from './number.ts'

const LEAST = 1
const MOST = 5

const fold = (words: string): string => wordsOf(words, { search: true }).join(' ')
const WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries(RATING_WORDS).flatMap(([stars, words]) =>
    words.map((word) => [fold(word), Number(stars)] as const),
  ),
)
const STAR = new Set(STARS)
const EMPTY_STAR = new Set(EMPTY_STARS)
const SCALE = /(?:\/|من|علي|out of|of|over)\s*(?:5|خمسه|خمس|five)(?!\d)/u
const TWO_STARS = /(?<!\p{L})نجمتين|نجمتان(?!\p{L})/u
const ONE_STAR = /^نجمه(?: واحده)?$/u

/** Filled stars in a row, "★★★☆☆". */
function starsIn(text: string): number {
  let stars = 0
  for (const sign of text) if (STAR.has(sign)) stars++
  return stars
}

function fromWords(text: string): number | undefined {
  const folded = fold(text)
  if (ONE_STAR.test(folded)) return 1
  if (TWO_STARS.test(folded)) return 2
  return WORDS.get(folded)
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('rating', options)
  if (input.length > 200 || /[?؟]/.test(input)) return refused('rating_unclear', hint)
  const text = clean(input)
  const value = fromWords(text) ?? fromStarsOrNumber(text, hint)
  if (typeof value !== 'number') return value
  const [least, most] = [options.min ?? LEAST, options.max ?? MOST]
  if (!Number.isInteger(value) || value < least || value > most) return refused('rating_out_of_range', hint)
  return understood(value, String(value))
}

function fromStarsOrNumber(text: string, hint: string): number | ReadResult {
  const stars = starsIn(text)
  const bare = Array.from(text)
    .filter((sign) => !STAR.has(sign) && !EMPTY_STAR.has(sign))
    .join('')
  const number = readOneNumber(normalise(bare, { search: true }).replace(SCALE, ' '), 'rating', hint)
  if (stars === 0) return number.ok ? number.value : number
  // One star beside a number decorates it; more of them must say the same.
  if (number.ok) return stars === 1 || stars === number.value ? number.value : refused('rating_unclear', hint)
  const said = fromWords(bare)
  return said === undefined || said === stars ? stars : refused('rating_unclear', hint)
}

/** One to five, in digits, words or stars. */
export const rating: Reader = { type: 'rating', read }
