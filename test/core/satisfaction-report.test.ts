import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { satisfactionReport } from '#core/satisfaction-report.ts'
import type { DatedScore } from '#core/satisfaction-report.ts'

const DEPARTMENTS = [
  { id: 'aid', name: { ar: 'العون' }, services: ['food', 'rent'], matters: [] },
  { id: 'learning', name: { ar: 'التعليم' }, services: ['course'], matters: [] },
]

function given(service: string, month: string, people: number, score = 4): DatedScore[] {
  return Array.from({ length: people }, () => ({
    service,
    month,
    poll: `poll_${service}`,
    question: 'overall',
    score,
  }))
}

describe('the report of satisfaction', () => {
  it('shows nothing of fewer than five', () => {
    const report = satisfactionReport(DEPARTMENTS, given('food', '2026-01', 4))
    expect(report).toEqual({ services: [], departments: [], months: [], questions: [], waiting: 4 })
  })

  it('gives the mean with what it rests on', () => {
    const scores = [...given('food', '2026-01', 3, 5), ...given('food', '2026-01', 3, 2)]
    const { all, spread, services } = satisfactionReport(DEPARTMENTS, scores)
    expect(all).toMatchObject({ count: 6, mean: 3.5 })
    // Three fives would be fewer than five people.
    expect(spread).toEqual([{ from: 1, to: 5, count: 6 }])
    expect(services).toMatchObject([{ service: 'food', count: 6, mean: 3.5, until: '2026-01' }])
  })

  it('joins scores that few gave with their neighbours', () => {
    const scores = [1, 2, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5, 5].flatMap((one) => given('food', '2026-01', 1, one))
    expect(satisfactionReport(DEPARTMENTS, scores).spread).toEqual([
      { from: 1, to: 3, count: 7 },
      { from: 4, to: 5, count: 6 },
    ])
    const none = given('food', '2026-01', 8, 3)
    expect(satisfactionReport(DEPARTMENTS, none).spread).toEqual([{ from: 1, to: 5, count: 8 }])
  })

  it('leaves a small service out of the whole too, so that nobody can take the others from it', () => {
    const report = satisfactionReport(DEPARTMENTS, [
      ...given('food', '2026-01', 9),
      ...given('rent', '2026-01', 2, 1),
    ])
    expect(report.all).toMatchObject({ count: 9, mean: 4 })
    expect(report.departments).toMatchObject([{ department: 'aid', count: 9, mean: 4 }])
    expect(report.waiting).toBe(2)
  })

  it('joins months until five have answered, and lets the last few wait', () => {
    const months = { '2026-01': 2, '2026-02': 4, '2026-03': 7, '2026-04': 1 }
    const scores = Object.entries(months).flatMap(([month, people]) => given('food', month, people))
    const report = satisfactionReport(DEPARTMENTS, scores)
    expect(report.months).toMatchObject([
      { month: '2026-02', count: 6 },
      { month: '2026-03', count: 7 },
    ])
    expect(report.services).toMatchObject([{ until: '2026-03', count: 13 }])
    expect(report.waiting).toBe(1)
  })

  it('hides a second question where one alone could be reckoned from the others', () => {
    const ask = (question: string, people: number): DatedScore[] =>
      given('food', '2026-01', people).map((score) => ({ ...score, question }))
    const { questions } = satisfactionReport(DEPARTMENTS, [
      ...ask('overall', 20),
      ...ask('speed', 8),
      ...ask('place', 2),
    ])
    expect(questions.map(({ question }) => question)).toEqual(['overall'])
  })

  it('never differs from the report of a month before by fewer than five people', () => {
    const month = fc.integer({ min: 1, max: 12 }).map((one) => `2026-${String(one).padStart(2, '0')}`)
    const one = fc.tuple(fc.constantFrom('food', 'rent', 'course'), month)
    fc.assert(
      fc.property(fc.array(one, { maxLength: 80 }), (answers) => {
        const scores = answers.flatMap(([service, at]) => given(service, at, 1))
        const counts = Array.from({ length: 12 }, (_, index) => {
          const until = `2026-${String(index + 1).padStart(2, '0')}`
          const { services } = satisfactionReport(
            DEPARTMENTS,
            scores.filter((score) => score.month <= until),
          )
          return Object.fromEntries(services.map(({ service, count }) => [service, count]))
        })
        for (const [index, now] of counts.entries()) {
          const before = counts[index - 1] ?? {}
          for (const service of ['food', 'rent', 'course']) {
            const more = (now[service] ?? 0) - (before[service] ?? 0)
            expect(more === 0 || more >= 5).toBe(true)
          }
        }
      }),
    )
  })
})
