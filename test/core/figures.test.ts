import { describe, expect, it } from 'vitest'
import type { Department } from '#core/association.ts'
import { figuresByDepartment } from '#core/figures.ts'
import { DAY } from '#core/riyadh.ts'
import { IDS, profile } from '../profile/profiles.ts'

const name = { ar: 'قسم' }
const DEPARTMENTS: readonly Department[] = [
  { id: 'aid', name, services: ['food', 'rent'], matters: [] },
  { id: 'relations', name, services: [], matters: ['complaint'] },
]
const settled = (service: string, days: number, outcome = 'accepted') => ({
  service,
  submittedAt: 10 * DAY,
  settledAt: (10 + days) * DAY,
  outcome,
})

describe('figures by department', () => {
  it('count what came in and how it ended, and say how long half of it took', () => {
    const open = { service: 'rent', submittedAt: 0 }
    const cases = [settled('food', 14), settled('rent', 20, 'refused'), settled('food', 30), open]
    expect(figuresByDepartment(DEPARTMENTS, cases, [])).toEqual([
      {
        department: 'aid',
        received: 4,
        settled: 3,
        outcomes: { accepted: 2, refused: 1 },
        medianDays: 20,
        satisfaction: { count: 0 },
      },
      { department: 'relations', received: 0, settled: 0, outcomes: {}, satisfaction: { count: 0 } },
    ])
    expect(figuresByDepartment(DEPARTMENTS, cases.slice(0, 2), [])[0]?.medianDays).toBe(17)
  })

  it('keep a mean to themselves while so few have scored that one could be told', () => {
    const satisfaction = (count: number) => {
      const scores = Array.from({ length: count }, (_, i) => ({
        service: 'food',
        poll: 'poll_food',
        question: 'overall',
        score: 1 + i,
      }))
      return figuresByDepartment(DEPARTMENTS, [], scores).map((figures) => figures.satisfaction)
    }
    expect(satisfaction(4)).toEqual([{ count: 4 }, { count: 0 }])
    expect(satisfaction(5)).toEqual([{ count: 5, mean: 3 }, { count: 0 }])
  })
})

const reporting = IDS.filter((id) => profile(id).clauses.some((clause) => clause.id === `${id}/R35`))

describe.each(reporting)('%s', (id) => {
  it('has its services and matters counted, each in one department (R35)', () => {
    const { departments, services, matters } = profile(id)
    const all = [...services, ...matters].map((one) => settled(one.id, 3))
    const figures = figuresByDepartment(departments, all, [])
    expect(figures.reduce((sum, { received }) => sum + received, 0)).toBe(all.length)
    expect(figures.every(({ received }) => received > 0)).toBe(true)
  })
})
