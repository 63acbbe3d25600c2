import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { NAME_HALVES, NAME_JOINS, NAME_LEADS, NAME_TAILS, NAME_TRAILS, NOT_NAMES } from '../lexicon/names.ts'
import { normalise } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'
import { ownWords } from './text.ts'

const PARTS = 4
const MOST_WORDS = 14
const LONGEST = 120
// Hamza and madda are letters of the name, not decoration.
const HARAKAT = /[[\p{scx=Arab}&&\p{Mn}]--[\u0653-\u0655]]|[\u0640\u200B-\u200D]/gv
const ARABIC_WORD = /^[\p{Script=Arabic}ـ]{2,}$/u
const HELD = /(\p{L})\1{3,}/u
const EDGES = /^[\s:.,،;؛\-–—_*"'«»()/]+|[\s:.,،;؛\-–—_*"'«»()!/]+$/gu

// "محمد-أحمد-علي", "الاسم: محمد": signs that only part words.
const SEPARATORS = /[:：\-–—_/،,;؛]/gu
// "د. محمد": an initial of a title.
const TITLE = /^\s*[أادم]\s*\.\s*(?=\p{L}{2})/u

const fold = (text: string): string => normalise(text)
const folded = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(fold))
const byLength = (words: readonly string[]): readonly string[] =>
  [...folded(words)].sort((a, b) => b.length - a.length)

const JOINS = folded(NAME_JOINS)
const HALVES = folded(NAME_HALVES)
const TAILS = folded(NAME_TAILS)
const WORDS_OF_SENTENCES = folded(NOT_NAMES)
const LEADS = byLength(NAME_LEADS)
const TRAILS = byLength(NAME_TRAILS)

/** Arabic letters as typed, without decoration: presentation forms composed, harakat and tatweel dropped. */
function cleanArabic(input: string): string {
  return ownWords(input).normalize('NFKC').replace(HARAKAT, '').replace(/\s+/g, ' ').replace(EDGES, '')
}

/** Drops the words that fold to `phrase` at the start or end; the rest stays as typed. */
function dropPhrase(words: readonly string[], phrases: readonly string[], end: boolean): readonly string[] {
  const bare = words.map((word) => fold(word.replace(EDGES, '')))
  for (const phrase of phrases) {
    const size = phrase.split(' ').length
    if (size >= words.length) continue
    const part = end ? bare.slice(-size) : bare.slice(0, size)
    if (part.join(' ') === phrase) return end ? words.slice(0, -size) : words.slice(size)
  }
  return words
}

function withoutLead(text: string): readonly string[] {
  let words: readonly string[] = text.replace(SEPARATORS, ' ').replace(TITLE, '').split(/\s+/)
  for (let before = -1; before !== words.length;) {
    before = words.length
    words = dropPhrase(words, LEADS, false)
  }
  return dropPhrase(words, TRAILS, true)
    .map((word) => word.replace(EDGES, ''))
    .filter((word) => word !== '')
}

/** How many parts a name has, where "عبد الله", "بن سعد" and "آل سعود" are one each. */
export function countNameParts(words: readonly string[]): number {
  const forms = words.map(fold)
  let parts = 0
  let at = 0
  while (at < forms.length) {
    parts++
    while (at < forms.length - 1 && joinsNext(forms[at] ?? '', forms[at + 1] ?? '')) at++
    at++
  }
  return parts
}

function joinsNext(word: string, next: string): boolean {
  if (HALVES.has(word)) return TAILS.has(next)
  return JOINS.has(word)
}

function readArabic(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('nameAr', options)
  const text = cleanArabic(input)
  if (text.length === 0) return refused('name_unclear', hint)
  if (text.length > LONGEST || /[?؟]/.test(text)) return refused('name_unclear', hint)
  if (/\p{N}/u.test(text)) return refused('name_digits', hint)
  if (/[A-Za-z]/.test(text)) return refused('name_want_arabic', hint)
  const words = withoutLead(text)
  if (words.length > MOST_WORDS || words.some((word) => !ARABIC_WORD.test(word) || HELD.test(word))) {
    return refused('name_unclear', hint)
  }
  if (words.some((word) => WORDS_OF_SENTENCES.has(fold(word)))) return refused('name_unclear', hint)
  if (JOINS.has(fold(words.at(-1) ?? '')) && !HALVES.has(fold(words.at(-1) ?? '')))
    return refused('name_parts', hint)
  if (countNameParts(words) < (options.parts ?? PARTS)) return refused('name_parts', hint)
  const name = words.join(' ')
  return understood(name, name)
}

const LATIN_LEAD =
  /^(?:hello|hi|assalamu alaikum|salam)?[\s,.!]*(?:my (?:full )?name is|my name|full name|name|i am|i'm|im|this is|nama saya|saya|adım|benim adım|je m'appelle|je suis|mon nom est|sunana|mera naam)\s*[:=-]?\s+/i
const LATIN_NAME = /^\p{Script=Latin}[\p{Script=Latin}\p{M}'’.\- ]*$/u
const LATIN_SENTENCE =
  /\b(?:i|you|want|need|help|please|what|how|when|where|why|who|is|are|not|dont|don't|no|yes|hello|thanks|request|the|and|or|my|name|same|above|none|cannot|can't|later)\b/i

function readLatin(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('nameLatin', options)
  const text = ownWords(input)
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[`´‘’]/g, "'")
    .trim()
  if (text === '' || text.length > LONGEST || /[?؟]/.test(text)) return refused('name_unclear', hint)
  if (/\p{N}/u.test(text)) return refused('name_digits', hint)
  if (/\p{Script=Arabic}/u.test(text)) return refused('name_want_latin', hint)
  const name = text
    .replace(LATIN_LEAD, '')
    .replace(/^[\s,:;"()-]+|[\s,;:"()!-]+$/g, '')
    .replace(/(?<=\p{L}{3})\.$/u, '')
  const letters = name.match(/\p{L}/gu)?.length ?? 0
  if (!LATIN_NAME.test(name) || letters < 2 || HELD.test(name)) return refused('name_unclear', hint)
  if (LATIN_SENTENCE.test(name)) return refused('name_unclear', hint)
  if (name.split(' ').length < (options.parts ?? 1)) return refused('name_parts', hint)
  return understood(name, name)
}

/** A full name in Arabic or Urdu letters, as typed; four parts unless the question says otherwise. */
export const nameAr: Reader = { type: 'name_ar', read: readArabic }

/** A name in Latin letters, as typed; one part is enough (Indonesian names). */
export const nameLatin: Reader = { type: 'name_latin', read: readLatin }
