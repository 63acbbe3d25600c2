import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '#runner/history.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { pagePdf } from '../fakes/hostile-files.ts'

const URN = 'web:somebody'
let talk: Conversation

beforeEach(async () => {
  talk = await openConversation({ channel: 'web' })
})
afterEach(() => talk.close())

const history = (after?: string) => readHistory({ store: talk.store }, URN, 'test', after)

describe('the history of a conversation', () => {
  it('is empty for who never wrote, and for who writes to another account', async () => {
    expect(await history()).toEqual([])
    await talk.say('السلام عليكم')
    expect(await readHistory({ store: talk.store }, URN, 'other')).toEqual([])
    expect((await history()).length).toBeGreaterThan(1)
  })

  it('is what both said, in order, and knows every line again by its id', async () => {
    await talk.send({ kind: 'start' })
    await talk.say('السلام عليكم')
    const lines = await history()
    // `/start` is a sign of the platform, not a line.
    expect(lines.filter(({ from }) => from === 'them')).toEqual([
      { id: 'm2', at: talk.clock.now(), from: 'them', text: 'السلام عليكم' },
    ])
    const ours = lines.filter(({ from }) => from === 'us')
    expect(ours.map(({ id, text }) => ({ id, text }))).toEqual(
      talk.sent.map(({ id, text }) => ({ id, text })),
    )
    expect(lines.findIndex(({ id }) => id === 'm2')).toBeGreaterThan(0)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
  })

  it('goes on after a line that is known, and begins anew after one that is not', async () => {
    await talk.say('السلام عليكم')
    await talk.say('القائمة')
    const lines = await history()
    expect(await history(lines[0]?.id)).toEqual(lines.slice(1))
    expect(await history(lines.at(-1)?.id)).toEqual([])
    expect(await history('never-heard-of')).toEqual(lines)
  })

  it('shows a choice by the words on its button, and the buttons under their question', async () => {
    await talk.send({ kind: 'start' })
    const asked = talk.sent.at(-1)
    const choice = asked?.choices?.[0]
    await talk.press(choice?.id ?? '')
    const lines = await history()
    expect(lines.find(({ from }) => from === 'them')?.text).toBe(choice?.label)
    expect(lines.find(({ id }) => id === asked?.id)).toMatchObject({
      question: asked?.question,
      choices: asked?.choices,
    })
  })

  it('shows of a forged choice only what was sent', async () => {
    await talk.send({ kind: 'start' })
    await talk.send({ kind: 'choice', question: 'forged', choice: 'made-up' })
    expect((await history()).find(({ from }) => from === 'them')?.text).toBe('made-up')
  })

  it('names a file without showing its name as words, and leaves out what nobody could read', async () => {
    const content = new Uint8Array(pagePdf())
    const file = { name: 'paper.pdf', mime: 'application/pdf', bytes: content.length, content }
    await talk.send({ kind: 'file', file })
    await talk.send({ kind: 'unsupported', what: 'sticker' })
    const theirs = (await history()).filter(({ from }) => from === 'them')
    expect(theirs).toMatchObject([{ text: '', file: { name: 'paper.pdf' } }])
  })

  it('outlives the process', async () => {
    await talk.say('السلام عليكم')
    const before = await history()
    await talk.restart()
    expect(await history()).toEqual(before)
  })
})
