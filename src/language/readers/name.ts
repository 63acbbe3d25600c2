import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { NAME_HALVES, NAME_JOINS, NAME_LEADS, NAME_TAILS, NAME_TRAILS, NOT_NAMES } from '../lexicon/names.ts'
import { foldLetters, normalise } from '../normalise.ts'
import { numberPart } from '../number-words.ts'
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

const folded = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => normalise(word)))

const JOINS = folded(NAME_JOINS)
const HALVES = folded(NAME_HALVES)
const TAILS = folded(NAME_TAILS)
const WORDS_OF_SENTENCES = folded(NOT_NAMES)
const LEADS = folded(NAME_LEADS)
const TRAILS = folded(NAME_TRAILS)
const LONGEST_PHRASE = 5

/** A word of a name as typed, and folded to be compared. */
interface NameWord {
  readonly typed: string
  readonly form: string
}

// The label of a form, or a habit, before an Arabic name.
const ENGLISH_LEAD = /^\s*(?:(?:my )?(?:full )?name(?: is)?|i am|i'm)\s*[:=-]?\s+/i

/** Arabic letters as typed, without decoration: presentation forms composed, harakat and tatweel dropped. */
function cleanArabic(input: string): string {
  return ownWords(input).normalize('NFKC').replace(HARAKAT, '').replace(/\s+/g, ' ').trim()
}

function wordsIn(text: string): readonly NameWord[] {
  return text
    .replace(SEPARATORS, ' ')
    .replace(TITLE, '')
    .split(/\s+/)
    .map((word) => word.replace(EDGES, ''))
    .filter((word) => word !== '')
    .map((typed) => ({ typed, form: foldLetters(typed) }))
}

const phraseOf = (words: readonly NameWord[]): string => words.map((word) => word.form).join(' ')

/** How many words of the longest phrase stand at the start or end of a longer text. */
function phraseSize(words: readonly NameWord[], phrases: ReadonlySet<string>, end: boolean): number {
  for (let size = Math.min(LONGEST_PHRASE, words.length - 1); size > 0; size--) {
    if (phrases.has(phraseOf(end ? words.slice(-size) : words.slice(0, size)))) return size
  }
  return 0
}

/** The words of the name alone, without "اسمي" before and thanks behind. */
function nameWords(text: string): readonly NameWord[] {
  let words = wordsIn(text)
  for (let size = phraseSize(words, LEADS, false); size > 0; size = phraseSize(words, LEADS, false)) {
    words = words.slice(size)
  }
  const behind = phraseSize(words, TRAILS, true)
  return behind === 0 ? words : words.slice(0, -behind)
}

/** How many parts a name has, where "عبد الله", "بن سعد" and "آل سعود" are one each. */
function countParts(words: readonly NameWord[]): number {
  let parts = 0
  for (let at = 0; at < words.length; at++) {
    parts++
    while (at < words.length - 1 && joinsNext(words[at]?.form ?? '', words[at + 1]?.form ?? '')) at++
  }
  return parts
}

function joinsNext(word: string, next: string): boolean {
  return HALVES.has(word) ? TAILS.has(next) : JOINS.has(word)
}

/** "عبد" and "بن" need a name after them. */
const endsOpen = (words: readonly NameWord[]): boolean => JOINS.has(words.at(-1)?.form ?? '')

function readArabic(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('nameAr', options)
  const text = cleanArabic(input.replace(ENGLISH_LEAD, ''))
  if (text.length === 0) return refused('name_unclear', hint)
  if (text.length > LONGEST || /[?؟]/.test(text)) return refused('name_unclear', hint)
  if (/\p{N}/u.test(text)) return refused('name_digits', hint)
  if (/[A-Za-z]/.test(text)) return refused('name_want_arabic', hint)
  const words = nameWords(text)
  const isWord = ({ typed }: NameWord): boolean => ARABIC_WORD.test(typed) && !HELD.test(typed)
  if (words.length > MOST_WORDS || !words.every(isWord)) return refused('name_unclear', hint)
  if (words.filter(({ form }) => numberPart(form) !== undefined).length > 1)
    return refused('name_digits', hint)
  if (words.some(({ form }) => WORDS_OF_SENTENCES.has(form))) return refused('name_unclear', hint)
  if (endsOpen(words) || countParts(words) < (options.parts ?? PARTS)) return refused('name_parts', hint)
  const name = words.map(({ typed }) => typed).join(' ')
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
