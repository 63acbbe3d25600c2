/** Meta allows one message in six seconds to the same person, and lends 45 in a burst (Cloud API, "Pair rate limits"). */
const INTERVAL = 6_000
/** How many of those we borrow: a conversation never needs more, and the rest is for what others send from our number. */
const BURST = 20
const LONGEST = 5 * 60_000
/** People remembered at most. Forgetting one costs a refusal. */
const REMEMBERED = 10_000

/** Holds back what Meta would refuse. What it knows only saves calls: Meta counts for itself. */
export interface Pacer {
  /** Milliseconds until the next message to this person may go; 0 takes the place of one that goes now. */
  take(person: string): number
  /** Meta refused for this person (131056); the milliseconds to wait, longer each time in a row. */
  refusedPair(person: string): number
  /** Meta refused for our number: nobody is written to for a while. */
  refusedAll(wait: number): void
  /** Meta took one. */
  taken(person: string): void
}

interface Pair {
  /** When the burst that was borrowed is paid back. */
  paid: number
  /** Nothing before this time. */
  notBefore: number
  refusals: number
}

/** A pacer that remembers nobody yet. */
export function createPacer(now: () => number): Pacer {
  const pairs = new Map<string, Pair>()
  let closedUntil = 0

  const pairOf = (person: string): Pair => {
    const pair = pairs.get(person) ?? { paid: 0, notBefore: 0, refusals: 0 }
    pairs.delete(person)
    pairs.set(person, pair)
    const oldest = pairs.keys().next()
    if (pairs.size > REMEMBERED && !oldest.done) pairs.delete(oldest.value)
    return pair
  }

  return {
    take(person) {
      const at = now()
      const pair = pairOf(person)
      const wait = Math.max(
        closedUntil - at,
        pair.notBefore - at,
        pair.paid - BURST * INTERVAL - at + INTERVAL,
      )
      if (wait > 0) return wait
      pair.paid = Math.max(pair.paid, at) + INTERVAL
      return 0
    },
    refusedPair(person) {
      const pair = pairOf(person)
      pair.refusals += 1
      const wait = Math.min(LONGEST, INTERVAL * 2 ** (pair.refusals - 1))
      pair.notBefore = now() + wait
      return wait
    },
    refusedAll(wait) {
      closedUntil = Math.max(closedUntil, now() + Math.min(wait, LONGEST))
    },
    taken(person) {
      pairOf(person).refusals = 0
    },
  }
}
