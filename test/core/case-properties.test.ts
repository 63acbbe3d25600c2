import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_STATES, OVER, staffOf } from '#core/case.ts'
import type { Actor } from '#core/case.ts'
import type { CaseEvent, CheckResult } from '#core/case-event.ts'
import type { CaseCommand, CaseRules } from '#core/change-case.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Outcome } from '#core/decision.ts'
import { DAY } from '#core/riyadh.ts'
import { RULES, Road } from './road.ts'

/** The same roads every time; another seed and more runs when one looks for trouble (`SEED=… RUNS=…`). */
const SEARCH = { seed: Number(process.env.SEED ?? 20_261_121), numRuns: Number(process.env.RUNS ?? 600) }

const STAFF = ['chair', 'second', 'third', 'relations', 'visitor'] as const
const actor: fc.Arbitrary<Actor> = fc.constantFrom<Actor>(
  'contact',
  'bot',
  ...STAFF.map((id): Actor => `staff:${id}`),
)
const item = fc.constantFrom('income', 'report', 'unknown')
const words = fc.constantFrom('', 'words')
const outcome = fc.constantFrom(...OUTCOMES)

const command: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.record({
    do: fc.constant('check' as const),
    item,
    result: fc.constantFrom<CheckResult>('matches', 'matches', 'matches', 'differs'),
  }),
  fc.record({
    do: fc.constant('return' as const),
    missing: fc.array(fc.record({ item, why: fc.constant('missing' as const) }), { maxLength: 2 }),
  }),
  fc.record({ do: fc.constant('resubmit' as const), items: fc.subarray(['income', 'report']) }),
  fc.constantFrom<CaseCommand>(
    { do: 'remind' },
    { do: 'complete' },
    { do: 'begin_assessment' },
    { do: 'offer_interview', slots: ['s'] },
    { do: 'cancel_interview' },
    { do: 'miss_interview' },
    { do: 'propose_visit' },
    { do: 'answer_visit', agreed: true },
    { do: 'answer_visit', agreed: false },
    { do: 'finish_assessment' },
    { do: 'finish_assessment', waived: 'ill' },
    { do: 'register' },
    { do: 'confirm_delivery' },
    { do: 'deny_delivery' },
    { do: 'withdraw' },
    { do: 'close' },
    { do: 'find', finding: { criterion: 'in_need', met: true, value: '1', source: 'form' } },
  ),
  fc.record({ do: fc.constantFrom('hold_interview' as const, 'finish_visit' as const), result: words }),
  fc.record({ do: fc.constant('book_interview' as const), slot: fc.constant('s'), when: fc.nat() }),
  fc.record({
    do: fc.constant('plan_visit' as const),
    day: fc.constant('2026-03-05'),
    visitor: fc.constantFrom(...STAFF),
  }),
  fc.record({ do: fc.constant('give_opinion' as const), outcome }),
  fc.record({
    do: fc.constantFrom('recuse' as const, 'object' as const, 'open_round' as const, 'reopen' as const),
    why: words,
  }),
  fc.record({ do: fc.constant('deliver' as const), what: words }),
  fc.record({ do: fc.constantFrom('answer' as const, 'note' as const), text: words }),
  fc.record({
    do: fc.constant('tell' as const),
    telling: fc.constantFrom('sent' as const, 'read' as const, 'failed' as const),
  }),
  fc.record(
    {
      do: fc.constant('decide' as const),
      outcome,
      reason: fc.constantFrom('not_eligible', 'mood'),
      text: words,
      next: words,
      early: words,
    },
    { requiredKeys: ['do', 'outcome'] },
  ),
)

/** One thing that somebody tries after some days, or a step in the right direction by the right person. */
type Deed = { readonly days: number } & (
  | { readonly command: CaseCommand; readonly by: Actor }
  | { readonly onward: Outcome }
)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ days: fc.constantFrom(0, 0, 1, 9), command, by: actor }),
  fc.record({ days: fc.constantFrom(0, 1, 20), onward: outcome }),
)
const deeds = fc.array(deed, { minLength: 10, maxLength: 90, size: 'max' })

const rules: fc.Arbitrary<CaseRules> = fc.record({
  period: fc.constantFrom<CaseRules['period']>(
    { stated: false },
    { earliest: 14, stated: true },
    { earliest: 14, latest: 42, stated: true },
  ),
  deciders: fc.constantFrom<CaseRules['deciders']>(RULES.deciders, {
    kind: 'official',
    members: ['chair', 'second', 'third'],
  }),
  mechanisms: fc.subarray([...RULES.mechanisms]),
  items: fc.constant(RULES.items),
  criteria: fc.subarray([...RULES.criteria]),
  reasons: fc.constant(RULES.reasons),
})

const DECIDE = { do: 'decide', reason: 'not_eligible', text: 'words', next: 'words', early: 'x' } as const

/** What the right people do next, from any state, until the case is over. */
function onward(
  road: Road,
  wish: Outcome = 'accepted',
  deciders: readonly string[] = ['chair', 'second', 'third'],
): void {
  const { file, rules: of } = road
  const able = deciders.filter((id) => !file.preparers.includes(id) && !file.recusals[id])
  const by: Actor = 'staff:relations'
  const tries = (given: CaseCommand, who: Actor = by): void => void road.try(given, who)
  switch (file.state) {
    case 'submitted':
      for (const each of of.items) tries({ do: 'check', item: each, result: 'matches' })
      return tries(file.kind === 'support' ? { do: 'complete' } : { do: 'answer', text: 'words' })
    case 'returned':
      return tries({ do: 'resubmit', items: ['report'] }, 'contact')
    case 'complete':
      return tries({ do: 'begin_assessment' })
    case 'assessment':
      return assess(road, tries)
    case 'deciding':
      for (const id of able) tries({ do: 'give_opinion', outcome: wish }, `staff:${id}`)
      return able.forEach((id) => tries({ ...DECIDE, outcome: wish }, `staff:${id}`))
    case 'accepted':
      return tries({ do: 'register' })
    case 'registered':
      return tries({ do: 'deliver', what: 'words' })
    case 'deferred':
    case 'objected':
      return tries({ do: 'open_round', why: 'words' })
    default:
      return tries({ do: 'close' })
  }
}

