import { describe, expect, it } from 'vitest'
import { decisionWindow, warningTimes } from '#core/deadline.ts'
import { formatHijri, toHijri } from '#core/hijri.ts'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import { RULES, Road, complete, decided, deciding, met } from './road.ts'

const BEGIN = Date.UTC(2026, 2, 1, 9)
const FLOOR = { earliest: 14, stated: true } as const
const BOTH = { earliest: 14, latest: 42, stated: true } as const
const NONE = { stated: false } as const
const CLOCK = { completeAt: BEGIN, pausedFor: 0 } as const

/** What was assessed once is completed and assessed again. */
const again = (road: Road): Road =>
  road.do({ do: 'complete' }).do({ do: 'begin_assessment' }).do({ do: 'finish_assessment' })

/** A day as it is shown: of both calendars. */
const shown = (at: number | undefined): string =>
  at === undefined ? '–' : `${riyadhDay(at)} ${formatHijri(toHijri(riyadhDay(at)))}`

describe('the decision window (R13)', () => {
  it('does not exist before completeness', () => {
    expect(decisionWindow(BOTH, { pausedFor: 0 }, BEGIN)).toEqual({ paused: false })
    expect(warningTimes(BOTH, { pausedFor: 0 })).toEqual([])
  })

  it('of musanid and naqra has a floor and no end', () => {
    expect(decisionWindow(FLOOR, CLOCK, BEGIN)).toEqual({ earliestAt: BEGIN + 14 * DAY, paused: false })
    expect(warningTimes(FLOOR, CLOCK)).toEqual([])
  })

  it('of irtiqa has both', () => {
    expect(decisionWindow(BOTH, CLOCK, BEGIN + 21 * DAY)).toEqual({
      earliestAt: BEGIN + 14 * DAY,
      latestAt: BEGIN + 42 * DAY,
      share: 0.5,
      paused: false,
    })
  })

  it('of baraim, and of huda until it sets one, invents no number', () => {
    expect(decisionWindow(NONE, CLOCK, BEGIN + 400 * DAY)).toEqual({ paused: false })
    expect(decisionWindow({ latest: 30, stated: true }, CLOCK, BEGIN)).toEqual({
      latestAt: BEGIN + 30 * DAY,
      share: 0,
      paused: false,
    })
  })

  it('is told in both calendars', () => {
    const { earliestAt, latestAt } = decisionWindow(BOTH, CLOCK, BEGIN)
    expect(shown(BEGIN)).toBe('2026-03-01 1447-09-12')
    expect(shown(earliestAt)).toBe('2026-03-15 1447-09-26')
    expect(shown(latestAt)).toBe('2026-04-12 1447-10-24')
  })

  it('counts the day in Riyadh, which begins three hours before that of UTC', () => {
    expect(riyadhDay(Date.UTC(2026, 2, 1, 20, 59, 59, 999))).toBe('2026-03-01')
    expect(riyadhDay(Date.UTC(2026, 2, 1, 21))).toBe('2026-03-02')
    expect(riyadhDay(Date.UTC(2027, 11, 31, 21))).toBe('2028-01-01')
  })
})

describe('a clock that stands still', () => {
  it('moves the window on by as long as it stood', () => {
    const paused = { ...CLOCK, pausedSince: BEGIN + 5 * DAY }
    const at = BEGIN + 12 * DAY
    expect(decisionWindow(BOTH, paused, at)).toEqual({
      earliestAt: BEGIN + 21 * DAY,
      share: 5 / 42,
      paused: true,
    })
    expect(decisionWindow(BOTH, paused, at + 30 * DAY).share).toBe(5 / 42)
    expect(warningTimes(BOTH, paused)).toEqual([])
    const resumed = { ...CLOCK, pausedFor: 7 * DAY }
    expect(decisionWindow(BOTH, resumed, at)).toMatchObject({
      latestAt: BEGIN + 49 * DAY,
      share: 5 / 42,
      paused: false,
    })
  })

  it('is one that waits for the applicant: from the return to the new answers', () => {
    const road = complete(new Road()).days(3)
    road.do({ do: 'return', missing: [{ item: 'report', why: 'expired' }] }).days(10)
    expect(road.file.pausedSince).toBe(BEGIN + 3 * DAY)
    road.do({ do: 'resubmit', items: [] }, 'contact').days(2)
    expect(road.file).toMatchObject({ pausedFor: 10 * DAY })
    expect(road.file).not.toHaveProperty('pausedSince')
    road.do({ do: 'complete' })
    expect(decisionWindow(BOTH, road.file, road.at)).toMatchObject({
      latestAt: BEGIN + 52 * DAY,
      share: 5 / 42,
    })
  })

  it('adds up over several returns, and does not stand before completeness', () => {
    const road = new Road().do({ do: 'return', missing: [{ item: 'report', why: 'missing' }] })
    expect(road.file).not.toHaveProperty('pausedSince')
    road.days(4).do({ do: 'resubmit', items: [] }, 'contact')
    complete(road)
    for (const days of [3, 5]) {
      road.do({ do: 'return', missing: [{ item: 'income', why: 'differs' }] }).days(days)
      road.do({ do: 'resubmit', items: [] }, 'contact').do({ do: 'complete' })
    }
    expect(road.file).toMatchObject({ completeAt: BEGIN + 4 * DAY, pausedFor: 8 * DAY })
  })

  it('stands while a request is withdrawn', () => {
    const road = complete(new Road()).do({ do: 'withdraw' }, 'contact').days(300)
    expect(decisionWindow(BOTH, road.file, road.at)).toMatchObject({ paused: true, share: 0 })
    road.do({ do: 'reopen', why: 'asked' })
    expect(decisionWindow(BOTH, road.file, road.at).latestAt).toBe(BEGIN + 342 * DAY)
  })
})

