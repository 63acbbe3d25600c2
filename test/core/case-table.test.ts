import { describe, expect, it } from 'vitest'
import { CASE_KINDS, CASE_STATES, OVER, TRANSITIONS, staffOf } from '#core/case.ts'
import type { CaseKind, CaseState, MovingEvent } from '#core/case.ts'
import { moveOf } from '#core/case-event.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { applyCaseEvent, foldCase, newCaseFile } from '#core/case-file.ts'
import { SUBMITTED } from './road.ts'

/** The moves of a matter: it is answered, not decided. */
const OF_MATTERS: ReadonlySet<string> = new Set(['answered', 'reopened_matter', 'withdrawn', 'closed'])

function movesOf(state: CaseState, kind: CaseKind): [string, CaseState][] {
  const own = (move: string): boolean =>
    kind === 'support' ? move !== 'answered' && move !== 'reopened_matter' : OF_MATTERS.has(move)
  return Object.entries(TRANSITIONS[state]).filter(([move]) => own(move))
}

function reachable(kind: CaseKind, from: CaseState = 'submitted'): Set<CaseState> {
  const seen = new Set<CaseState>([from])
  for (const state of seen) for (const [, to] of movesOf(state, kind)) seen.add(to)
  return seen
}

describe('the table of a case', () => {
  it('has a row for every state, and leads to states only', () => {
    expect(Object.keys(TRANSITIONS).toSorted()).toEqual([...CASE_STATES].toSorted())
    for (const row of Object.values(TRANSITIONS))
      for (const to of Object.values(row)) expect(CASE_STATES).toContain(to)
  })

  it('reaches every state, as a request or as a matter', () => {
    const all = new Set(CASE_KINDS.flatMap((kind) => [...reachable(kind)]))
    expect([...all].toSorted()).toEqual([...CASE_STATES].toSorted())
  })

  it.each(CASE_KINDS)('leaves no %s in a state from which nothing is over', (kind) => {
    for (const state of reachable(kind)) {
      const ends = [...reachable(kind, state)].filter((end) => OVER.includes(end))
      expect(ends, `the ends of ${state}`).not.toEqual([])
      expect(movesOf(state, kind), `the ways out of ${state}`).not.toEqual([])
    }
  })

  it('keeps a matter on its own short road', () => {
    expect([...reachable('complaint')].toSorted()).toEqual(['answered', 'closed', 'submitted', 'withdrawn'])
  })

  it('decides in one state only, and comes back to it only by assessment or a new round', () => {
    const into = CASE_STATES.flatMap((state) =>
      Object.entries(TRANSITIONS[state]).flatMap(([move, to]) => (to === 'deciding' ? [move] : [])),
    )
    const out = CASE_STATES.filter((state) =>
      Object.keys(TRANSITIONS[state]).some((move) => move.startsWith('decided_')),
    )
    expect(out).toEqual(['deciding'])
    expect([...new Set(into)].toSorted()).toEqual(['assessed', 'round_opened'])
  })

  it('knows the staff behind an actor', () => {
    expect(staffOf('staff:x:1')).toBe('x:1')
    expect(staffOf('contact')).toBeUndefined()
    expect(staffOf('bot')).toBeUndefined()
  })
})

/** An event of each move, as little as it needs. */
const EVENTS: Readonly<Record<MovingEvent, CaseEvent>> = {
  returned: fact({ kind: 'returned', missing: [] }),
  resubmitted: fact({ kind: 'resubmitted', items: [] }),
  completed: fact({ kind: 'completed' }),
  assessment_begun: fact({ kind: 'assessment_begun' }),
  assessed: fact({ kind: 'assessed' }),
  decided_accepted: decision('accepted'),
  decided_partial: decision('partial'),
  decided_refused: decision('refused'),
  decided_deferred: decision('deferred'),
  objected: fact({ kind: 'objected', why: 'x' }),
  round_opened: fact({ kind: 'round_opened', why: 'x' }),
  registered: fact({ kind: 'registered' }),
  delivered: fact({ kind: 'delivered', what: 'x' }),
  answered: fact({ kind: 'answered', text: 'x' }),
  withdrawn: fact({ kind: 'withdrawn' }),
  reopened: fact({ kind: 'reopened', why: 'x' }),
  reopened_matter: fact({ kind: 'reopened', why: 'x' }),
  closed: fact({ kind: 'closed' }),
}

function fact<T extends object>(detail: T): T & { id: string; at: number; by: 'staff:x' } {
  return { id: 'e', at: SUBMITTED, by: 'staff:x', ...detail }
}

function decision(outcome: 'accepted' | 'partial' | 'refused' | 'deferred'): CaseEvent {
  return fact({ kind: 'decided', decision: { round: 1, outcome, members: ['x'], at: SUBMITTED } })
}

describe('a case file', () => {
  const moves = Object.keys(EVENTS) as MovingEvent[]

  it.each(moves)('takes "%s" where the table has it, and nowhere else', (move) => {
    const kind: CaseKind = move === 'reopened_matter' ? 'complaint' : 'support'
    const event = EVENTS[move]
    expect(moveOf(event, kind)).toBe(move)
    for (const state of CASE_STATES) {
      const file = { ...newCaseFile('c', kind, SUBMITTED), state }
      const to = TRANSITIONS[state][move]
      if (to === undefined) expect(() => applyCaseEvent(file, event)).toThrow(state)
      else expect(applyCaseEvent(file, event).state).toBe(to)
    }
  })

  it('begins with the submission, and with nothing else', () => {
    expect(() => foldCase('c', 'support', [])).toThrow(/begins/)
    expect(() => foldCase('c', 'support', [EVENTS.withdrawn])).toThrow(/begins/)
  })

  it('stays where it is for what moves nothing', () => {
    expect(moveOf(fact({ kind: 'noted', text: 'x' }), 'support')).toBeUndefined()
    expect(moveOf(fact({ kind: 'checked', item: 'x', result: 'matches' }), 'support')).toBeUndefined()
  })
})
