import { SPOKEN_DIGITS } from './lexicon/spoken-digits.ts'
import { normalise, wordsOf } from './normalise.ts'

/** Digits standing together in a text, and what stands right before them. */
interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
}

/** What looking for one number in a text found: exactly one, several different ones, or none. */
export type Found =
  | { readonly kind: 'one'; readonly digits: string }
  | { readonly kind: 'many' }
  | { readonly kind: 'none'; readonly nearest: string }

const DIGIT_GROUP = /\d+/g
// What people put inside one number: spaces, dashes, dots, slashes, brackets; commas separate two numbers.
const JOINT = /^[\s\-._/()[\]–*]{1,4}$/
const SPOKEN_RUN = 7
// An identity number that went through a spreadsheet: 1,000,000,008.
const THOUSANDS = /(?<![\d,])\d{1,3}(?:,\d{3}){2,}(?![\d,])/g

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const DENIALS = words('مو مب مهب موب ليس ليست مش not isnt')
const ONLY = words('الا غير سوي فقط only')

/** "هذا مو رقمي 05…": the number is named to be denied; "ليس عندي غير …" gives it. */
export function isDenied(text: string): boolean {
  const said = wordsOf(text, { search: true })
  return said.some((word) => DENIALS.has(word)) && !said.some((word) => ONLY.has(word))
}

const SPOKEN: ReadonlyMap<string, string> = new Map(
  Object.entries(SPOKEN_DIGITS).map(([word, digit]) => [normalise(word, { search: true }), digit]),
)

/** The text with long runs of spoken digits ("صفر خمسة خمسة …") written as one number, as voice typing gives them. */
export function writeSpokenDigits(text: string): string {
  const tokens = text.split(/[\s,.-]+/)
  if (tokens.length < SPOKEN_RUN) return text
  const written: string[] = []
  let run: string[] = []
  let original: string[] = []
  const flush = (): void => {
    written.push(...(run.length >= SPOKEN_RUN ? [run.join('')] : original))
    run = []
    original = []
  }
  for (const token of tokens) {
    const digit = spokenDigit(token)
    if (digit === undefined) {
      flush()
      written.push(token)
    } else {
      run.push(digit)
      original.push(token)
    }
  }
  flush()
  return written.join(' ')
}

function spokenDigit(token: string): string | undefined {
  if (/^\d{1,3}$/.test(token)) return token
  const word = normalise(token, { search: true })
  return SPOKEN.get(word) ?? (word.startsWith('و') ? SPOKEN.get(word.slice(1)) : undefined)
}

function groupsOf(text: string): readonly Group[] {
  return [...text.matchAll(DIGIT_GROUP)].map((match) => ({
    digits: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function chainsOf(text: string): readonly (readonly Group[])[] {
  const chains: Group[][] = []
  for (const group of groupsOf(text)) {
    const last = chains.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && JOINT.test(text.slice(before.end, group.start)))
      last.push(group)
    else chains.push([group])
  }
  return chains
}

/** A Latin letter glued to a number makes it another kind of number (a passport, a reference). */
function glued(text: string, first: Group, last: Group): boolean {
  const before = text[first.start - 1] ?? ''
  const after = text[last.end] ?? ''
  return /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after)
}

/**
 * The one number of the wanted shape in a text: written in one piece, or in pieces joined by spaces and dashes.
 * A longer number that merely contains the shape does not count.
 */
export function findNumber(input: string, wanted: (digits: string) => boolean): Found {
  const text = input.replace(THOUSANDS, (grouped) => grouped.replaceAll(',', ''))
  const found = new Set<string>()
  let nearest = ''
  for (const chain of chainsOf(text)) {
    const joined = chain.map((group) => group.digits).join('')
    if (joined.length > nearest.length) nearest = joined
    const [first] = chain
    const last = chain.at(-1)
    if (first === undefined || last === undefined) continue
    if (wanted(joined) && !glued(text, first, last)) found.add(joined)
    else for (const digits of piecesOf(text, chain, wanted)) found.add(digits)
  }
  if (found.size > 1) return { kind: 'many' }
  const [digits] = found
  return digits === undefined ? { kind: 'none', nearest } : { kind: 'one', digits }
}

/** Whole numbers side by side; a few digits left over beside one would mean that it was cut wrongly. */
function piecesOf(
  text: string,
  chain: readonly Group[],
  wanted: (digits: string) => boolean,
): readonly string[] {
  if (chain.length === 1) return []
  const leftOver = chain.some((group) => !wanted(group.digits) && group.digits.length < SPOKEN_RUN)
  if (leftOver) return []
  return chain
    .filter((group) => wanted(group.digits) && !glued(text, group, group))
    .map((group) => group.digits)
}
