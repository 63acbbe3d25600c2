import { describe, expect, test } from 'vitest'
import { eventually } from './bot-process.ts'
import { leftBehind } from './kill-run.ts'
import { ALL_WELL, openStage } from './stage.ts'

const TIMES = Number(process.env.DRAINS ?? 20)
/** What a person at the keyboard is promised. */
const PROMISED = 5_000

describe('told to stop under load', () => {
  test(
    `it ends by itself in under five seconds with nothing half sent, ${TIMES} times`,
    async () => {
      await using stage = await openStage({ chats: 20 })
      stage.crowd.greet()
      let busy = 0
      for (let time = 0; time < TIMES; time += 1) {
        const bot = stage.start()
        await bot.ready
        const before = stage.api.sent().length
        await eventually('some answers', () => stage.api.sent().length > before + 20, 30_000)
        if (stage.api.waitingCount > 0 || stage.crowd.members.some(({ waiting }) => waiting)) busy += 1
        bot.signal('SIGTERM')
        const late = setTimeout(() => bot.signal('SIGKILL'), PROMISED)
        expect(await bot.ended).toBe(0)
        clearTimeout(late)
        expect(leftBehind(stage.folder).sending).toBe(0)
      }
      expect(busy).toBeGreaterThan(TIMES / 2)
      const bot = stage.start()
      await bot.ready
      const verdict = await stage.finish()
      expect(verdict).toMatchObject(ALL_WELL)
      // Nothing was cut off, so nothing had to be sent twice.
      expect(verdict.duplicateSends).toBe(0)
    },
    TIMES * 20_000,
  )
})
