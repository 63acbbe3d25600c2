import { describe, expect, it } from 'vitest'
import { celEnvironment, compileCel, yearsBetween } from '#engine/cel.ts'

/** What an expression yields over some variables. */
function value(source: string, variables: Readonly<Record<string, unknown>> = {}): unknown {
  const types = Object.fromEntries(
    Object.entries(variables).map(
      ([name, given]) => [name, typeof given === 'number' ? 'double' : 'list'] as const,
    ),
  )
  const compiled = compileCel(celEnvironment(types), source)
  if ('problem' in compiled) throw new Error(compiled.problem)
  return compiled.run({ today: '2026-01-05', ...variables })
}

describe('years between two days', () => {
  it('count only when the birthday has come', () => {
    expect(yearsBetween('2000-01-05', '2026-01-05')).toBe(26)
    expect(yearsBetween('2000-01-06', '2026-01-05')).toBe(25)
    expect(yearsBetween('2000-12-31', '2026-01-05')).toBe(25)
    expect(yearsBetween('', '2026-01-05')).toBe(0)
  })

  it('are there for rules', () => {
    expect(value("years('1990-04-03', today)")).toBe(35)
  })
})

describe('rules as people write them', () => {
  it('may set whole numbers beside amounts', () => {
    expect(value('income / 4 + 1 - 2', { income: 1000 })).toBe(249)
    expect(value('income * 2', { income: 1.5 })).toBe(3)
    expect(value('income == 3', { income: 3 })).toBe(true)
    expect(value('income > 2', { income: 3 })).toBe(true)
  })

  it('may add up a question of all members of a group', () => {
    expect(value("sum(family, 'wage')", { family: [{ wage: 100 }, {}, { wage: 50 }] })).toBe(150)
    expect(value('size(family)', { family: [{}, {}] })).toBe(2)
  })

  it('are refused with a reason where they make no sense', () => {
    const environment = celEnvironment({ city: 'string' })
    for (const source of ['city + 1', 'town', 'city ==', 'city.size( )..', 'f(city)'])
      expect(compileCel(environment, source), source).toHaveProperty('problem')
    expect(compileCel(environment, 'city', 'bool')).toMatchObject({ problem: 'gives string, bool is needed' })
    expect(compileCel(environment, '1', 'number')).toHaveProperty('run')
  })
})
