import { describe, expect, it } from 'vitest'
import { foldCase } from '#core/case-file.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { lastEvents, withoutWords } from '#core/erase-case.ts'

const WORD = 'سر'

function events(...given: readonly Record<string, unknown>[]): CaseEvent[] {
  return given.map((event, at) => ({ id: `e${at}`, at, by: 'staff:rana', ...event }) as unknown as CaseEvent)
}

const DECIDED = events(
  { kind: 'submitted' },
  { kind: 'assigned', to: 'rana' },
  { kind: 'checked', item: 'income', result: 'differs', note: WORD },
  { kind: 'returned', missing: [{ item: 'income', why: 'differs', note: WORD }] },
  { kind: 'resubmitted', items: ['income'] },
  { kind: 'completed' },
  { kind: 'assessment_begun' },
  { kind: 'visit_proposed' },
  { kind: 'visit_answered', agreed: true },
  { kind: 'visit_planned', day: '2026-03-01', visitor: 'rana' },
  { kind: 'visit_done', result: WORD },
  { kind: 'interview_offered', slots: ['s'] },
  { kind: 'interview_booked', slot: 's', when: 5 },
  { kind: 'interview_held', result: WORD },
  {
    kind: 'criterion_found',
    finding: { criterion: WORD, met: true, value: WORD, source: 'form' },
  },
  { kind: 'assessed', waived: WORD },
  { kind: 'noted', text: WORD },
  { kind: 'opinion_given', opinion: { member: 'huda', outcome: 'refused', text: WORD } },
  { kind: 'recused', recusal: { member: 'amal', why: WORD } },
  {
    kind: 'decided',
    decision: {
      round: 1,
      outcome: 'refused',
      reason: WORD,
      text: WORD,
      next: WORD,
      members: ['huda'],
      at: 9,
    },
  },
  { kind: 'objected', why: WORD },
  { kind: 'round_opened', why: WORD },
  { kind: 'decided', decision: { round: 2, outcome: 'accepted', granted: WORD, members: ['huda'], at: 9 } },
  { kind: 'registered', number: WORD, note: WORD },
  { kind: 'delivered', what: WORD },
  { kind: 'delivery_denied', note: WORD },
  { kind: 'closed', why: WORD },
)

describe('what is left of a history', () => {
  it('holds no word, and leads to the same state by the same decisions', () => {
    const bare = withoutWords(DECIDED)
    expect(JSON.stringify(bare)).not.toContain(WORD)
    const before = foldCase('c', 'support', DECIDED)
    const after = foldCase('c', 'support', bare)
    expect(after.state).toBe('closed')
    expect(after.decisions.map(({ outcome }) => outcome)).toEqual(['refused', 'accepted'])
    const times = ({ completeAt, settledAt, pausedFor }: typeof after) => ({
      completeAt,
      settledAt,
      pausedFor,
    })
    expect(times(after)).toEqual(times(before))
  })

  it('ends the request to destroy as answered, another matter as withdrawn', () => {
    const asked = events(
      { kind: 'submitted' },
      { kind: 'destruction_proposed' },
      { kind: 'destruction_confirmed', by: 'staff:other' },
    )
    const kinds = (file: Parameters<typeof lastEvents>[0]) => lastEvents(file).map(({ kind }) => kind)
    expect(kinds(foldCase('c', 'data_rights', asked))).toEqual(['answered', 'closed', 'erased'])
    expect(kinds(foldCase('c', 'complaint', events({ kind: 'submitted' })))).toEqual(['withdrawn', 'erased'])
    expect(kinds(foldCase('c', 'support', DECIDED))).toEqual(['erased'])
  })
})
