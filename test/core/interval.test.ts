import { describe, expect, it } from 'vitest'
import { scoreInterval, shareInterval } from '#core/interval.ts'

describe('the interval of a share', () => {
  it.each([
    // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is Wilson’s: %i of %i', (hits, n, low, high) => {
    const interval = shareInterval(hits / n, n)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('knows nothing of nobody', () => expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 }))
})

describe('the interval of a mean score', () => {
  it('does not pretend that five fives are certain', () => {
    const { low, high } = scoreInterval(5, 5)
    expect(low).toBeLessThan(3.5)
    expect(high).toBe(5)
  })

  it('stays on the scale, holds the mean, and is narrower of more people', () => {
    for (const mean of [1, 2.4, 3, 4.9, 5]) {
      const few = scoreInterval(mean, 6)
      const many = scoreInterval(mean, 600)
      expect(few.low).toBeGreaterThanOrEqual(1)
      expect(few.high).toBeLessThanOrEqual(5)
      expect(many.low).toBeLessThanOrEqual(mean)
      expect(many.high).toBeGreaterThanOrEqual(mean)
      expect(many.high - many.low).toBeLessThan(few.high - few.low)
    }
  })
})
