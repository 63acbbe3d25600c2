import { describe, expect, it } from 'vitest'
import { medianOf, satisfactionOf } from '#core/satisfaction.ts'

const of = (question: string, ...scores: number[]) =>
  scores.map((score) => ({ poll: 'poll_support', question, score }))

describe('satisfaction (R16, R17)', () => {
  it('shows no score of fewer than five people', () => {
    expect(satisfactionOf([])).toEqual({ count: 0 })
    expect(satisfactionOf(of('service', 5, 5, 1, 2))).toEqual({ count: 4 })
    expect(satisfactionOf(of('service', 5, 5, 1, 2, 2))).toEqual({ count: 5, mean: 3 })
  })

  it('counts people, not their answers', () => {
    const two = [...of('service', 5, 4), ...of('respect', 5, 4), ...of('speed', 5, 4)]
    expect(satisfactionOf(two)).toEqual({ count: 2 })
    const others = of('service', 3, 3, 3).map((score) => ({ ...score, poll: 'poll_other' }))
    expect(satisfactionOf([...two, ...others])).toEqual({ count: 5, mean: 4 })
  })
})

describe('the median', () => {
  it('is the value in the middle, or between the two in the middle', () => {
    expect(medianOf([])).toBeUndefined()
    expect(medianOf([7])).toBe(7)
    expect(medianOf([30, 1, 2])).toBe(2)
    expect(medianOf([4, 1, 3, 2])).toBe(2.5)
  })
})
