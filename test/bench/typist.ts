import { seededRandom } from '#language/matcher/random.ts'

/**
 * Gives texts as hasty people type them: one letter lost, doubled, swapped with the next, or replaced by another of
 * the text. The same seed makes the same mistakes.
 */
export function typist(seed: number): (text: string) => string {
  const random = seededRandom(seed)
  return (text) => {
    const letters = Array.from(text)
    const places = letters.flatMap((letter, i) => (/\p{L}/u.test(letter) ? [i] : []))
    const at = places[Math.floor(random() * places.length)]
    if (at === undefined || places.length < 4) return text
    const letter = letters[at] ?? ''
    const other = letters[places[Math.floor(random() * places.length)] ?? at] ?? letter
    const mistake = Math.floor(random() * 4)
    if (mistake === 0) letters.splice(at, 1)
    else if (mistake === 1) letters.splice(at, 0, letter)
    else if (mistake === 2) letters.splice(at, 1, other)
    else letters.splice(at, 2, letters[at + 1] ?? '', letter)
    return letters.join('')
  }
}
