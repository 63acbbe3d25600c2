import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTICES, NOTICE_KINDS } from '#core/notice.ts'
import { OPEN_FOR, dailyCap, planNotice } from '#core/notice-plan.ts'
import type { Budget, NoticeFacts } from '#core/notice-plan.ts'
import { DAY, startOfRiyadhDay } from '#core/riyadh.ts'

const HOUR = 3_600_000
/** Noon in Riyadh. */
const NOON = Date.UTC(2026, 2, 1, 9)
const QUIET = { from: 21 * 60, to: 8 * 60 }

function facts(over: Partial<NoticeFacts> = {}): NoticeFacts {
  return {
    id: 'n1',
    kind: 'decision',
    createdAt: NOON,
    now: NOON,
    quiet: QUIET,
    contact: { owner: 'bot', reachability: 'active', seenAt: NOON - 3 * DAY },
    outreach: 'free',
    budget: { sentToday: 0 },
    ...over,
  }
}

describe('when a notice is said', () => {
  it('is said at once where the platform does not mind', () => {
    expect(planNotice(facts())).toEqual({ do: 'say' })
  })

  it('waits for the morning, unless the person is writing with us now', () => {
    const night = NOON + 12 * HOUR
    const eight = startOfRiyadhDay(night) + 8 * HOUR
    expect(planNotice(facts({ now: night }))).toEqual({ do: 'wait', until: eight, why: 'quiet_hours' })
    const awake = { owner: 'bot', reachability: 'active', seenAt: night - 60_000 } as const
    expect(planNotice(facts({ now: night, contact: awake }))).toEqual({ do: 'say' })
  })

  it('waits while staff have the conversation', () => {
    const contact = { owner: 'staff:hind', reachability: 'active', seenAt: NOON } as const
    expect(planNotice(facts({ contact }))).toMatchObject({ do: 'wait', why: 'with_staff' })
  })

  it('never goes to who asked us to stop, and leaves it to a call', () => {
    for (const [reachability, why] of [
      ['stopped', 'stopped'],
      ['unreachable', 'unreachable'],
    ] as const) {
      const contact = { owner: 'bot', reachability, seenAt: NOON } as const
      expect(planNotice(facts({ contact }))).toEqual({ do: 'end', why })
    }
  })

  it('offers one poll a person in thirty days (R18)', () => {
    const poll = { kind: 'poll', lastPollAt: NOON - 29 * DAY } as const
    expect(planNotice(facts(poll))).toEqual({ do: 'end', why: 'polled_recently' })
    expect(planNotice(facts({ ...poll, lastPollAt: NOON - 30 * DAY }))).toEqual({ do: 'say' })
  })

  it('asks nobody for a rating who took that consent back', () => {
    for (const kind of ['poll', 'poll_reminder'] as const)
      expect(planNotice(facts({ kind, noSurveys: true }))).toEqual({ do: 'end', why: 'no_surveys' })
    expect(planNotice(facts({ noSurveys: true }))).toEqual({ do: 'say' })
  })

  it('gives up in time for somebody to call', () => {
    for (const kind of NOTICE_KINDS) {
      const patience = NOTICES[kind].callAfterHours
      if (patience === undefined) continue
      const late = facts({ kind, now: NOON, createdAt: NOON - patience * HOUR })
      expect(planNotice(late)).toEqual({ do: 'end', why: 'too_long' })
    }
  })
})

describe('a platform that wants an open chat', () => {
  it('says it whole within a day of the last word, and by a template after', () => {
    const contact = (seenAt: number) => ({ owner: 'bot', reachability: 'active', seenAt }) as const
    const window = { outreach: 'window' } as const
    expect(planNotice(facts({ ...window, contact: contact(NOON - OPEN_FOR + 1) }))).toEqual({ do: 'say' })
    expect(planNotice(facts({ ...window, contact: contact(NOON - OPEN_FOR) }))).toEqual({ do: 'line' })
  })
})

