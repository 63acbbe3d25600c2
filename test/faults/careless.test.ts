import { describe, expect, test } from 'vitest'
import { killRun } from './kill-run.ts'
import { judgeReplies } from './judge-replies.ts'

describe('the kill test itself', () => {
  const careless = (kills: number, chats: number, patience: number) =>
    killRun({ seed: 4, kills, chats, patience, entry: ['test/faults/careless-bot.ts'] })

  test('finds nothing wrong with a bot that nobody kills, careless or not', async () => {
    const run = await careless(0, 10, 60_000)
    run.done()
    expect(run.report).toMatchObject({ settled: true, lost: 0, twice: 0, disordered: 0, requestsWrong: 0 })
    expect(run.report.requests).toBe(10)
  }, 120_000)

  test('finds out a bot that confirms messages before they are stored', async () => {
    const run = await careless(8, 40, 5_000)
    run.done()
    process.stdout.write(`careless: ${JSON.stringify(run.report)}\n`)
    expect(run.report.settled).toBe(false)
    expect(run.report.lost).toBeGreaterThan(0)
  }, 240_000)

  test('tells duplicates from losses and from another order', () => {
    const written = ['a', 'b', 'c']
    expect(judgeReplies(written, ['a', 'b', 'c'])).toEqual({ duplicateSends: 0, repliesWrong: 0 })
    expect(judgeReplies(written, ['a', 'a', 'b', 'b', 'b', 'c'])).toEqual({
      duplicateSends: 3,
      repliesWrong: 0,
    })
    expect(judgeReplies(written, ['a', 'b']).repliesWrong).toBe(1)
    expect(judgeReplies(written, ['a', 'c', 'b']).repliesWrong).toBeGreaterThan(0)
    expect(judgeReplies(written, ['a', 'b', 'a', 'c']).repliesWrong).toBeGreaterThan(0)
  })
})
