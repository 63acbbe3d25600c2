/** How far matching folds a text; `search` also folds the seats of hamza (ؤ ئ), which is too much for names. */
export interface NormaliseOptions {
  readonly search?: boolean
}

// Every decimal digit block of Unicode starts at its zero and has ten code points in order (UCD, Nd).
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
] as const

const DIGITS: ReadonlyMap<string, string> = new Map(
  ZEROS.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), String(digit)] as const),
  ),
)

const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu
const PLAIN = /^[ -~]*$/

/** A text with every digit of every common script as 0-9; nothing else changes. */
export function foldDigits(text: string): string {
  return PLAIN.test(text) ? text : text.replace(OTHER_DIGIT, (digit) => DIGITS.get(digit) ?? digit)
}

// Marks that change how a text looks but not what it says: bidi controls, zero-width, BOM, soft hyphen,
// tatweel, harakat, Quranic signs, superscript alef, variation selectors and the keycap frame.
const INVISIBLE =
  /[[\p{scx=Arab}&&\p{Mn}]\u00AD\u061C\u0640\u115F\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\p{Variation_Selector}|\u20E3/gv
const SPACE = /\s+/g
const SEPARATORS: Readonly<Record<string, string>> = {
  '٬': ',',
  '٫': '.',
  '،': ',',
  '؛': ';',
  '٪': '%',
  '؍': '/',
  '⁄': '/',
  '∕': '/',
  '۔': '.',
}
const SEPARATOR = /[٬٫،؛٪؍⁄∕۔]/g
// Dashes and minus signs of every kind are typed for one another.
const DASH = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g

// Nearly every message: ASCII, the letters and digits of Arabic, harakat and tatweel. None of these is changed by
// NFKC, so one pass over them is enough.
const COMMON = /^[\n -~\u060C\u061B\u061F\u0621-\u063A\u0640-\u0652\u0660-\u066C\u06F0-\u06F9]*$/
const COMMON_FOLDED = /[\u064B-\u0652\u060C\u061B\u0640\u0660-\u066C\u06F0-\u06F9]/g
const foldCommon = (sign: string): string => DIGITS.get(sign) ?? SEPARATORS[sign] ?? ''

// A stretched line between two digits is meant as a dash (٥٠٠ـ٦٠٠), elsewhere it only decorates.
const TATWEEL = '\u0640'
const TATWEEL_DASH = /(?<=\p{Nd})\u0640+(?=\p{Nd})/gu

/**
 * The text as a reader sees it: NFKC, ASCII digits and separators, no invisible marks, single spaces.
 * Letters and case stay as typed.
 */
export function clean(input: string): string {
  if (PLAIN.test(input)) return input.replace(SPACE, ' ').trim()
  const text = input.includes(TATWEEL) ? input.replace(TATWEEL_DASH, '-') : input
  if (COMMON.test(text)) return text.replace(COMMON_FOLDED, foldCommon).replace(SPACE, ' ').trim()
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(OTHER_DIGIT, (digit) => DIGITS.get(digit) ?? digit)
    .replace(SEPARATOR, (mark) => SEPARATORS[mark] ?? mark)
    .replace(DASH, '-')
    .replace(SPACE, ' ')
    .trim()
}

const LETTERS: Readonly<Record<string, string>> = {
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ٲ: 'ا',
  ٳ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ة: 'ه',
  ۃ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ۂ: 'ه',
  ک: 'ك',
  ڪ: 'ك',
}
const LETTER = /[آأإٱٲٳىیېےةۃہھەۀۂکڪ]/g
const HAMZA_SEAT = /[ؤئ]/g
// Before و the hamza sits on either letter: مسئول and مسؤول, شئون and شؤون are one word.
const HAMZA_BEFORE_WAW = /ئ(?=و)/g
const seatLetter = (seat: string): string => (seat === 'ؤ' ? 'و' : 'ي')
// Accents of Latin letters are often left out when typing; combining marks of other scripts carry meaning.
const LATIN_ACCENTED = /[\u00C0-\u024F\u1E00-\u1EFF]|[\u0300-\u036F]/
const LATIN_ACCENT = /[\u0300-\u036F]/g

/** A cleaned text with letters, case and accents folded. */
export function foldLetters(text: string, options: NormaliseOptions = {}): string {
  const lower = text.toLowerCase()
  if (PLAIN.test(lower)) return lower
  let folded = lower.replace(LETTER, (letter) => LETTERS[letter] ?? letter)
  if (LATIN_ACCENTED.test(folded)) {
    folded = folded.normalize('NFD').replace(LATIN_ACCENT, '').replaceAll('ı', 'i').normalize('NFC')
  }
  if (options.search) folded = folded.replace(HAMZA_BEFORE_WAW, 'و').replace(HAMZA_SEAT, seatLetter)
  return folded
}

/** The one form in which two texts are compared; for matching only, never for storage. */
export function normalise(text: string, options: NormaliseOptions = {}): string {
  return foldLetters(clean(text), options)
}

const WORD_GAP = /[^\p{L}\p{M}\p{N}]+/u

/** The words of a text, folded; punctuation and symbols only separate. */
export function wordsOf(text: string, options: NormaliseOptions = {}): readonly string[] {
  return normalise(text, options)
    .split(WORD_GAP)
    .filter((word) => word !== '')
}
