import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { CLAUSE_RUN } from '../src/cli/clause-run.ts'
import type { ClauseRun } from '../src/cli/clause-run.ts'
import { clausesInTitle } from './clauses.ts'

/**
 * Writes down, after a whole run of the tests, the clauses that the tests name which passed: what `wasl policy` goes
 * by. A run of some files or some names writes nothing, and so does one that was broken off.
 */
export function clauseReporter(root: string): Reporter {
  let vitest: Vitest | undefined
  let at = 0
  let whole = false
  return {
    onInit(started) {
      vitest = started
    },
    async onTestRunStart(specifications) {
      at = Date.now()
      const all = await vitest?.globTestSpecifications()
      const { testNamePattern, shard } = vitest?.config ?? {}
      whole = specifications.length === all?.length && !testNamePattern && !shard
    },
    onTestRunEnd(modules, _errors, reason) {
      if (!whole || reason === 'interrupted') return
      writeRun(join(root, CLAUSE_RUN), { at, tests: testsByClause(modules) })
    },
  }
}

/** By clause, the tests that passed and name it. */
export function testsByClause(modules: readonly Pick<TestModule, 'children' | 'relativeModuleId'>[]) {
  const tests: Record<string, string[]> = {}
  for (const { children, relativeModuleId } of modules)
    for (const test of children.allTests('passed'))
      for (const clause of clausesInTitle(partsOf(test)))
        (tests[clause] ??= []).push(`${relativeModuleId} > ${test.fullName}`)
  return tests
}

/** The names of a test and of the blocks around it. */
function partsOf(test: TestCase): string[] {
  const parts = [test.name]
  for (let { parent } = test; parent.type === 'suite'; parent = parent.parent) parts.unshift(parent.name)
  return parts
}

function writeRun(path: string, run: ClauseRun): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify(run, undefined, 1))
  renameSync(`${path}.new`, path)
}
