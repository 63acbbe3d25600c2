import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SENDERS } from '#runner/deliver.ts'
import { killRun } from './kill-run.ts'
import type { KillRun } from './kill-run.ts'
import { readableIn } from './readable.ts'

/** `KILLS=1000 SEED=7 vitest run test/faults/kill.test.ts` for a longer run, or one again. */
const KILLS = Number(process.env.KILLS ?? 100)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

describe(`the bot killed ${KILLS} times under load`, () => {
  let run: KillRun

  beforeAll(async () => {
    run = await killRun({ seed: SEED, kills: KILLS, chats: 40, patience: 120_000 })
    process.stdout.write(`kill -9: ${JSON.stringify(run.report)}\n`)
  }, 900_000)

  afterAll(() => run?.done())

  test('was at work when it was killed, at least every other time', () => {
    const { kills, readyKills, busyKills, faults } = run.report
    expect(readyKills).toBeGreaterThan(kills / 2)
    expect(busyKills).toBeGreaterThanOrEqual(kills / 2)
    expect(faults).toBeGreaterThan(kills / 2)
  })

  test('loses nothing, takes nothing twice and keeps the order of each chat', () => {
    expect(run.report).toMatchObject({ settled: true, lost: 0, twice: 0, disordered: 0, unsettled: 0 })
    expect(run.report.said).toBeGreaterThan(40 * 15)
  })

  test('records each finished request once, with its own answers', () => {
    expect(run.report.requestsWrong).toBe(0)
    expect(run.report.requests).toBeGreaterThanOrEqual(40)
  })

  test('sends every reply in order, and no more of them twice than it may', () => {
    const { duplicateSends, repliesWrong, kills, ambiguous, cutSends } = run.report
    expect(repliesWrong).toBe(0)
    expect(cutSends).toBeLessThanOrEqual(SENDERS * kills)
    expect(duplicateSends).toBeLessThanOrEqual(SENDERS * kills + ambiguous)
    // Closer to the truth: only what was being sent can arrive twice.
    expect(duplicateSends).toBeLessThanOrEqual(cutSends + ambiguous)
  })

  test('leaves the database whole', () => {
    expect(run.report.integrity).toBe('ok')
  })

  test('leaves nobody readable: not in the data folder, nor in what it said', () => {
    const planted = run.people.flatMap(({ chat, name, identity, mobile, mark }) => [
      String(chat),
      name,
      identity,
      mobile.slice(1),
      mark,
    ])
    expect(planted.length).toBe(200)
    expect(readableIn(run.folder, run.said, planted)).toEqual([])
    // The search itself finds what is there in the open.
    expect(readableIn(run.folder, run.said, ['learning_device', 'website chat'])).toHaveLength(2)
  })
})
