import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { NO, NO_MARKS, SHOWN, SURROUNDINGS, YES, YES_MARKS } from '../lexicon/yes-no.ts'
import { clean, normalise } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

type Verdict = 'yes' | 'no'

/** The form in which yes and no are compared: folded, held letters cut, only words. */
function form(text: string): string {
  return normalise(text, { search: true })
    .replace(/['’`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim()
}

const VERDICTS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ...YES.map((word) => [form(word), 'yes'] as const),
  ...NO.map((word) => [form(word), 'no'] as const),
])
const AROUND: ReadonlySet<string> = new Set(SURROUNDINGS.map(form))
const LONGEST_PHRASE = Math.max(...[...VERDICTS.keys(), ...AROUND].map((phrase) => phrase.split(' ').length))
const LONGEST = 120

/**
 * The verdict of a text that is nothing but known phrases, the longest taken first ("لا شكرا", "ايه والله اكيد").
 * One unknown word, or a yes beside a no, and it is not an answer.
 */
function verdictOfWords(text: string): Verdict | undefined {
  const said = form(text)
  return verdictOfPhrases(said) ?? verdictOfPhrases(said.replace(/(\p{L})\1/gu, '$1'))
}

function verdictOfPhrases(text: string): Verdict | undefined {
  const words = text.split(' ')
  const verdicts = new Set<Verdict>()
  for (let at = 0; at < words.length;) {
    const size = phraseAt(words, at)
    if (size === 0) return undefined
    const verdict = VERDICTS.get(words.slice(at, at + size).join(' '))
    if (verdict !== undefined) verdicts.add(verdict)
    at += size
  }
  const [verdict] = verdicts
  return verdicts.size === 1 ? verdict : undefined
}

/** How many words the longest known phrase at a place has; 0 where none begins. */
function phraseAt(words: readonly string[], at: number): number {
  for (let size = Math.min(LONGEST_PHRASE, words.length - at); size > 0; size--) {
    const phrase = words.slice(at, at + size).join(' ')
    if (VERDICTS.has(phrase) || AROUND.has(phrase)) return size
  }
  return 0
}

function verdictOfMarks(text: string): Verdict | 'both' | undefined {
  const yes = YES_MARKS.some((mark) => text.includes(mark))
  const no = NO_MARKS.some((mark) => text.includes(mark))
  if (yes && no) return 'both'
  if (yes) return 'yes'
  return no ? 'no' : undefined
}

/** The place of an option, where yes and no were shown as a numbered list. */
function verdictByNumber(text: string, options: ReadOptions): Verdict | undefined {
  const at = /^\(?(\d)[.)]?$/.exec(text)?.[1]
  const id = at === undefined ? undefined : options.options?.[Number(at) - 1]?.id
  return id === 'yes' || id === 'no' ? id : undefined
}

/** Yes, no, or neither; a question, a negation of either word and "I do not know" are neither. */
function readVerdict(input: string): Verdict | undefined {
  if (input.length > LONGEST || /[?؟]/.test(input)) return undefined
  const text = clean(input)
  const marks = verdictOfMarks(text)
  const words = verdictOfWords(text)
  if (marks === 'both') return undefined
  if (marks === undefined) return words
  const silent = form(text) === ''
  return silent || words === marks ? marks : undefined
}

function read(input: string, options: ReadOptions): ReadResult {
  const verdict = verdictByNumber(clean(input), options) ?? readVerdict(input)
  if (verdict === undefined) return refused('yes_no_unclear', hintFor('yesNo', options))
  const shown = SHOWN[verdict]
  return understood(verdict === 'yes', shown[options.language ?? 'ar'] ?? shown.ar ?? verdict)
}

/** Yes (`true`) or no (`false`), in words or signs. */
export const yesNo: Reader = { type: 'yes_no', read }
