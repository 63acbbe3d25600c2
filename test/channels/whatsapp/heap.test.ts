import { expect, test } from 'vitest'
import { eventually } from '../../faults/bot-process.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** `RECONNECTS=1000 vitest run test/channels/whatsapp/heap.test.ts` for a longer run. */
const RECONNECTS = Number(process.env.RECONNECTS ?? 100)
/** The first connections load what stays: code, the maps of Baileys, the pages of the database. */
const WARM_UP = 10
const PATIENCE = 30_000
/** A connection that leaked its socket would cost a megabyte each (defect 9 of Baileys rc14). */
const MOST_GROWTH = 8e6

test(`${RECONNECTS} connections cost no memory that stays`, { timeout: RECONNECTS * 5_000 }, async () => {
  await using stage = await openStage({ entry: ['--expose-gc', 'test/faults/whatsapp-bot.ts'] })
  const bot = stage.start()
  await stage.online()
  const ann = await stage.talker('Ann')
  await ann.phone.say(stage.jid, 'السلام عليكم')
  await ann.hears(/أوافق/)
  const reconnect = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      const before = stage.device().connection
      stage.scene.relay.drop(stage.account)
      const back = (): boolean => stage.device().connection !== before && stage.device().ready
      await eventually(`connection ${time + 1}`, back, PATIENCE)
    }
  }
  await reconnect(WARM_UP)
  const before = await heapOf(stage, bot.pid)
  await reconnect(RECONNECTS)
  const after = await heapOf(stage, bot.pid)
  process.stdout.write(
    `whatsapp heap: ${megabytes(before)}, after ${RECONNECTS} connections ${megabytes(after)}\n`,
  )
  expect(after - before).toBeLessThan(MOST_GROWTH)
  // And it still answers.
  await ann.say('أوافق')
})

/** Bytes on the heap of a process after the garbage collector ran. */
async function heapOf(stage: Stage, pid: number): Promise<number> {
  const said = (): string[] => [...stage.output().matchAll(/^heap (\d+)$/gm)].map(([, bytes]) => bytes ?? '')
  const before = said().length
  process.kill(pid, 'SIGUSR2')
  await eventually('the size of the heap', () => said().length > before, PATIENCE)
  return Number(said().at(-1))
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
