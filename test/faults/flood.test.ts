import { describe, expect, test } from 'vitest'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { applicant } from './applicant.ts'
import { eventually } from './bot-process.ts'
import { ALL_WELL, openStage } from './stage.ts'
import { heardFrom } from './verdict.ts'

const FLOOD = 300
const LONG = 120_000
const { renderer } = contentOf('irtiqa')
const CALM = renderer.translate('replies:flood', 'ar')

describe('a flood of messages from one chat', () => {
  test(
    'is kept whole and answered politely, and starves nobody',
    async () => {
      await using stage = await openStage({ chats: 10 })
      const { api, crowd } = stage
      const loud = applicant(99).chat
      const words = Array.from({ length: FLOOD }, (_, place) => `عاجل ${place}`)
      // Everything waits already when the bot comes up: the flood first, the others behind it.
      for (const text of words) api.say(loud, text)
      crowd.greet()
      const bot = stage.start()
      await bot.ready
      const verdict = await stage.finish()
      expect(verdict).toMatchObject(ALL_WELL)
      expect(verdict.requests).toBe(10)
      const answers = api.sent(loud).map(({ text }) => text)
      expect(answers.some((text) => text.includes(CALM))).toBe(true)
      expect(answers.length).toBeLessThan(FLOOD / 4)
      expect(await heardFrom(stage.folder, loud, String(api.botId))).toEqual(words)
    },
    LONG,
  )

  test(
    'does not push back the others: nobody waits for the flood to end',
    async () => {
      await using stage = await openStage({ chats: 5 })
      const { api, crowd } = stage
      const bot = stage.start()
      await bot.ready
      const loud = applicant(99).chat
      const shouting = setInterval(() => {
        for (let place = 0; place < 10; place += 1) api.say(loud, `عاجل ${place}`)
      }, 50)
      crowd.greet()
      crowd.finishing = true
      await eventually('everyone else to be served', () => crowd.finished, 60_000).finally(() =>
        clearInterval(shouting),
      )
      expect(crowd.members.map(({ references }) => references.length)).toEqual([1, 1, 1, 1, 1])
    },
    LONG,
  )
})

describe('what comes more than once, or all at once', () => {
  const ask = (talk: Conversation, externalId: string, text: string) => ({
    urn: 'telegram:71' as const,
    account: 'test',
    externalId,
    sentAt: talk.clock.now(),
    content: { kind: 'text' as const, text },
  })

  test('is taken once: the same update in one batch, in the next, and after a restart', async () => {
    const talk = await openConversation({ association: 'irtiqa', channel: 'telegram' })
    const hello = ask(talk, 'u1', 'السلام عليكم')
    await talk.runner.receive([hello, hello])
    await talk.runner.idle()
    const once = talk.sent.length
    expect(once).toBeGreaterThan(0)
    await talk.runner.receive([hello])
    await talk.restart()
    await talk.runner.receive([hello, hello])
    await talk.runner.idle()
    expect(talk.sent).toHaveLength(once)
    await talk.close()
  })

  test('is worked on in its order: 17 updates of one chat in one batch', async () => {
    const script = ['السلام عليكم', '1', '1', '2', '1', 'فاطمة محمد علي الزهراني', '١٠٠٠٠٠٠٠٠٨', '0501234567']
    const rest = ['1', '1', '1', '1', 'للدراسة', '1', '4000', 'صحيح', '1']
    const updates = [...script, ...rest]
    expect(updates).toHaveLength(17)
    const together = await openConversation({ association: 'irtiqa', channel: 'telegram' })
    await together.runner.receive(updates.map((text, place) => ask(together, `u${place}`, text)))
    await together.runner.idle()
    const single = await openConversation({ association: 'irtiqa', channel: 'telegram' })
    for (const [place, text] of updates.entries()) {
      await single.runner.receive([ask(single, `u${place}`, text)])
      await single.runner.idle()
    }
    const texts = (talk: Conversation) => talk.sent.map(({ text }) => text)
    expect(texts(together)).toEqual(texts(single))
    expect(texts(together).at(-1)).toContain(renderer.translate('replies:declare.sign', 'ar'))
    await together.close()
    await single.close()
  })
})
