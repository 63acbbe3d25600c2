import { describe, expect, it } from 'vitest'
import { DEFAULT_ASSOCIATION, runMatch } from '../../src/cli/match.ts'
import type { Match, Matcher } from '#core/inquiry.ts'

const MATCH: Match = {
  outcome: 'answer',
  intent: 'location',
  ranked: ['location', 'working_hours'],
  confidence: 0.98765,
  language: 'ar',
}

async function run(lines: readonly string[], match: Match = MATCH) {
  const asked: string[] = []
  const written: Record<string, unknown>[] = []
  const matcher: Matcher = { isEmergency: () => false, match: () => match }
  async function* feed() {
    yield* lines
  }
  await runMatch(
    feed(),
    (line) => written.push(JSON.parse(line) as Record<string, unknown>),
    (association) => {
      asked.push(association)
      return association === 'nobody' ? undefined : matcher
    },
  )
  return { asked, written }
}

describe('wasl match', () => {
  it('answers each line with the fields of the contract', async () => {
    const { written } = await run(['{"id":7,"association":"huda","text":"وين مكانكم"}'])
    expect(written).toEqual([
      {
        id: 7,
        outcome: 'answer',
        intent: 'location',
        ranked: ['location', 'working_hours'],
        confidence: 0.988,
        lang: 'ar',
      },
    ])
  })

  it('takes any as the default profile, and loads each profile once', async () => {
    const { asked } = await run([
      '{"id":1,"association":"any","text":"a"}',
      '{"id":2,"text":"b"}',
      '{"id":3,"association":"huda","text":"c"}',
      '{"id":4,"association":"huda","text":"d"}',
    ])
    expect(asked).toEqual([DEFAULT_ASSOCIATION, 'huda'])
  })

  it('says null where there is no intent', async () => {
    const { written } = await run(['{"id":1,"text":"?"}'], {
      outcome: 'staff',
      ranked: [],
      confidence: 0,
      language: 'ar',
    })
    expect(written[0]).toMatchObject({ outcome: 'staff', intent: null })
  })

  it('says what is wrong with a line and goes on', async () => {
    const { written } = await run([
      'oops',
      '',
      '{"id":1}',
      '{"id":2,"association":"nobody","text":"a"}',
      '{"id":3,"text":"a"}',
    ])
    expect(written).toEqual([
      { problem: 'line_not_json' },
      { id: 1, problem: 'line_without_text' },
      { id: 2, problem: 'unknown_association' },
      expect.objectContaining({ id: 3, outcome: 'answer' }),
    ])
  })
})
