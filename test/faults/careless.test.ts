import { describe, expect, test } from 'vitest'
import { killRun } from './kill-run.ts'
import { judgeReplies } from './verdict.ts'

describe('the kill test itself', () => {
  test('finds out a bot that confirms messages before they are stored', async () => {
    const run = await killRun({
      seed: 3,
      kills: 10,
      chats: 40,
      entry: ['test/faults/careless-bot.ts'],
      patience: 8_000,
    })
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
