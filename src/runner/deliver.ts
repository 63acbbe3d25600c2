import { SendError } from '#channels/send-error.ts'
import type { OutboxRow } from '#store/outbox.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import type { RunnerParts } from './runner.ts'

/** Messages given to channels at one time: a crash repeats no more than these. */
export const SENDERS = 4
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 10 * 60_000
/** After so many tries (about a day) a message is given up and shown to staff. */
const MOST_ATTEMPTS = 150
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

/** Delivers the outbox: in order per contact, replies first, never more than `SENDERS` at once. */
export function createDelivery(parts: RunnerParts, stopping: AbortSignal): Delivery {
  const sending = new Set<Promise<void>>()
  let wakeUp: (() => void) | undefined
  let idlers: (() => void)[] = []
  let loop: Promise<void> = Promise.resolve()
  let woken = false
  let started = false

  const wake = (): void => {
    woken = true
    wakeUp?.()
  }
  const rest = async (): Promise<void> => {
    if (woken || stopping.aborted) return
    const nap = new AbortController()
    const roused = new Promise<void>((resolve) => (wakeUp = resolve))
    const due = await nextDue(parts)
    await Promise.race([roused, parts.clock.sleep(due, nap.signal), aborted(stopping)])
    nap.abort()
    wakeUp = undefined
  }
  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      woken = false
      const claimed = await claim(parts, SENDERS - sending.size)
      for (const row of claimed) {
        const task: Promise<void> = sendOne(parts, row).finally(() => {
          sending.delete(task)
          wake()
        })
        sending.add(task)
      }
      if (claimed.length > 0 && sending.size < SENDERS) continue
      if (claimed.length === 0 && sending.size === 0 && !woken) {
        for (const resolve of idlers) resolve()
        idlers = []
      }
      await rest()
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
      await Promise.all(sending)
      for (const resolve of idlers) resolve()
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function nextDue({ store, clock }: RunnerParts): Promise<number> {
  const next = await store.outbox.nextDue().catch(() => undefined)
  return next === undefined ? ASLEEP : Math.max(5, Math.min(ASLEEP, next - clock.now()))
}

/** Marks due messages as being sent, in one commit, before any of them is. */
async function claim({ store, clock, log }: RunnerParts, limit: number): Promise<readonly OutboxRow[]> {
  if (limit <= 0) return []
  try {
    const rows = await store.outbox.due(clock.now(), limit)
    if (rows.length > 0) await store.commit(rows.map((row) => store.outbox.claim(row.id)))
    return rows
  } catch (error) {
    if (!(error instanceof StaleWrite)) {
      log.error('outbox_unavailable', { error: error instanceof Error ? error.name : 'unknown' })
      await clock.sleep(FIRST_PAUSE)
    }
    return []
  }
}

async function sendOne(parts: RunnerParts, row: OutboxRow): Promise<void> {
  const outcome = await trySend(parts, row)
  // What the platform said must not be lost: until it is on disk, this row stays `sending`.
  for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      await parts.store.commit(outcome)
      return
    } catch (error) {
      if (error instanceof StaleWrite) return
      parts.log.error('outcome_not_written', { error: error instanceof Error ? error.name : 'unknown' })
      if (pause >= 5_000) return
      await parts.clock.sleep(pause)
    }
  }
}

async function trySend(parts: RunnerParts, row: OutboxRow): Promise<Write[]> {
  const { store, clock, channels } = parts
  const channel = channels.get(row.urn.slice(0, row.urn.indexOf(':')) as Parameters<typeof channels.get>[0])
  if (!channel) return afterFailure(parts, row, new SendError('config', 'the channel is off'))
  try {
    const { fileId, ...message } = row.message
    const sent = await channel.send({ ...message, id: row.id, urn: row.urn, account: row.account })
    void fileId
    return [store.outbox.sent(row.id, sent.externalId, clock.now())]
  } catch (error) {
    return afterFailure(
      parts,
      row,
      error instanceof SendError ? error : new SendError('connection', 'unknown'),
    )
  }
}

function afterFailure({ store, clock, log }: RunnerParts, row: OutboxRow, error: SendError): Write[] {
  log.warn('send_failed', { failure: error.failure, attempts: row.attempts + 1, why: error.message })
  if (error.retryable && row.attempts + 1 < MOST_ATTEMPTS) {
    const pause = error.retryAfter ?? Math.min(FIRST_PAUSE * 2 ** Math.min(row.attempts, 12), LONGEST_PAUSE)
    return [store.outbox.retry(row.id, clock.now() + pause, error.failure)]
  }
  const failed = store.outbox.failed(row.id, error.failure)
  if (error.failure !== 'contact_stopped') return [failed]
  return [
    failed,
    store.outbox.cancelPending(row.contactId, 'contact_stopped'),
    store.contacts.setReachability(row.contactId, 'unreachable'),
  ]
}
