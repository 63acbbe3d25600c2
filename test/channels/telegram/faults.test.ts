import { describe, expect, test, vi } from 'vitest'
import type { IncomingMessage } from '#core/message.ts'
import { mulberry32, randomFaults } from '../../fakes/bot-api/faults.ts'
import { makeRig } from './harness.ts'

const PEOPLE = [11, 12, 13, 14, 15]
const MESSAGES = 120
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1)

describe('any mixture of faults', () => {
  test.each(SEEDS)('loses nothing, keeps the order and confirms nothing early: seed %i', async (seed) => {
    await using rig = await makeRig({ pace: { request: 1500, drain: 0, backOff: [1, 4] } })
    const { api, disk } = rig
    const random = mulberry32(seed)
    api.faults.rule = randomFaults(seed, 0.3, {
      getUpdates: [
        { kind: 'reset_before' },
        { kind: 'reset_after' },
        { kind: 'truncated' },
        { kind: 'duplicated' },
        { kind: 'reversed' },
        { kind: 'status', status: 500 },
        { kind: 'status', status: 409 },
      ],
      deleteWebhook: [{ kind: 'reset_after' }],
      answerCallbackQuery: [{ kind: 'status', status: 500 }, { kind: 'reset_before' }],
    })
    disk.before = async (messages: readonly IncomingMessage[]) => {
      if (random() < 0.2) throw new Error('disk busy')
      // Only a part is written when the disk gives up in the middle.
      if (random() < 0.1) await writePart(messages)
    }
    async function writePart(messages: readonly IncomingMessage[]): Promise<void> {
      const { before } = disk
      disk.before = undefined
      await disk.receive(messages.slice(0, Math.floor(messages.length / 2)))
      disk.before = before
      throw new Error('disk full')
    }

    const early: number[] = []
    api.onConfirm = (updateId) => {
      if (!disk.stored.some(({ position }) => position === updateId)) early.push(updateId)
    }

    let telegram = rig.telegram
    await telegram.channel.start((messages) => disk.receive(messages))
    for (let index = 0; index < MESSAGES; index += 1) {
      const person = PEOPLE[Math.floor(random() * PEOPLE.length)] ?? 11
      if (random() < 0.1) api.press(person, { data: `v1:q:${index}` })
      else api.say(person, String(index))
      if (random() < 0.2) await new Promise((resolve) => setImmediate(resolve))
      if (random() < 0.04) {
        await telegram.channel.stop()
        telegram = rig.again()
        await telegram.channel.start((messages) => disk.receive(messages))
      }
    }
    await vi.waitFor(() => expect(api.waitingCount).toBe(0), { timeout: 15_000, interval: 5 })

    expect(early).toEqual([])
    expect(disk.stored).toHaveLength(MESSAGES)
    const words = disk.stored.map(({ content }) =>
      content.kind === 'text' ? content.text : content.kind === 'choice' ? content.choice : '?',
    )
    for (const person of PEOPLE) {
      const own = words.filter((_, index) => disk.stored[index]?.urn === `telegram:${person}`).map(Number)
      expect(own).toEqual(own.toSorted((a, b) => a - b))
    }
  })
})
