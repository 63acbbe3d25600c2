import { describe, expect, it } from 'vitest'
import { chairOf } from '#core/decide-case.ts'
import { quorumOf } from '#core/decision.ts'
import type { Outcome } from '#core/decision.ts'
import { PLAIN, REFUSAL, RULES, Road, complete, decided, deciding, heard } from './road.ts'

const ACCEPT = { do: 'decide', outcome: 'accepted' } as const
const opinion = (outcome: Outcome = 'accepted') => ({ do: 'give_opinion', outcome }) as const

describe('who decides (R10)', () => {
  it('is a member of the deciding body, on a case that is ready', () => {
    expect(complete(new Road()).refusal(ACCEPT, 'staff:chair')).toBe('not_now')
    const road = deciding(new Road())
    for (const command of [ACCEPT, opinion(), { do: 'recuse', why: 'kin' } as const]) {
      expect(road.refusal(command, 'staff:stranger')).toBe('not_a_member')
      expect(road.refusal(command, 'contact')).toBe('not_by_you')
      expect(road.refusal(command, 'bot')).toBe('not_by_you')
    }
  })

  it.each(['relations', 'researcher', 'visitor'])('is not %s, who prepared the case', (member) => {
    const deciders = { kind: 'official', members: [member, 'official'] } as const
    const road = deciding(new Road({ ...RULES, period: { stated: false }, deciders }))
    expect(road.file.preparers).toContain(member)
    expect(road.refusal(ACCEPT, `staff:${member}`)).toBe('prepared_by_you')
    expect(road.refusal(opinion(), `staff:${member}`)).toBe('prepared_by_you')
    expect(road.do(ACCEPT, 'staff:official').file.decisions[0]?.members).toEqual(['official'])
  })

  it('is one person for a unit or an official', () => {
    for (const kind of ['unit', 'official'] as const) {
      const road = deciding(new Road({ ...PLAIN, deciders: { kind, members: ['one', 'two'] } }))
      expect(road.do(ACCEPT, 'staff:two').file.state).toBe('accepted')
    }
  })

  it('is nobody where no member is named', () => {
    const road = deciding(new Road({ ...PLAIN, deciders: { kind: 'unit', members: [] } }))
    expect(road.refusal(ACCEPT, 'staff:one')).toBe('not_a_member')
  })
})

describe('a committee', () => {
  it('needs its quorum: a majority unless set, and never one person', () => {
    const of = (size: number, quorum?: number): number =>
      quorumOf({
        kind: 'committee',
        members: Array.from({ length: size }, (_, index) => `m${index}`),
        ...(quorum !== undefined && { quorum }),
      })
    expect([2, 3, 4, 5, 7].map((size) => of(size))).toEqual([2, 2, 3, 3, 4])
    expect(of(7, 3)).toBe(3)
    expect(of(3, 1)).toBe(2)
    expect(quorumOf({ kind: 'official', members: ['one'] })).toBe(0)
    const road = deciding(new Road()).days(15)
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('no_quorum')
    road.do(opinion(), 'staff:second')
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('no_quorum')
    road.do(opinion(), 'staff:third')
    expect(road.do(ACCEPT, 'staff:chair').file.decisions[0]?.members).toEqual(['second', 'third'])
  })

  it('decides through its chair', () => {
    expect(heard(deciding(new Road()), 'accepted').refusal(ACCEPT, 'staff:second')).toBe('not_the_chair')
  })

  it('passes the part of a chair who takes none to the next member', () => {
    const road = deciding(new Road()).days(15).do({ do: 'recuse', why: 'a cousin' }, 'staff:chair')
    expect(road.file.recusals.chair).toEqual({ member: 'chair', why: 'a cousin' })
    expect(road.refusal(opinion(), 'staff:chair')).toBe('recused')
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('recused')
    expect(chairOf(road.file, RULES.deciders)).toBe('second')
    road.do(opinion(), 'staff:second').do(opinion(), 'staff:third')
    expect(road.do(ACCEPT, 'staff:second').file.state).toBe('accepted')
  })

  it('has a chair where none is set, and none where all are out', () => {
    const { file } = deciding(new Road())
    const members = ['relations', 'second']
    expect(chairOf(file, { kind: 'committee', members })).toBe('second')
    expect(chairOf(file, { kind: 'committee', members: ['relations'] })).toBeUndefined()
  })

  it('does not count opinions of those who took no part afterwards', () => {
    const road = heard(deciding(new Road()), 'accepted').do({ do: 'recuse', why: 'kin' }, 'staff:second')
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('no_quorum')
  })

  it('counts the last opinion of each member', () => {
    const road = deciding(new Road()).days(15)
    road.do(opinion('refused'), 'staff:second').do(opinion('accepted'), 'staff:second')
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('no_quorum')
    expect(road.file.opinions.second?.outcome).toBe('accepted')
  })

  it('is not overruled by its chair, who chooses among equals', () => {
    const road = deciding(new Road()).days(15)
    road.do(opinion('refused'), 'staff:chair').do(opinion('accepted'), 'staff:second')
    const split = new Road()
    deciding(split).days(15)
    split.do(opinion('refused'), 'staff:chair').do(opinion('accepted'), 'staff:second')
    expect(split.do(REFUSAL, 'staff:chair').file.state).toBe('refused')
    road.do(opinion('accepted'), 'staff:third')
    expect(road.refusal(REFUSAL, 'staff:chair')).toBe('no_majority')
    expect(road.do(ACCEPT, 'staff:chair').file.state).toBe('accepted')
  })

  it('whose members changed counts only those of now', () => {
    const road = heard(deciding(new Road()), 'accepted')
    const rules = { ...RULES, deciders: { ...RULES.deciders, members: ['chair', 'new', 'newer'] } }
    const now = new Road(rules)
    now.file = road.file
    now.at = road.at
    expect(now.refusal(ACCEPT, 'staff:chair')).toBe('no_quorum')
  })
})

