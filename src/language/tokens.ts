import { clean, foldLetters } from './normalise.ts'

/** A piece of a text: a numeral as written, a folded word, or one other sign. `at` is its place in the cleaned text. */
export interface Token {
  readonly kind: 'numeral' | 'word' | 'sign'
  readonly text: string
  readonly at: number
  /** Whether it touches the token before it. */
  readonly joined: boolean
}

const TOKEN = /(?<numeral>\d+(?:[.,]\d+)*)|(?<word>[\p{L}\p{M}]+(?:['’]\p{L}+)*)|(?<sign>[^\s\p{L}\p{M}\d])/gu

/** A text as numerals, words (folded for search) and signs, in order. */
export function tokensOf(input: string): readonly Token[] {
  const text = clean(input)
  const tokens: Token[] = []
  let end = -1
  for (const match of text.matchAll(TOKEN)) {
    const { numeral, word, sign } = match.groups ?? {}
    const joined = match.index === end
    if (numeral !== undefined) tokens.push({ kind: 'numeral', text: numeral, at: match.index, joined })
    else if (word !== undefined) {
      tokens.push({ kind: 'word', text: foldLetters(word, { search: true }), at: match.index, joined })
    } else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at: match.index, joined })
    end = match.index + match[0].length
  }
  return tokens
}
