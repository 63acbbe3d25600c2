/** Two bounds between which the true value lies with 95 % confidence. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054

/** The interval of a share of `n` (Wilson, JASA 22 (1927) 209–212): honest for few answers, never outside 0…1. */
export function shareInterval(share: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 }
  const shrink = 1 + Z ** 2 / n
  const middle = (share + Z ** 2 / (2 * n)) / shrink
  const half = (Z / shrink) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/**
 * The interval of a mean of scores between 1 and 5: Wilson's, of how far up the scale the mean stands. A bounded value
 * varies no more than a share of the same mean (Bhatia and Davis, Am. Math. Monthly 107 (2000) 353–357), so this is
 * never too narrow, also where all gave the same score, and a mean of few people does not look surer than it is.
 */
export function scoreInterval(mean: number, people: number): Interval {
  const { low, high } = shareInterval((mean - 1) / 4, people)
  return { low: 1 + 4 * low, high: 1 + 4 * high }
}