describe('the time of a decision (R13)', () => {
  const ready = (days: number): Road => {
    const road = deciding(new Road()).days(days)
    return road.do(opinion(), 'staff:chair').do(opinion(), 'staff:second')
  }

  it('is not before the earliest day without a written reason', () => {
    const road = ready(13)
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('too_early')
    expect(road.refusal({ ...ACCEPT, early: '  ' }, 'staff:chair')).toBe('too_early')
    road.do({ ...ACCEPT, early: 'a medical emergency' }, 'staff:chair')
    expect(road.file.decisions[0]?.early).toBe('a medical emergency')
  })

  it('is free from the very moment, and keeps no reason that was not needed', () => {
    const road = ready(14).do({ ...ACCEPT, early: 'not needed' }, 'staff:chair')
    expect(road.file.decisions[0]).not.toHaveProperty('early')
    expect(road.file.settledAt).toBe(road.at)
  })

  it('may be any where the policy states none', () => {
    expect(deciding(new Road(PLAIN)).do(ACCEPT, 'staff:official').file.state).toBe('accepted')
  })
})

describe('what is not a whole acceptance (R12)', () => {
  it.each(['refused', 'partial', 'deferred'] as const)('%s: reason, text and next step', (outcome) => {
    const road = heard(deciding(new Road()), outcome)
    const whole = { ...REFUSAL, outcome }
    const { reason: _reason, ...unreasoned } = whole
    expect(road.refusal(unreasoned, 'staff:chair')).toBe('reason_missing')
    expect(road.refusal({ ...whole, reason: 'bad_mood' }, 'staff:chair')).toBe('reason_missing')
    expect(road.refusal({ ...whole, text: ' ' }, 'staff:chair')).toBe('text_missing')
    expect(road.refusal({ ...whole, next: '' }, 'staff:chair')).toBe('next_missing')
    const decision = road.do(whole, 'staff:chair').file.decisions[0]
    expect(decision).toEqual({
      round: 1,
      outcome,
      reason: REFUSAL.reason,
      text: REFUSAL.text,
      next: REFUSAL.next,
      members: ['chair', 'second'],
      at: road.at,
    })
  })
})

describe('a decision', () => {
  it('is one a round, and stays', () => {
    const road = decided('refused')
    const first = road.file.decisions[0]
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('not_now')
    decided('accepted', road.do({ do: 'object', why: 'x' }, 'contact').do({ do: 'open_round', why: 'x' }))
    expect(road.file.decisions[0]).toBe(first)
  })

  it('is refused in a round that has one, should a record ever say so', () => {
    const road = decided('refused')
    road.file = { ...road.file, state: 'deciding' }
    expect(road.refusal(ACCEPT, 'staff:chair')).toBe('decided_already')
  })
})
