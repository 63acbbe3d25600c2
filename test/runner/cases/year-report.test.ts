import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseEvent } from '#core/case-event.ts'
import { DAY } from '#core/riyadh.ts'
import type { YearReport } from '#runner/cases/year-report.ts'
import type { StaffMember } from '#store/staff.ts'
import { caseOnRecord } from '../../console/case-on-record.ts'
import { openConversation } from '../../fakes/conversation.ts'
import type { Conversation } from '../../fakes/conversation.ts'

const MEMBER: StaffMember = {
  id: 'huda',
  name: 'هدى',
  role: 'satisfaction',
  status: 'active',
  createdAt: 0,
  scope: 'all',
  language: 'ar',
}

let talk: Conversation
let service: string
let events = 0

beforeEach(async () => {
  // Irtiqa answers in two to six weeks.
  talk = await openConversation({ association: 'irtiqa', at: Date.UTC(2026, 0, 10, 9) })
  service = talk.runner.content().association.services[0]?.id ?? ''
})

afterEach(() => talk.close())

type Happened = readonly [
  day: number,
  event: { readonly kind: CaseEvent['kind'] } & Readonly<Record<string, unknown>>,
]

/** A case that was submitted now, and what happened so many days later. */
async function road(happened: readonly Happened[]): Promise<void> {
  const { store, clock } = talk
  const begin = clock.now()
  const id = await caseOnRecord(talk, { service })
  const key = await store.vault.open((await store.cases.get(id))?.keyId ?? '')
  await store.commit(
    happened.map(([day, event]) => {
      const made = { id: `e${++events}`, at: begin + day * DAY, by: 'staff:nora', ...event }
      return store.cases.addEvent(id, made as unknown as CaseEvent, key)
    }),
  )
}

function decided(outcome: string, at: number): Happened {
  return [at, { kind: 'decided', decision: { round: 1, outcome, members: [], at } }]
}

const ASSESSED: readonly Happened[] = [
  [1, { kind: 'assessment_begun' }],
  [2, { kind: 'assessed' }],
]

async function report(year = '2026'): Promise<YearReport> {
  const found = await talk.runner.cases.year(MEMBER, year)
  if ('refused' in found) throw new Error(found.refused)
  return found
}

describe('the report of a year', () => {
  it('counts days from completeness to decision, without those with the applicant, and who was in time', async () => {
    await road([[0, { kind: 'completed' }], ...ASSESSED, decided('accepted', 20)])
    await road([[0, { kind: 'completed' }], ...ASSESSED, decided('refused', 50)])
    await road([
      [0, { kind: 'completed' }],
      [1, { kind: 'returned', missing: [] }],
      [31, { kind: 'resubmitted', items: [] }],
      [31, { kind: 'completed' }],
      [32, { kind: 'assessment_begun' }],
      [33, { kind: 'assessed' }],
      decided('accepted', 60),
    ])
    await road([])
    const { services, departments } = await report()
    const [figures] = services
    expect(figures).toMatchObject({
      received: 4,
      settled: 3,
      outcomes: { accepted: 2, refused: 1 },
      timed: { count: 3, kept: 2 },
    })
    expect(figures?.medianDays).toBeCloseTo(30)
    expect(departments.filter(({ received }) => received > 0)).toHaveLength(1)
  })

  it('counts a request in the year in which it came, and its decision in that in which it was taken', async () => {
    talk.clock.advance(350 * DAY)
    await road([[0, { kind: 'completed' }], ...ASSESSED, decided('accepted', 20)])
    talk.clock.advance(30 * DAY)
    await talk.store.commit([
      talk.store.ratings.add({
        id: 'r',
        service,
        month: '2026-01',
        poll: `poll_${service}`,
        question: 'overall',
        score: 3,
      }),
    ])
    expect((await report('2026')).services[0]).toMatchObject({ received: 1, settled: 0 })
    expect((await report('2026')).years).toEqual(['2026', '2027'])
  })

  it('is for those alone who may see figures', async () => {
    expect(await talk.runner.cases.year({ ...MEMBER, role: 'admin' })).toEqual({ refused: 'not_allowed' })
    expect(await talk.runner.cases.year({ ...MEMBER, status: 'disabled' })).toEqual({
      refused: 'not_allowed',
    })
  })
})
