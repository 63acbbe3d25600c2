import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { citedIn, findRules, rulesIn } from '../../src/cli/clause-rules.ts'
import { CLAUSE_RUN, newerSource, readClauseRun } from '../../src/cli/clause-run.ts'
import { coverageOf, lacking, runPolicy } from '../../src/cli/policy.ts'
import { testsByClause } from '../clause-reporter.ts'
import { clauses, clausesInTitle } from '../clauses.ts'
import { profile } from '../profile/profiles.ts'

const ROOT = join(import.meta.dirname, '../..')
const LATER = Date.UTC(2100, 0, 1)
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** What `wasl policy` reads, beside a run of the tests. */
function aCopy(run?: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-policy-'))
  folders.push(folder)
  for (const part of ['flows', 'data/associations', 'src'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  mkdirSync(join(folder, 'data/run'))
  if (run !== undefined) writeFileSync(join(folder, CLAUSE_RUN), JSON.stringify(run))
  return folder
}

function policy(root: string, ...ids: string[]): { readonly code: number; readonly text: string } {
  const lines: string[] = []
  return { code: runPolicy(root, ids, (line) => lines.push(line)), text: lines.join('\n') }
}

/** A run in which some test named every clause of an association but some. */
function runOf(id: 'irtiqa' | 'huda', without: readonly string[] = []): unknown {
  const named = profile(id).clauses.map((clause) => clause.id)
  return {
    at: LATER,
    tests: Object.fromEntries(
      named.filter((clause) => !without.includes(clause)).map((clause) => [clause, ['a test']]),
    ),
  }
}

describe('the clauses in the title of a test', () => {
  it('are those with an association, and those in parentheses below the name of one', () => {
    const id = 'irtiqa'
    expect(clausesInTitle([`decides ${clauses(id, 'R12', 'R13')}`])).toEqual(['irtiqa/R12', 'irtiqa/R13'])
    expect(clausesInTitle([id, `all of it (R14–R16, R18)`])).toEqual(
      ['R14', 'R15', 'R16', 'R18'].map((clause) => `irtiqa/${clause}`),
    )
  })

  it('are none where no association is named, or another thing looks like one', () => {
    expect(clausesInTitle([`a rule for all (R13)`])).toEqual([])
    expect(clausesInTitle(['irtiqa and more', `(R13)`])).toEqual([])
    expect(clausesInTitle(['somebody/R13', 'data/R1'])).toEqual([])
  })
})

describe('the reporter', () => {
  const test = (name: string, ...around: string[]) => {
    let parent: unknown = { type: 'module' }
    for (const block of around) parent = { type: 'suite', name: block, parent }
    return { name, fullName: [...around, name].join(' > '), parent }
  }

  it('keeps the tests that passed, by the clauses they name', () => {
    const passed = [test(`decides (R12)`, 'huda'), test('says hello')]
    const module = {
      relativeModuleId: 'test/a.test.ts',
      children: { allTests: (state: string) => (state === 'passed' ? passed : [test('failed', 'huda')]) },
    } as unknown as Parameters<typeof testsByClause>[0][number]
    expect(testsByClause([module])).toEqual({ 'huda/R12': [`test/a.test.ts > huda > decides (R12)`] })
  })
})

describe('rules in code', () => {
  it('are functions and tables whose doc comments cite a clause', () => {
    const source = `
/** Not a rule (R1): a type. */
export interface Some {}
/** How it ends (R12, R14–R16). */
export function end() {}
/** A secret, as RFC 4226 (R6) recommends. */
const secret = 1
// Only a remark (R2).
const other = 2
/**
 * Over lines,
 * of the policy (R13).
 */
export const TABLE = {}`
    expect(rulesIn('src/a.ts', source)).toEqual([
      { file: 'src/a.ts', name: 'end', clauses: ['R12', 'R14', 'R15', 'R16'] },
      { file: 'src/a.ts', name: 'TABLE', clauses: ['R13'] },
    ])
    expect(citedIn('R3-R4 and R38')).toEqual(['R3', 'R4', 'R38'])
  })

  it('are found in the sources', () => {
    const window = findRules(ROOT).find(({ name }) => name === 'decisionWindow')
    expect(window).toEqual({ file: 'src/core/deadline.ts', name: 'decisionWindow', clauses: ['R13'] })
  })
})

describe('wasl policy', () => {
  it('says that the tests must run first, where no run is on record or none that can be read', () => {
    expect(policy(aCopy(), 'irtiqa')).toEqual({
      code: 2,
      text: 'no run of the tests is on record: run npm test first',
    })
    expect(readClauseRun(aCopy({ at: 'yesterday', tests: {} }))).toBeUndefined()
    expect(readClauseRun(aCopy({ at: 1, tests: { x: 'no list' } }))).toBeUndefined()
  })

  it('lists every clause with what carries it, and fails where a test is missing', () => {
    const clause = 'irtiqa/R13' as const
    const { code, text } = policy(aCopy(runOf('irtiqa', [clause])), 'irtiqa')
    expect(code).toBe(1)
    for (const { id } of profile('irtiqa').clauses) expect(text).toMatch(new RegExp(`^${id}  \\S`, 'm'))
    const [, entry = ''] = text.split(`${clause}  `)
    expect(entry.split('\n\n')[0]).toContain('request.when_range')
    expect(entry).toMatch(/rule +.*src\/core\/deadline\.ts decisionWindow/)
    expect(entry).toMatch(/profile +period/)
    expect(text.match(/MISSING no test that passed names it/g)).toHaveLength(1)
  })

  it('lets no table claim what nothing carries out', () => {
    const [first] = coverageOf(profile('huda'), {
      steps: new Map(),
      rules: [],
      run: { at: LATER, tests: { [`huda/R1`]: ['a test'] } },
    })
    expect(first && lacking(first)).toEqual(['nothing carries it out'])
  })

  it('fails where a source is newer than the run, and names it', () => {
    const root = aCopy({ ...(runOf('huda') as object), at: Date.UTC(2020, 0, 1) })
    const at = new Date(LATER)
    utimesSync(join(root, 'src/core/case.ts'), at, at)
    const { code, text } = policy(root, 'huda')
    expect(code).toBe(1)
    expect(text).toContain('src/core/case.ts is newer than the last run of the tests')
    expect(newerSource(root, { at: LATER + 1, tests: {} })).toBeUndefined()
  })
})
