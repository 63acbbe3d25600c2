/** Words of Saudi speech and what they are in standard Arabic, folded. */
const WORDS: Readonly<Record<string, string>> = {
  وش: 'ما',
  ايش: 'ما',
  شنو: 'ما',
  ابي: 'اريد',
  ابغى: 'اريد',
  ابغا: 'اريد',
}

/** Dialect words turned into standard ones; all others stay. */
export function toStandard(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const standard = WORDS[word]
    return standard === undefined ? [word] : standard.split(' ')
  })
}
