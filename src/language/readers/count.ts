import type { AnswerType, Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { ALONE, DUALS, KIN, SHARED } from '../lexicon/people.ts'
import type { HintKey } from '../lexicon/hints.ts'
import { normalise, wordsOf } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { tokensOf } from '../tokens.ts'
import { quantitiesOf } from '../quantities.ts'
import { readOneNumber, shownNumber } from './number.ts'

interface Kind {
  readonly type: AnswerType
  readonly hint: HintKey
  readonly least: number
  readonly most: number
  /** Whether the people around the writer are counted: then "أنا وزوجتي و3 أطفال" is not 3. */
  readonly household: boolean
}

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => normalise(word, { search: true })))
const KIN_WORDS = set(KIN)
const SHARED_WORDS = set(SHARED)
const DUAL_WORDS = set(DUALS)
const ALONE_PHRASES = set(ALONE)

/** "شخصين", "ولدين": the noun itself says two. */
function dualOf(input: string): number | undefined {
  const tokens = tokensOf(input)
  const duals = tokens.filter((token) => DUAL_WORDS.has(token.text))
  return duals.length === 1 && quantitiesOf(tokens).length === 0 ? 2 : undefined
}

function isUncounted(words: readonly string[], kind: Kind): boolean {
  const more = words.filter((word) => SHARED_WORDS.has(word) || DUAL_WORDS.has(word))
  return kind.household ? more.length > 0 || words.some((word) => KIN_WORDS.has(word)) : more.length > 0
}

function readCount(input: string, options: ReadOptions, kind: Kind): ReadResult {
  const hint = hintFor(kind.hint, options)
  const value = wholeNumber(input, kind, hint)
  if (typeof value !== 'number') return value
  const least = options.min ?? kind.least
  const most = options.max ?? kind.most
  if (!Number.isInteger(value)) return refused('count_not_whole', hint)
  if (value < least) return refused('count_too_small', String(least))
  if (value > most) return refused('count_too_large', String(most))
  return understood(value, shownNumber(value))
}

function wholeNumber(input: string, kind: Kind, hint: string): number | ReadResult {
  const said = wordsOf(input, { search: true })
  if (kind.household && ALONE_PHRASES.has(said.join(' '))) return 1
  const dual = dualOf(input)
  if (
    dual !== undefined &&
    !isUncounted(
      said.filter((word) => !DUAL_WORDS.has(word)),
      kind,
    )
  )
    return dual
  const found = readOneNumber(input, 'count', hint)
  if (!found.ok) return found
  // A long number with leading zeros is a phone or a reference, never a count of people.
  if (/^0\d{3}/.test(found.quantity.numeral ?? '')) return refused('count_unclear', hint)
  // "أنا وخمسة": the number is joined to someone who is not in it.
  const first = found.tokens[found.quantity.from]?.text ?? ''
  const joined = kind.household && found.others.length > 0 && /^و(?!احد)/.test(first)
  return joined || isUncounted(found.others, kind) ? refused('count_many', hint) : found.value
}

const countReader = (kind: Kind): Reader => ({
  type: kind.type,
  read: (input, options) => readCount(input, options, kind),
})

/** A whole number of things or people. */
export const count: Reader = countReader({
  type: 'count',
  hint: 'count',
  least: 0,
  most: 9999,
  household: false,
})

/** How many live in one household, the writer included. */
export const familySize: Reader = countReader({
  type: 'family_size',
  hint: 'familySize',
  least: 1,
  most: 50,
  household: true,
})