describe('the end of the period', () => {
  it('is the first acceptance or refusal, not a deferral', () => {
    const deferred = decided('deferred')
    expect(decisionWindow(BOTH, deferred.file, deferred.at).latestAt).toBe(BEGIN + 42 * DAY)
    expect(warningTimes(RULES.period, deferred.file)).toHaveLength(3)
    const refused = decided('refused')
    expect(decisionWindow(BOTH, refused.file, refused.at)).toEqual({
      earliestAt: BEGIN + 14 * DAY,
      paused: false,
    })
    expect(warningTimes(RULES.period, refused.file)).toEqual([])
  })

  it('keeps how long the reply took, whatever comes after it', () => {
    const road = complete(new Road()).days(2)
    road.do({ do: 'return', missing: [{ item: 'report', why: 'expired' }] }).days(10)
    road.do({ do: 'resubmit', items: [] }, 'contact').do({ do: 'complete' })
    met(road.do({ do: 'begin_assessment' })).do({ do: 'finish_assessment' })
    decided('refused', road)
    expect(road.file.settledAfter).toBe(17 * DAY)
    road.do({ do: 'object', why: 'x' }, 'contact').do({ do: 'open_round', why: 'x' }).days(30)
    road.do({ do: 'return', missing: [{ item: 'report', why: 'expired' }] }).days(10)
    decided('accepted', again(road.do({ do: 'resubmit', items: [] }, 'contact')))
    expect(road.file.settledAfter).toBe(17 * DAY)
  })

  it('is not begun anew by an objection, for which the policies state no time', () => {
    const road = decided('refused').do({ do: 'object', why: 'x' }, 'contact').days(100)
    road.do({ do: 'open_round', why: 'x' })
    expect(decisionWindow(BOTH, road.file, road.at).latestAt).toBeUndefined()
  })
})

describe('warnings', () => {
  it('come at 70 % and 90 %, and the breach at the end', () => {
    expect(warningTimes(BOTH, CLOCK)).toEqual([
      { share: 0.7, at: BEGIN + 29.4 * DAY },
      { share: 0.9, at: BEGIN + 37.8 * DAY },
      { share: 1, at: BEGIN + 42 * DAY },
    ])
    for (const { share, at } of warningTimes(BOTH, { ...CLOCK, pausedFor: 2 * DAY }))
      expect(decisionWindow(BOTH, { ...CLOCK, pausedFor: 2 * DAY }, at).share).toBeCloseTo(share, 6)
  })

  it('end to the millisecond', () => {
    const road = deciding(new Road())
    const { earliestAt = 0 } = decisionWindow(RULES.period, road.file, road.at)
    road.do({ do: 'give_opinion', outcome: 'accepted' }, 'staff:chair')
    road.do({ do: 'give_opinion', outcome: 'accepted' }, 'staff:second')
    road.at = earliestAt - 1
    expect(road.refusal({ do: 'decide', outcome: 'accepted' }, 'staff:chair')).toBe('too_early')
    road.at = earliestAt
    expect(road.refusal({ do: 'decide', outcome: 'accepted' }, 'staff:chair')).toBeUndefined()
  })
})
