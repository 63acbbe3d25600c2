import { describe, expect, test } from 'vitest'
import { BUGS } from './bugs.ts'
import { simulate } from './simulate.ts'
import type { Outcome } from './simulate.ts'

/** `SEEDS=50000 vitest run test/simulation` for a longer run; `FIRST_SEED=77 SEEDS=1` for one seed again. */
const SEEDS = Number(process.env.SEEDS ?? 500)
const FIRST = Number(process.env.FIRST_SEED ?? 1)
/** A broken part is found within so many seeds. */
const SOON = 200

describe('receive, turn, commit, deliver with crashes at any moment', () => {
  test(`keep every promise in ${SEEDS} seeds`, async () => {
    const failed: { readonly seed: number; readonly violations: readonly string[] }[] = []
    let crashes = 0
    let steps = 0
    let duplicates = 0
    for (let seed = FIRST; seed < FIRST + SEEDS && failed.length < 5; seed += 1) {
      const outcome = await simulate(seed)
      if (outcome.violations.length > 0) failed.push({ seed, violations: outcome.violations })
      crashes += outcome.crashes
      steps += outcome.steps
      duplicates += outcome.duplicates
    }
    process.stdout.write(
      `simulation: ${SEEDS} seeds, ${steps} steps, ${crashes} crashes, ${duplicates} duplicates\n`,
    )
    expect(failed).toEqual([])
    expect(crashes).toBeGreaterThan(SEEDS)
    expect(duplicates).toBeGreaterThan(0)
  }, 600_000)

  test('walk the same way for the same seed, and another for another', async () => {
    const traces = [await simulate(7), await simulate(7), await simulate(8)].map(({ trace }) => trace)
    expect(traces[1]).toBe(traces[0])
    expect(traces[2]).not.toBe(traces[0])
  })

  test.each(BUGS)(
    'are seen to be broken where $name',
    async (bug) => {
      let found: Outcome | undefined
      let seed = 0
      while (!found && seed < SOON) {
        seed += 1
        const outcome = await simulate(seed, bug)
        if (outcome.violations.length > 0) found = outcome
      }
      process.stdout.write(`simulation: ${bug.name}: seed ${seed}, ${found?.violations[0]}\n`)
      expect(found).toBeDefined()
    },
    120_000,
  )
})
