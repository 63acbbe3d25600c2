/** An update before it has its number. */
export type NewUpdate = Readonly<Record<string, unknown>>

/** An update in Telegram's own shape, whatever it holds. */
export type Update = NewUpdate & { readonly update_id: number }

/**
 * The updates of one bot that are not confirmed, as the Bot API server keeps them: a call with an offset forgets
 * all before it; an offset from the future is answered from the head and forgets nothing (tdlib, TQueue::get).
 */
export interface UpdateQueue {
  /** Adds an update; its number. */
  add(update: NewUpdate): number
  /** Up to `limit` updates from `offset` on. */
  from(offset: number | undefined, limit: number): readonly Update[]
  /** Resolves when there is something to get, or when it is time to answer with nothing. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  isConfirmed(updateId: number): boolean
  readonly confirmedCount: number
  readonly waitingCount: number
  /** The next update gets this number, as after a week of silence. */
  renumber(next: number): void
}

/** How far behind its end the server takes an offset for one of its own. */
const FUTURE = 10

export function makeUpdateQueue(first: number, onConfirm: (updateId: number) => void): UpdateQueue {
  // `head` moves instead of the array, so that confirming costs nothing with a long queue.
  let updates: Update[] = []
  let head = 0
  let next = first
  const confirmed = new Set<number>()
  const waiters = new Set<() => void>()

  function forgetBefore(offset: number): void {
    if (offset > next + FUTURE) return
    for (let update = updates[head]; update && update.update_id < offset; update = updates[head]) {
      confirmed.add(update.update_id)
      onConfirm(update.update_id)
      head += 1
    }
    if (head > 1000 && head * 2 > updates.length) {
      updates = updates.slice(head)
      head = 0
    }
  }

  return {
    add(update) {
      const id = next
      next += 1
      updates.push({ update_id: id, ...update })
      for (const wake of waiters) wake()
      return id
    },
    from(offset, limit) {
      if (offset !== undefined && offset > 0) forgetBefore(offset)
      return updates.slice(head, head + limit)
    },
    wait(milliseconds, signal) {
      return new Promise((resolve) => {
        const done = (): void => {
          waiters.delete(done)
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        waiters.add(done)
        signal.addEventListener('abort', done, { once: true })
      })
    },
    isConfirmed: (updateId) => confirmed.has(updateId),
    get confirmedCount() {
      return confirmed.size
    },
    get waitingCount() {
      return updates.length - head
    },
    renumber(number) {
      next = number
    },
  }
}
