import type { DeviceChange, DeviceKey, DeviceState, Kept } from './device-state.ts'

/** Keys remembered: some for each of the people who write in one day. */
const REMEMBERED = 5_000

/** Changes on their way to the disk together. */
interface Batch {
  readonly keys: Map<string, DeviceKey>
  readonly sent: Map<string, Kept>
  readonly received: Kept[]
  readonly handled: number[]
  readonly failed: number[]
  credentials?: string
  expireSent?: number
  /** Somebody waits for it, even if it holds nothing: then for all that came before. */
  wanted: boolean
  readonly written: Promise<void>
  resolve(): void
  reject(error: unknown): void
}

/**
 * A device's memory whose changes are visible at once and on disk a moment later, many of them in one commit: Signal's
 * sessions change one after another, and each would otherwise wait for a disk of its own. One batch is written at a
 * time, in order, and when one fails, everything that was built upon it fails with it: nothing later is ever on disk
 * without what came before. So whoever lets a result out must wait for `commit`, and whoever only goes on need not.
 * `onFailed` hears of a failure before anybody else: whoever still works on what he read must not write it any more.
 * Keys that were read or written lately are remembered, until a login begins: then another process may have used them.
 */
export function bufferState(state: DeviceState, onFailed: () => void): DeviceState {
  let pending = emptyBatch()
  let flying: Batch | undefined
  let writing = false
  const known = createMemory(REMEMBERED)

  const write = async (): Promise<void> => {
    writing = true
    // What is asked for in the same tick shares the commit.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (pending.wanted) await writeBatch()
    writing = false
  }

  const writeBatch = async (): Promise<void> => {
    const batch = pending
    flying = batch
    pending = emptyBatch()
    try {
      if (!isEmpty(batch)) await state.commit(changeOf(batch))
      known.put([...batch.keys.values()])
      flying = undefined
      batch.resolve()
    } catch (error) {
      const built = pending
      flying = undefined
      pending = emptyBatch()
      known.clear()
      onFailed()
      batch.reject(error)
      built.reject(error)
    }
  }

  const commit = (change: DeviceChange): Promise<void> => {
    merge(pending, change)
    const { written } = pending
    if (!writing) void write()
    return written
  }

  return {
    ...state,
    commit,
    async credentials() {
      known.clear()
      return pending.credentials ?? flying?.credentials ?? state.credentials()
    },
    async keys(type, ids) {
      const found = new Map<string, string>()
      const missing: string[] = []
      for (const id of ids) {
        const name = nameOf(type, id)
        const fresh = pending.keys.get(name) ?? flying?.keys.get(name) ?? known.get(name)
        if (!fresh) missing.push(id)
        else if (fresh.value !== undefined) found.set(id, fresh.value)
      }
      if (missing.length === 0) return found
      const age = known.age()
      const read = await state.keys(type, missing)
      for (const [id, value] of read) found.set(id, value)
      // What was written meanwhile is newer than what was read.
      if (age === known.age()) known.put(missing.map((id) => ({ type, id, value: read.get(id) })))
      return found
    },
    sent(id) {
      const fresh = pending.sent.get(id) ?? flying?.sent.get(id)
      return fresh ? Promise.resolve(fresh.content) : state.sent(id)
    },
    async forget() {
      await commit({})
      known.clear()
      await state.forget()
      known.clear()
    },
  }
}

/** The last keys, the one used longest ago forgotten first; a key without a value is known to be missing. */
function createMemory(most: number) {
  const keys = new Map<string, DeviceKey>()
  let age = 0
  return {
    /** Another number after every change. */
    age: () => age,
    get(name: string): DeviceKey | undefined {
      const found = keys.get(name)
      if (found) {
        keys.delete(name)
        keys.set(name, found)
      }
      return found
    },
    put(changed: readonly DeviceKey[]): void {
      age += 1
      for (const key of changed) {
        const name = nameOf(key.type, key.id)
        keys.delete(name)
        keys.set(name, key)
        const oldest = keys.keys().next()
        if (keys.size > most && !oldest.done) keys.delete(oldest.value)
      }
    },
    clear(): void {
      age += 1
      keys.clear()
    },
  }
}

function emptyBatch(): Batch {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Not everybody waits; those who do hear of a failure.
  promise.catch(() => undefined)
  return {
    keys: new Map(),
    sent: new Map(),
    received: [],
    handled: [],
    failed: [],
    wanted: false,
    written: promise,
    resolve,
    reject,
  }
}

function isEmpty({ keys, sent, received, handled, failed, credentials, expireSent }: Batch): boolean {
  const count = keys.size + sent.size + received.length + handled.length + failed.length
  return count === 0 && credentials === undefined && expireSent === undefined
}

function merge(batch: Batch, change: DeviceChange): void {
  batch.wanted = true
  for (const key of change.keys ?? []) batch.keys.set(nameOf(key.type, key.id), key)
  for (const kept of change.sent ?? []) batch.sent.set(kept.id, kept)
  batch.received.push(...(change.received ?? []))
  batch.handled.push(...(change.handled ?? []))
  batch.failed.push(...(change.failed ?? []))
  if (change.credentials !== undefined) batch.credentials = change.credentials
  if (change.expireSent !== undefined) batch.expireSent = change.expireSent
}

function changeOf({ keys, sent, received, handled, failed, credentials, expireSent }: Batch): DeviceChange {
  return {
    keys: [...keys.values()],
    sent: [...sent.values()],
    received,
    handled,
    failed,
    ...(credentials !== undefined && { credentials }),
    ...(expireSent !== undefined && { expireSent }),
  }
}

function nameOf(type: string, id: string): string {
  return `${type} ${id}`
}