describe('a linked device', () => {
  const device = { outreach: 'reply_only' } as const

  it('says whole only to who wrote today', () => {
    const contact = { owner: 'bot', reachability: 'active', seenAt: NOON - HOUR } as const
    expect(planNotice(facts({ ...device, contact }))).toEqual({ do: 'say' })
    expect(planNotice(facts(device))).toEqual({ do: 'line' })
  })

  it('lets what can wait wait for a word of the person', () => {
    expect(planNotice(facts({ ...device, kind: 'registered' }))).toMatchObject({
      do: 'wait',
      why: 'awaits_message',
    })
  })

  it('keeps the daily cap, which grows with the age of the account', () => {
    expect([0, 1, 10, 100].map((days) => dailyCap({ since: NOON - days * DAY }, NOON))).toEqual([
      5, 7, 25, 40,
    ])
    expect(dailyCap({}, NOON)).toBe(5)
    const full: Budget = { sentToday: 5, since: NOON }
    const plan = planNotice(facts({ ...device, budget: full }))
    expect(plan).toMatchObject({ do: 'wait', why: 'daily_cap' })
    if (plan.do === 'wait') expect(plan.until).toBeGreaterThanOrEqual(startOfRiyadhDay(NOON) + DAY)
  })

  it('leaves room between two lines, a different one for each', () => {
    const room = ['a', 'b', 'c', 'd'].map((id) => {
      const plan = planNotice(facts({ ...device, id, budget: { sentToday: 1, lastAt: NOON } }))
      return plan.do === 'wait' && plan.why === 'spacing' ? plan.until - NOON : 0
    })
    for (const gap of room) expect(gap).toBeGreaterThanOrEqual(90_000)
    expect(new Set(room).size).toBe(4)
  })

  it('stops while the platform restricts the account', () => {
    const budget = { sentToday: 0, restrictedUntil: NOON + 2 * HOUR }
    expect(planNotice(facts({ ...device, budget }))).toEqual({
      do: 'wait',
      until: NOON + 2 * HOUR,
      why: 'restricted',
    })
  })
})

describe('a month of three thousand notices on a linked device', () => {
  it('keeps every cap, loses none, and every decision is told or becomes a call', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const month = simulate(seed, 3_000)
        expect(month.told + month.calls + month.dropped).toBe(3_000)
        expect(month.decisions).toBe(month.decisionsTold + month.decisionCalls)
        expect(month.overCap).toEqual([])
        expect(month.atNight).toBe(0)
        expect(month.tooClose).toBe(0)
      }),
      { numRuns: 3 },
    )
  })
})

interface Waiting {
  readonly id: string
  readonly kind: (typeof NOTICE_KINDS)[number]
  readonly createdAt: number
  readonly seenAt: number
  notBefore: number
}

/** Thirty days of notices to people who write now and then, planned as the planner does: by rank, when they are due. */
function simulate(seed: number, count: number) {
  let state = seed
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const begin = startOfRiyadhDay(NOON)
  const since = begin - 60 * DAY
  const queue: Waiting[] = Array.from({ length: count }, (_, at) => {
    const createdAt = begin + Math.floor(random() * 30 * DAY)
    const kind = NOTICE_KINDS[Math.floor(random() * NOTICE_KINDS.length)] ?? 'decision'
    return { id: `n${at}`, kind, createdAt, seenAt: createdAt - random() * 5 * DAY, notBefore: createdAt }
  })
  const result = {
    told: 0,
    calls: 0,
    dropped: 0,
    decisions: queue.filter(({ kind }) => kind === 'decision').length,
    decisionsTold: 0,
    decisionCalls: 0,
    overCap: [] as number[],
    atNight: 0,
    tooClose: 0,
  }
  const lines: number[] = []
  let waiting = queue
  for (let now = begin; waiting.length > 0; now += 5 * 60_000) {
    const due = waiting
      .filter((notice) => notice.notBefore <= now)
      .sort((a, b) => NOTICES[a.kind].priority - NOTICES[b.kind].priority || a.notBefore - b.notBefore)
    const over = new Set<Waiting>()
    for (const notice of due) {
      const today = lines.filter((at) => at >= startOfRiyadhDay(now))
      const last = lines.at(-1)
      const plan = planNotice({
        id: notice.id,
        kind: notice.kind,
        createdAt: notice.createdAt,
        now,
        quiet: QUIET,
        contact: { owner: 'bot', reachability: 'active', seenAt: notice.seenAt },
        outreach: 'reply_only',
        budget: { sentToday: today.length, since, ...(last !== undefined && { lastAt: last }) },
      })
      if (plan.do === 'wait') {
        expect(plan.until).toBeGreaterThan(now)
        notice.notBefore = plan.until
        continue
      }
      over.add(notice)
      if (plan.do === 'end') {
        if (NOTICES[notice.kind].callAfterHours === undefined) result.dropped += 1
        else result.calls += 1
        if (notice.kind === 'decision') result.decisionCalls += 1
        continue
      }
      result.told += 1
      if (notice.kind === 'decision') result.decisionsTold += 1
      const minute = (now - startOfRiyadhDay(now)) / 60_000
      if (minute >= QUIET.from || minute < QUIET.to) if (now - notice.seenAt > 600_000) result.atNight += 1
      if (plan.do !== 'line') continue
      if (last !== undefined && now - last < 90_000) result.tooClose += 1
      lines.push(now)
      if (today.length + 1 > dailyCap({ since }, now)) result.overCap.push(now)
    }
    if (over.size > 0) waiting = waiting.filter((notice) => !over.has(notice))
  }
  return result
}
