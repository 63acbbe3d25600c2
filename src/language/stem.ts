// The light10 algorithm (Larkey, Ballesteros, Connell 2007), as Lucene's ArabicStemmer applies it: a prefix is
// taken only while two letters stay, a lone و only from words of four letters.
const PREFIXES = ['وال', 'بال', 'كال', 'فال', 'ال', 'لل'] as const
const SUFFIXES = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ية', 'ه', 'ة', 'ي'] as const

function withoutPrefix(word: string): string {
  for (const prefix of PREFIXES) {
    if (word.startsWith(prefix) && word.length >= prefix.length + 2) return word.slice(prefix.length)
  }
  return word.startsWith('و') && word.length >= 4 ? word.slice(1) : word
}

/** The light stem of one normalised word: article, conjunction and common endings removed. */
export function stem(word: string): string {
  let rest = withoutPrefix(word)
  for (const suffix of SUFFIXES) {
    if (rest.endsWith(suffix) && rest.length >= suffix.length + 2) rest = rest.slice(0, -suffix.length)
  }
  return rest
}
