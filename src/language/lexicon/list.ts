/** The words of a lexicon entry, written with bars between them so that a page holds a language. */
export function list(words: string): readonly string[] {
  return words.split('|').map((word) => word.trim())
}
