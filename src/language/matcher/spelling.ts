/** Knows the words of the examples, and which of them a mistyped word was meant to be. */
export interface Spelling {
  /** The word itself when known or too far from all; otherwise the nearest known one. */
  correct(word: string): string
}

// Shorter words have too many neighbours: one letter makes another word of them.
const SHORTEST = 4

/**
 * Learns words, with how often each was used. One mistake is forgiven: a letter lost, added, replaced, or two
 * swapped. Words meet by what is left of them when one letter is taken away, so that no two are ever compared in vain.
 */
export function learnSpelling(counts: ReadonlyMap<string, number>): Spelling {
  const shortened = new Map<string, string[]>()
  for (const word of counts.keys()) {
    if (word.length < SHORTEST) continue
    for (const rest of [word, ...withoutOne(word)]) {
      const known = shortened.get(rest)
      if (known) known.push(word)
      else shortened.set(rest, [word])
    }
  }
  return {
    correct: (word) => {
      if (word.length < SHORTEST || counts.has(word) || /\d/.test(word)) return word
      let best = word
      let most = 0
      for (const rest of [word, ...withoutOne(word)]) {
        for (const known of shortened.get(rest) ?? []) {
          const count = counts.get(known) ?? 0
          if (count > most && isOneMistake(word, known)) {
            best = known
            most = count
          }
        }
      }
      return best
    },
  }
}

function withoutOne(word: string): string[] {
  return Array.from({ length: word.length }, (_, i) => word.slice(0, i) + word.slice(i + 1))
}

function isOneMistake(typed: string, known: string): boolean {
  if (Math.abs(typed.length - known.length) > 1) return false
  let start = 0
  while (start < typed.length && start < known.length && typed[start] === known[start]) start += 1
  let end = 0
  const longest = Math.min(typed.length, known.length) - start
  while (end < longest && typed[typed.length - 1 - end] === known[known.length - 1 - end]) end += 1
  const left = typed.slice(start, typed.length - end)
  const right = known.slice(start, known.length - end)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
