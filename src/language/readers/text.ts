import type { Reader } from '#core/answer.ts'
import { hintFor, refused, understood } from '../reading.ts'

const LONGEST = 2000
const SAYS_SOMETHING = /[\p{L}\p{N}]/u
// Bidi controls and other invisible marks; the joiners of emoji and of Persian and Urdu spelling stay.
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]/g
// oxlint-disable-next-line no-control-regex -- control characters are what is removed
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
const LONE_SURROGATE = /\p{Cs}/gu

/** A person's own words as they are kept: composed, trimmed, without invisible marks. */
export function ownWords(input: string): string {
  return input
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(LONE_SURROGATE, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Free text within limits, counted in characters as people see them. */
export const text: Reader = {
  type: 'text',
  read(input, options) {
    const words = ownWords(input)
    const length = Array.from(words).length
    if (!SAYS_SOMETHING.test(words)) return refused('text_empty', hintFor('text', options))
    if (length < (options.minLength ?? 1)) return refused('text_too_short', String(options.minLength))
    const longest = options.maxLength ?? LONGEST
    if (length > longest) return refused('text_too_long', String(longest))
    return understood(words, words)
  },
}
