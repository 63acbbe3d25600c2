import { normalise, wordsOf } from '../normalise.ts'
import { ARABIC_RULES } from './emergency-rules-arabic.ts'
import { OTHER_RULES } from './emergency-rules.ts'
import type { EmergencyRules } from './emergency-syntax.ts'
import { compileRules } from './emergency-syntax.ts'

const LETTERS = /[\p{L}\p{M}]+/u
const REPEATED = /(\p{L})\1+/gu
const GAP = /[^\p{L}\p{M}\p{N}]+/u

const ALL: readonly EmergencyRules[] = [ARABIC_RULES, ...OTHER_RULES]
const COMPILED = ALL.map((rules) => compileRules(rules, foldDanger))

/** A text as the rules read it: folded, ض and ظ as one letter, no letter twice in a row, single spaces. */
function foldDanger(text: string): string {
  return normalise(text, { search: true })
    .replaceAll('ظ', 'ض')
    .replace(REPEATED, '$1')
    .split(GAP)
    .filter((word) => word !== '')
    .join(' ')
}

/** Every word of danger that a rule is known by, folded for matching: what a mistyped word may have been. */
export function dangerWords(): readonly string[] {
  const written = ALL.flatMap(({ rules }) => rules.map((rule) => rule.of.replaceAll(/\S*\*/g, ' ')))
  return wordsOf(written.join(' ').replaceAll('_', ' '), { search: true })
}

/** Whether a text tells of danger to life, a lost person, abuse or self-harm, by rules alone. */
export function isEmergency(text: string): boolean {
  const found = rulesFor(text)
  if (found.length === 0) return false
  const folded = foldDanger(text)
  return COMPILED.some(({ rules, prepare }, language) => {
    const mine = found === EVERY_RULE ? rules : rules.filter((_rule, i) => found.includes(idOf(language, i)))
    if (mine.length === 0) return false
    const { text: told, over } = prepare(folded)
    return mine.some(
      (rule) => !(over && !rule.lasting) && rule.says.test(told) && !(rule.unless?.test(told) ?? false),
    )
  })
}

/** Whether anything in a text speaks against danger: an idiom, an end, a thing lost, a long illness. */
export function isCalm(text: string): boolean {
  const folded = foldDanger(text)
  return COMPILED.some(({ calms }) => calms(folded))
}

// Most messages hold no word of danger. To tell so cheaply, their words are read as typed, letter by letter, against
// tables of hashes: of whole words, and of beginnings. A collision costs time, never an alarm missed.
const SLOTS = 1 << 15
const WHOLE: (number[] | undefined)[] = Array.from({ length: SLOTS })
const BEGINNING: (number[] | undefined)[] = Array.from({ length: SLOTS })
const FOLDED = new Uint16Array(0x1_0000)
const SKIP = 0xffff
const EVERY_RULE: readonly number[] = [-1]
const NO_RULE: readonly number[] = []
const AND = 'و'.charCodeAt(0)

for (let unit = 0; unit < FOLDED.length; unit += 1) FOLDED[unit] = foldUnit(unit)
COMPILED.forEach(({ rules }, language) => {
  rules.forEach(({ words }, i) => {
    for (const word of words) {
      const table = word.endsWith('*') ? BEGINNING : WHOLE
      const slot = slotOf(word.replace('*', ''))
      table[slot] = [...(table[slot] ?? []), idOf(language, i)]
    }
  })
})

function idOf(language: number, rule: number): number {
  return language * 1000 + rule
}

/** One UTF-16 unit, folded: 0 for what separates words, SKIP for what is not seen. */
function foldUnit(unit: number): number {
  if (unit >= 0xd800 && unit < 0xe000) return 0
  const folded = normalise(`a${String.fromCharCode(unit)}a`, { search: true }).replaceAll('ظ', 'ض')
  if (folded === 'aa') return SKIP
  return LETTERS.test(folded.slice(1, -1)) ? folded.charCodeAt(1) : 0
}

function slotOf(word: string): number {
  let hash = 0
  for (let i = 0; i < word.length; i += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0
  return hash & (SLOTS - 1)
}

/** The rules that a text has a word of danger for. */
function rulesFor(text: string): readonly number[] {
  let found = NO_RULE
  let hash = 0
  // The same word without "and" (و) before it.
  let bare = 0
  let before = 0
  for (let i = 0; i <= text.length; i += 1) {
    const typed = i < text.length ? text.charCodeAt(i) : 0x20
    // Bengali vowels and Arabic ligatures are not one unit each: the rules themselves read those.
    if ((typed >= 0x980 && typed < 0xa00) || (typed >= 0xfb50 && typed < 0xff00)) return EVERY_RULE
    const unit = FOLDED[typed]!
    if (unit === SKIP || (unit === before && unit !== 0)) continue
    if (unit === 0) {
      if (before !== 0) found = joined(found, WHOLE, hash, bare)
      hash = 0
      bare = 0
    } else {
      hash = (Math.imul(hash, 31) + unit) | 0
      if (before !== 0 || unit !== AND) bare = (Math.imul(bare, 31) + unit) | 0
      found = joined(found, BEGINNING, hash, bare)
    }
    before = unit
  }
  return found
}

function joined(
  found: readonly number[],
  table: readonly (readonly number[] | undefined)[],
  hash: number,
  bare: number,
): readonly number[] {
  const own = table[hash & (SLOTS - 1)]
  const other = hash === bare ? undefined : table[bare & (SLOTS - 1)]
  return own || other ? [...found, ...(own ?? []), ...(other ?? [])] : found
}
