import { channelOf } from '#core/contact.ts'
import type { ChannelType } from '#core/contact.ts'
import { StaleWrite, StoreUnavailable } from '#store/write.ts'
import type { OutboxRow } from '#store/outbox.ts'
import type { Write } from '#store/write.ts'
import { saysNotice } from './notices/notice-key.ts'
import type { RunnerParts } from './parts.ts'
import { sendMessage } from './send-message.ts'

/** Messages given to a channel at one time: a crash repeats no more than these. */
export const SENDERS = 4
/** Messages looked at in one round. */
const MOST_ROWS = 16
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 10_000
const ASLEEP = 60_000

/** Takes messages from the outbox to their channels. */
export interface Delivery {
  start(): void
  /** Something was written into the outbox. */
  wake(): void
  /** Resolves when nothing that is due is left. */
  idle(): Promise<void>
  /** Starts no more sends; resolves when those under way are settled. */
  stop(): Promise<void>
}

/** What came of a message that was given to a channel. */
interface Settled {
  readonly row: OutboxRow
  readonly writes: readonly Write[]
}

/**
 * Delivers the outbox: in order per contact, replies first, never more at once than a channel has hands for; a slow
 * channel takes none of another's. What became of the last messages and which are sent next is one commit, so that a
 * busy outbox costs one fsync a round.
 */
export function createDelivery(
  parts: RunnerParts,
  stopping: AbortSignal,
  noticeSettled: () => void = () => undefined,
): Delivery {
  const { store, clock, log, channels } = parts
  const settled: Settled[] = []
  const inHand = new Map<ChannelType, number>()
  let underWay = 0
  let woken = false
  /** When the outbox was last looked through. */
  let looked = 0
  let rouse: (() => void) | undefined
  let idlers: (() => void)[] = []
  let loop: Promise<void> = Promise.resolve()
  let started = false

  const wake = (): void => {
    woken = true
    rouse?.()
  }
  stopping.addEventListener('abort', wake, { once: true })

  const count = ({ urn }: OutboxRow, change: 1 | -1): void => {
    const type = channelOf(urn)
    inHand.set(type, (inHand.get(type) ?? 0) + change)
    underWay += change
  }

  /** How many more each channel may be given, once those that are done are written down. */
  const freeHands = (done: readonly Settled[]): Map<ChannelType, number> => {
    const free = new Map<ChannelType, number>()
    for (const [type, { capabilities }] of channels)
      free.set(type, (capabilities.atOnce ?? SENDERS) - (inHand.get(type) ?? 0))
    for (const { row } of done) free.set(channelOf(row.urn), (free.get(channelOf(row.urn)) ?? 0) + 1)
    return free
  }

  /** What is due and fits into a free hand; a message of a channel that is off is taken, so that it fails. */
  const fitting = async (free: Map<ChannelType, number>): Promise<OutboxRow[]> => {
    const full = [...free].flatMap(([type, hands]) => (hands <= 0 ? [type] : []))
    if (stopping.aborted || (full.length > 0 && full.length === free.size)) return []
    const rows = await store.outbox.due(looked, MOST_ROWS, full)
    return rows.filter(({ urn }) => {
      const hands = free.get(channelOf(urn)) ?? 1
      free.set(channelOf(urn), hands - 1)
      return hands > 0
    })
  }

  const send = (row: OutboxRow): void => {
    count(row, 1)
    void sendMessage(parts, row).then((writes) => {
      settled.push({ row, writes })
      wake()
    })
  }

  /** One round: writes down what was settled and claims what is due; true if it did anything. */
  const round = async (): Promise<boolean> => {
    const done = settled.splice(0)
    looked = clock.now()
    try {
      const rows = await fitting(freeHands(done))
      const writes = [
        ...done.flatMap((item) => item.writes),
        ...rows.map((row) => store.outbox.claim(row.id)),
      ]
      if (writes.length > 0) await store.commit(writes)
      for (const item of done) count(item.row, -1)
      if (done.some(({ row }) => saysNotice(row.uniqueKey))) noticeSettled()
      for (const row of rows) send(row)
      return writes.length > 0
    } catch (error) {
      // Nothing was written: what was settled is written down in the next round, or it may be sent twice.
      if (error instanceof StaleWrite) await settleOneByOne(done)
      else settled.unshift(...done)
      throw error
    }
  }

  /** A row that someone else changed meanwhile must not hold up the others. */
  const settleOneByOne = async (done: readonly Settled[]): Promise<void> => {
    for (const item of done) {
      try {
        await store.commit(item.writes)
        count(item.row, -1)
      } catch (error) {
        if (error instanceof StaleWrite) count(item.row, -1)
        else settled.push(item)
      }
    }
  }

  const rest = async (): Promise<void> => {
    if (woken || stopping.aborted) return
    // What was due and not taken waits for a hand, or stands behind another message of its contact: its own time says
    // nothing, and to ask again at once would never end.
    const next = await store.outbox.nextDue(looked).catch(() => undefined)
    const pause = next === undefined ? ASLEEP : Math.max(5, Math.min(ASLEEP, next - clock.now()))
    if (woken) return
    const nap = new AbortController()
    await Promise.race([new Promise<void>((resolve) => (rouse = resolve)), clock.sleep(pause, nap.signal)])
    nap.abort()
    rouse = undefined
  }

  const run = async (): Promise<void> => {
    let pause = FIRST_PAUSE
    while (!stopping.aborted || underWay > 0) {
      woken = false
      try {
        const busy = await round()
        pause = FIRST_PAUSE
        if (busy) continue
        if (underWay === 0 && !woken) for (const resolve of idlers.splice(0)) resolve()
        if (stopping.aborted && underWay > 0) {
          if (!woken) await new Promise<void>((resolve) => (rouse = resolve))
        } else await rest()
      } catch (error) {
        if (!(error instanceof StaleWrite)) {
          log.error('outbox_unavailable', {
            error: error instanceof Error ? error.name : 'unknown',
            ...(error instanceof StoreUnavailable && { reason: error.reason }),
          })
          if (stopping.aborted) return
          await clock.sleep(pause, stopping)
          pause = Math.min(pause * 2, LONGEST_PAUSE)
        }
      }
    }
  }

  return {
    start() {
      started = true
      loop = run()
    },
    wake,
    idle: () =>
      new Promise((resolve) => {
        if (!started || stopping.aborted) return resolve()
        idlers.push(resolve)
        wake()
      }),
    async stop() {
      wake()
      await loop
      for (const resolve of idlers.splice(0)) resolve()
    },
  }
}
