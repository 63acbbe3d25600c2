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
const AROUND = [...new Set(SURROUNDINGS.map(form))].sort((a, b) => b.length - a.length)
const LONGEST = 120

function bare(text: string): string {
  let rest = text
  for (let before = ''; before !== rest;) {
    before = rest
    for (const words of AROUND) {
      if (rest.startsWith(`${words} `)) rest = rest.slice(words.length + 1)
      if (rest.endsWith(` ${words}`)) rest = rest.slice(0, -words.length - 1)
    }
  }
  return rest
}

/** "نعم نعم", "لا لا لا": the same word said again. */
function once(text: string): string {
  const words = text.split(' ')
  return words.every((word) => word === words[0]) ? (words[0] ?? '') : text
}

function verdictOfWords(text: string): Verdict | undefined {
  const words = form(text)
  return VERDICTS.get(words) ?? VERDICTS.get(once(words)) ?? VERDICTS.get(once(bare(words)))
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
export function readVerdict(input: string): Verdict | undefined {
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
  return understood(verdict, shown[options.language ?? 'ar'] ?? shown.ar ?? verdict)
}

/** Yes or no, in words or signs. */
export const yesNo: Reader = { type: 'yes_no', read }
