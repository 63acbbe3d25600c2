import { setTimeout as sleep } from 'node:timers/promises'
import type { Urn } from '#core/contact.ts'
import type { Receive } from '#channels/channel.ts'
import type { DeviceState, ReceivedRow } from './device-state.ts'
import type { WhatsAppLogger } from './options.ts'
import type { ReadRow } from './read-row.ts'

/** Takes what was decrypted and stored to the inbox. */
export interface Pump {
  /** Something may have been stored. */
  wake(): void
  /** Takes what there is, once; resolves also when some of it could not be taken. */
  settle(): Promise<void>
  /** Resolves when nothing is under way; nothing is begun after it. */
  stop(): Promise<void>
}

type Taken = Extract<ReadRow, { kind: 'message' }>

interface Parts {
  readonly state: DeviceState
  readonly logger: WhatsAppLogger
  read(content: string): Promise<ReadRow>
  readonly receive: Receive
  identityChanged(urn: Urn): Promise<void>
  /** In the inbox now. */
  taken(messages: readonly Taken[]): void
}

const BATCH = 100
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 10_000

/**
 * The way from the device's own inbox to Wasl's: what a ratchet transaction stored is read, handed to `receive`, and
 * removed only when that has stored it. Dying in between repeats the way; the inbox takes each message once, by its
 * external id. So a message that can no longer be decrypted is needed from nobody.
 */
export function createPump(parts: Parts): Pump {
  const { state, logger } = parts
  const stopping = new AbortController()
  /** Rows that are in the inbox, and being removed here. */
  const going = new Set<number>()
  let woken = false
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    let pause = FIRST_PAUSE
    while (woken && !stopping.signal.aborted) {
      woken = false
      const went = await takeAll().catch(() => false)
      if (went) {
        pause = FIRST_PAUSE
        continue
      }
      logger.error({ code: 'whatsapp_not_stored' })
      woken = true
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  }

  /** False when something could not be taken and must be tried again. */
  const takeAll = async (): Promise<boolean> => {
    for (;;) {
      const there = await state.received(BATCH)
      const rows = there.filter(({ seq }) => !going.has(seq))
      if (stopping.signal.aborted || there.length === 0) return true
      if (rows.length === 0) {
        if (there.length < BATCH) return true
        // Full of what is being removed: others may stand behind.
        await state.commit({})
        continue
      }
      if (await takeBatch(rows)) continue
      if (!(await takeEach(rows))) return false
    }
  }

  /** One of them may be what cannot be taken: the others must not wait behind it. False when none went. */
  const takeEach = async (rows: readonly ReceivedRow[]): Promise<boolean> => {
    const failed: number[] = []
    for (const row of rows) if (!(await takeBatch([row]))) failed.push(row.seq)
    if (failed.length === rows.length) return false
    // Only beside others that went is it the row's own fault, and not the disk's.
    await state.commit({ failed })
    return true
  }

  const takeBatch = async (rows: readonly ReceivedRow[]): Promise<boolean> => {
    const messages: Taken[] = []
    try {
      for (const row of rows) {
        const read = await readOne(row)
        if (read.kind === 'identity') await parts.identityChanged(read.urn)
        else if (read.kind === 'message') messages.push(read)
      }
      if (messages.length > 0) await parts.receive(messages.map(({ message }) => message))
    } catch {
      return false
    }
    remove(rows.map(({ seq }) => seq))
    parts.taken(messages)
    return true
  }

  /** Not waited for: were it lost, the inbox would know the messages again. */
  const remove = (handled: readonly number[]): void => {
    for (const seq of handled) going.add(seq)
    void state
      .commit({ handled })
      .catch(() => undefined)
      .finally(() => {
        for (const seq of handled) going.delete(seq)
      })
  }

  const readOne = async ({ content, attempts }: ReceivedRow): Promise<ReadRow> => {
    try {
      return await parts.read(content)
    } catch (error) {
      if (attempts === 0) logger.error({ code: 'whatsapp_message_unreadable' })
      throw error
    }
  }

  return {
    wake() {
      woken = true
      if (stopping.signal.aborted || running) return
      // After the current transaction of Baileys, so that several messages share one commit.
      running = new Promise<void>((resolve) => setImmediate(resolve)).then(run).finally(() => {
        running = undefined
        if (woken && !stopping.signal.aborted) this.wake()
      })
    },
    async settle() {
      await running
      await takeAll().catch(() => false)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
