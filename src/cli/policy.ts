import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Association } from '#core/association.ts'
import { formatProblem } from '#core/problem.ts'
import { bareClause, citingParts } from '#engine/inspect/clauses.ts'
import { loadFlow } from '#engine/load-flow.ts'
import { loadProfile } from '#profile/load-profile.ts'
import { findRules } from './clause-rules.ts'
import type { Rule } from './clause-rules.ts'
import { newerSource, readClauseRun } from './clause-run.ts'
import type { ClauseRun } from './clause-run.ts'

/** What carries a clause of one association's policy. */
export interface Coverage {
  readonly clause: string
  readonly text: string
  /** Steps of flows that cite it, `flow.step`. */
  readonly flows: readonly string[]
  /** Functions that cite it, `file name`. */
  readonly rules: readonly string[]
  /** Parts of the profile that cite it. */
  readonly profile: readonly string[]
  /** Tests that passed and name it for this association. */
  readonly tests: readonly string[]
}

/** Tests shown of a clause; the rest is counted. */
const SHOWN = 3

/**
 * `wasl policy [ID]`: every clause of an association's policy (of all, when none is named) with the flow steps, the
 * rules in code and the tests that carry it. The tests are those that passed in the last whole run, not a list kept
 * by hand. 0 when every clause is carried out and tested by a run no older than the sources; else 1, without a run 2.
 */
export function runPolicy(root: string, ids: readonly string[], write: (line: string) => void): number {
  const run = readClauseRun(root)
  if (!run) {
    write('no run of the tests is on record: run npm test first')
    return 2
  }
  const steps = citingSteps(root)
  const rules = findRules(root)
  let missing = 0
  for (const id of ids) {
    const loaded = loadProfile(join(root, 'data/associations', id))
    if ('problems' in loaded) {
      for (const problem of loaded.problems) write(formatProblem(problem))
      return 2
    }
    missing += report(coverageOf(loaded.association, { steps, rules, run }), id, write)
  }
  const newer = newerSource(root, run)
  if (newer !== undefined) write(`${newer} is newer than the last run of the tests: run npm test first`)
  return missing > 0 || newer !== undefined ? 1 : 0
}

/** What carries each clause of an association's policy, in the order of the policy. */
export function coverageOf(
  association: Association,
  found: {
    readonly steps: ReadonlyMap<string, readonly string[]>
    readonly rules: readonly Rule[]
    readonly run: ClauseRun
  },
): Coverage[] {
  const profile = citingParts(association)
  return association.clauses.map(({ id, text }) => {
    const bare = bareClause(id)
    return {
      clause: id,
      text: text.en ?? text.ar,
      flows: found.steps.get(bare) ?? [],
      rules: found.rules
        .filter((rule) => rule.clauses.includes(bare))
        .map((rule) => `${rule.file} ${rule.name}`),
      profile: profile.filter(([, clause]) => clause === id).map(([part]) => part),
      tests: found.run.tests[id] ?? [],
    }
  })
}

/** What a clause still lacks; empty when it is carried out and tested. */
export function lacking({ flows, rules, profile, tests }: Coverage): string[] {
  return [
    ...(flows.length + rules.length + profile.length === 0 ? ['nothing carries it out'] : []),
    ...(tests.length === 0 ? ['no test that passed names it'] : []),
  ]
}

function report(coverage: readonly Coverage[], id: string, write: (line: string) => void): number {
  let missing = 0
  for (const clause of coverage) {
    const lacks = lacking(clause)
    if (lacks.length > 0) missing++
    write(`${clause.clause}  ${clause.text}`)
    for (const [name, found] of [
      ['flow', clause.flows],
      ['rule', clause.rules],
      ['profile', clause.profile],
      ['test', clause.tests],
    ] as const)
      if (found.length > 0) write(`    ${name.padEnd(8)}${shortened(found)}`)
    if (lacks.length > 0) write(`    MISSING ${lacks.join('; ')}`)
  }
  write(`${id}: ${coverage.length} clauses, ${coverage.length - missing} carried out, ${missing} missing`)
  return missing
}

function shortened(names: readonly string[]): string {
  const rest = names.length - SHOWN
  return [...names.slice(0, SHOWN), ...(rest > 0 ? [`… ${rest} more`] : [])].join(' · ')
}

/** By bare clause, the steps that cite it. */
function citingSteps(root: string): Map<string, string[]> {
  const folder = join(root, 'flows')
  const steps = new Map<string, string[]>()
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : []
  for (const name of names.toSorted()) {
    const id = basename(name, '.yaml')
    const { outline } = loadFlow(id, readFileSync(join(folder, name), 'utf8'), 'policy')
    for (const [step, { clauses = [] }] of outline?.steps ?? [])
      for (const clause of clauses)
        steps.set(bareClause(clause), [...(steps.get(bareClause(clause)) ?? []), `${id}.${step}`])
  }
  return steps
}
