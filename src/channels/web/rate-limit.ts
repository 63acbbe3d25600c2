/** A token bucket for each key. */
export interface RateLimit {
  /** Takes one token: 0 when there was one, else the milliseconds until the next. */
  take(key: string): number
}

interface Bucket {
  tokens: number
  at: number
}

const KEYS_KEPT = 20_000

/** Buckets of `burst` tokens that refill at `perMinute`. */
export function createRateLimit(perMinute: number, burst: number, now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>()
  const refillMs = 60_000 / perMinute

  const forgetFull = (at: number): void => {
    for (const [key, bucket] of buckets) if (at - bucket.at > burst * refillMs) buckets.delete(key)
    // Only a flood from very many addresses comes here; forgetting all is kinder than refusing everyone.
    if (buckets.size > KEYS_KEPT) buckets.clear()
  }

  return {
    take(key) {
      const at = now()
      if (buckets.size > KEYS_KEPT) forgetFull(at)
      const bucket = buckets.get(key) ?? { tokens: burst, at }
      bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, at - bucket.at) / refillMs)
      bucket.at = at
      buckets.set(key, bucket)
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) * refillMs)
      bucket.tokens -= 1
      return 0
    },
  }
}
