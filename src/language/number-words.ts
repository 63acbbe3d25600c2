import * as words from './lexicon/number-words.ts'
import { normalise } from './normalise.ts'

/** What one word or numeral says about a number. */
export type NumberPart =
  | { readonly kind: 'digits'; readonly value: number }
  | { readonly kind: 'value'; readonly value: number; readonly latin: boolean }
  | { readonly kind: 'hundred' }
  | { readonly kind: 'scale'; readonly value: number; readonly times: number; readonly plural?: boolean }
  | { readonly kind: 'fraction'; readonly value: number }
  | { readonly kind: 'minus' }

const fold = (word: string): string => normalise(word, { search: true })
const LATIN = /[a-z]/

function table(): ReadonlyMap<string, NumberPart> {
  const parts = new Map<string, NumberPart>()
  const add = (spellings: readonly string[], part: (word: string) => NumberPart): void => {
    for (const spelling of spellings) parts.set(fold(spelling), part(spelling))
  }
  const value =
    (number: number) =>
    (word: string): NumberPart => ({
      kind: 'value',
      value: number,
      latin: LATIN.test(word),
    })
  const scale =
    (number: number, times = 1) =>
    (): NumberPart => ({ kind: 'scale', value: number, times })
  for (const group of [words.UNITS, words.TEENS, words.TENS]) {
    for (const [number, spellings] of Object.entries(group)) add(spellings, value(Number(number)))
  }
  for (const [number, stems] of Object.entries(words.TEEN_STEMS)) {
    add(
      stems.flatMap((stem) => words.TEEN_TAILS.map((tail) => stem + tail)),
      value(Number(number)),
    )
  }
  for (const [number, stems] of Object.entries(words.HUNDRED_STEMS)) {
    add(
      stems.flatMap((stem) => words.HUNDRED_TAILS.map((tail) => stem + tail)),
      value(Number(number) * 100),
    )
  }
  for (const [number, stems] of Object.entries(words.THOUSAND_STEMS)) {
    const joined = stems.flatMap((stem) => words.THOUSAND_TAILS.map((tail) => stem + tail))
    add(joined, scale(1000, Number(number)))
  }
  add(words.TWO_HUNDRED, value(200))
  add(words.HUNDRED, () => ({ kind: 'hundred' }))
  add(words.THOUSAND, scale(1000))
  add(words.TWO_THOUSAND, scale(1000, 2))
  add(words.MILLION, scale(1_000_000))
  add(words.TWO_MILLION, scale(1_000_000, 2))
  add(words.BILLION, scale(1_000_000_000))
  for (const word of words.PLURAL_SCALES.map(fold)) {
    const known = parts.get(word)
    if (known?.kind === 'scale') parts.set(word, { ...known, plural: true })
  }
  for (const [word, part] of Object.entries(words.FRACTIONS))
    add([word], () => ({ kind: 'fraction', value: part }))
  add(words.MINUS, () => ({ kind: 'minus' }))
  return parts
}

const PARTS = table()

/** What a folded word says about a number, or undefined; a joined و or ب is the caller's to remove. */
export function numberPart(word: string): NumberPart | undefined {
  return PARTS.get(word)
}

const STEMS = words.NUMBER_STEMS.map(fold)

/** Whether an unknown word may be a number in a spelling not known: "ثلاثطعشين", "عشرات". */
export function looksLikeNumber(word: string): boolean {
  const bare = word.startsWith('و') ? word.slice(1) : word
  return STEMS.some((stem) => bare.startsWith(stem) && bare.length > stem.length)
}