function assess(road: Road, tries: (command: CaseCommand, by?: Actor) => void): void {
  for (const each of road.rules.items) tries({ do: 'check', item: each, result: 'matches' })
  if (road.file.interview?.state !== 'held') {
    tries({ do: 'offer_interview', slots: ['s'] })
    tries({ do: 'book_interview', slot: 's', when: road.at }, 'contact')
    tries({ do: 'hold_interview', result: 'words' })
  }
  if (road.file.visit?.state !== 'done') {
    tries({ do: 'propose_visit' })
    tries({ do: 'answer_visit', agreed: true }, 'contact')
    tries({ do: 'plan_visit', day: '2026-03-05', visitor: 'visitor' })
    tries({ do: 'finish_visit', result: 'words' })
  }
  for (const criterion of road.rules.criteria)
    tries({ do: 'find', finding: { criterion, met: true, value: '1', source: 'form' } })
  tries({ do: 'finish_assessment' })
}

function walk(road: Road, given: readonly Deed[], after: (road: Road) => void = () => undefined): Road {
  for (const each of given) {
    road.days(each.days)
    if ('onward' in each) onward(road, each.onward)
    else road.try(each.command, each.by)
    after(road)
  }
  return road
}

/** Milliseconds for which the association had the complete request until a moment, told by the events alone. */
function running(events: readonly CaseEvent[], until: number): number | undefined {
  let since: number | undefined
  let total: number | undefined
  for (const { kind, at } of events) {
    if (at > until) break
    if (kind === 'completed' && total === undefined) [total, since] = [0, at]
    if ((kind === 'returned' || kind === 'withdrawn') && since !== undefined) {
      total = (total ?? 0) + at - since
      since = undefined
    }
    if ((kind === 'resubmitted' || kind === 'reopened') && total !== undefined) since ??= at
  }
  return total === undefined ? undefined : total + (since === undefined ? 0 : until - since)
}

const PREPARING: ReadonlySet<string> = new Set([
  'checked',
  'completed',
  'criterion_found',
  'assessed',
  'interview_held',
  'visit_done',
])

describe('whatever staff and beneficiary do', () => {
  it('the case stands in the table, loses no event, and is what its events say', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom('support', 'complaint'), deeds, (of, kind, given) => {
        const road = new Road(of, kind)
        let before: readonly CaseEvent[] = [...road.events]
        walk(road, given, () => {
          expect(CASE_STATES).toContain(road.file.state)
          expect(road.events.slice(0, before.length)).toEqual(before)
          before = [...road.events]
        })
        expect(road.folded()).toEqual(road.file)
      }),
      SEARCH,
    )
  })

  it('it is decided once a round at most, by a member of staff who did not prepare it', () => {
    fc.assert(
      fc.property(rules, deeds, (of, given) => {
        const { events } = walk(new Road(of), given)
        const preparers = new Set<string | undefined>()
        const rounds = new Set<number>()
        for (const event of events) {
          if (PREPARING.has(event.kind)) preparers.add(staffOf(event.by))
          if (event.kind !== 'decided') continue
          expect(of.deciders.members).toContain(staffOf(event.by))
          expect(preparers.has(staffOf(event.by))).toBe(false)
          for (const member of event.decision.members) expect(preparers.has(member)).toBe(false)
          if (of.deciders.kind === 'committee')
            expect(event.decision.members.length).toBeGreaterThanOrEqual(2)
          expect(rounds).not.toContain(event.decision.round)
          rounds.add(event.decision.round)
        }
      }),
      SEARCH,
    )
  })

  it('it is decided before the earliest day only with a written reason', () => {
    fc.assert(
      fc.property(rules, deeds, (of, given) => {
        const { events } = walk(new Road(of), given)
        for (const [index, event] of events.entries()) {
          if (event.kind !== 'decided') continue
          const time = running(events.slice(0, index), event.at)
          expect(time, 'decided without being complete').toBeDefined()
          const early = (time ?? 0) < (of.period.earliest ?? 0) * DAY
          expect(event.decision.early !== undefined).toBe(early)
          if (event.decision.outcome !== 'accepted')
            expect(event.decision).toMatchObject({ reason: 'not_eligible', text: 'words', next: 'words' })
        }
      }),
      SEARCH,
    )
  })

  it('it can still be brought to an end', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom('support', 'complaint'), deeds, (of, kind, given) => {
        const road = walk(new Road(of, kind), given)
        // Should all members have prepared it, the settings name another who did not.
        const free = { kind: 'official', members: ['free'] } as const
        const last = new Road({ ...of, deciders: free }, kind, road.at)
        last.file = road.file
        for (let step = 0; step < 12 && !OVER.includes(last.file.state); step++)
          onward(last, 'accepted', ['free'])
        expect(OVER).toContain(last.file.state)
      }),
      SEARCH,
    )
  })

  it('reaches every state, so that the above says something', () => {
    const seen = new Set<string>()
    const walks = fc.property(rules, fc.constantFrom('support', 'complaint'), deeds, (of, kind, given) => {
      walk(new Road(of, kind), given, (road) => seen.add(road.file.state))
    })
    fc.assert(walks, SEARCH)
    expect([...seen].toSorted()).toEqual([...CASE_STATES].toSorted())
  })
})
