import { writeSpokenDigits } from '#language/digits.ts'
import { list } from '#language/lexicon/list.ts'
import { NAME_JOINS, NAME_LEADS, NOT_NAMES } from '#language/lexicon/names.ts'
import { foldDigits, foldLetters } from '#language/normalise.ts'

const EMAIL = /[^\s@<>]+@[^\s@<>]+/gu
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu
const IBAN = /\bSA(?:\s?\p{Nd}){10,22}/giu
/** A number with whatever people write between its digits; every digit goes, since a short one may be an age or a day. */
const NUMBER = /[+(]?\p{Nd}(?:[\s\-./:,()]{0,2}\p{Nd})*/gu
const MENTION = /@[\w.]{3,}/gu

/** What a name follows upon, here and in the other languages; greetings alone say nothing. */
const LEADS: ReadonlySet<string> = new Set(
  [
    ...NAME_LEADS.filter((lead) => !/(?:سلام|هلا|مرحب|رحمة)/u.test(lead)),
    ...list(
      `ولدي | بنتي | ابني | ابنتي | زوجي | زوجتي | والدي | والدتي | جارتي | جاري | كفيلي | اختي | اخوي`,
    ),
    ...list(`my name is | name is | i am | i'm | this is | mr | mrs | ms | miss | dr | my son | my daughter |
      my wife | my husband | my father | my mother | nama saya | saya | je suis | je m'appelle`),
  ].map((lead) => folded(lead)),
)
const JOINS: ReadonlySet<string> = new Set(NAME_JOINS.map((word) => folded(word)))
const STOPS: ReadonlySet<string> = new Set(
  [
    ...NOT_NAMES,
    ...list(`وابغى | وابي | واريد | وأريد | وعندي | وكيف | ومتى | وهل | يبغى | تبغى | يحتاج | تحتاج | مريض |
      مريضة | معاق | عمره | عمرها`),
    ...list(`a | an | the | and | or | but | who | what | when | where | how | is | are | has | have | had |
      want | wants | need | needs | can | do | does | will | not | here | there | from | with | for | in | on |
      at | to | of | looking | asking | trying | sick | disabled | waiting | my | your`),
  ].map((word) => folded(word)),
)
const LONGEST_LEAD = 3
const LONGEST_NAME = 4

/**
 * A question without what could tell who asks: addresses, links, account numbers, digits in any script or spoken, and
 * names where people usually write one. It masks rather too much: the kind of question is all that is needed.
 */
export function maskPersonal(text: string): string {
  const plain = foldDigits(text)
    .replaceAll(EMAIL, '[email]')
    .replaceAll(LINK, '[link]')
    .replaceAll(MENTION, '[account]')
  return maskNames(writeSpokenDigits(plain).replaceAll(IBAN, '[account]').replaceAll(NUMBER, '[number]'))
}

function folded(word: string): string {
  return foldLetters(word.toLowerCase(), { search: true })
}

function maskNames(text: string): string {
  const parts = text.split(/(\s+)/u)
  const words = parts.filter((_part, index) => index % 2 === 0)
  // What was masked already is no word.
  const bare = words.map((word) =>
    word.startsWith('[') ? '' : folded(word.replaceAll(/[^\p{L}\p{M}']/gu, '')),
  )
  const hidden = new Set<number>()
  bare.forEach((word, at) => {
    for (let length = 1; length <= LONGEST_LEAD; length++) {
      if (LEADS.has(bare.slice(at, at + length).join(' '))) hideName(bare, words, at + length, hidden)
    }
    if (JOINS.has(word)) for (const near of [at - 1, at + 1]) if (isName(bare[near])) hidden.add(near)
  })
  return parts
    .map((part, index) => (index % 2 === 0 && hidden.has(index / 2) ? '[name]' : part))
    .join('')
    .replaceAll(/\[name\](?:\s+\[name\])+/gu, '[name]')
}

/** Hides the words from a place on, up to a word of a sentence or the end of one. */
function hideName(
  bare: readonly string[],
  words: readonly string[],
  from: number,
  hidden: Set<number>,
): void {
  if (/[.،,؟?!:]$/u.test(words[from - 1] ?? '') && !words[from - 1]?.endsWith(':')) return
  for (let at = from; at < from + LONGEST_NAME; at++) {
    if (!isName(bare[at])) return
    hidden.add(at)
    if (/[.،,؟?!؛;]$/u.test(words[at] ?? '')) return
  }
}

function isName(word: string | undefined): boolean {
  return word !== undefined && word !== '' && !STOPS.has(word) && !STOPS.has(word.replace(/^و/u, ''))
}
