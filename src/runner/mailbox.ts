/** Work in order per contact, contacts side by side. Holds only what is also in the database: it may be lost at any moment. */
export interface Mailboxes<T> {
  /** Adds work for a contact behind what waits there. */
  add(contact: string, item: T): void
  /** Items of a contact that wait and are not being worked on. */
  waiting(contact: string): readonly T[]
  /** Takes waiting items of a contact out, because they were dealt with together with the one at hand. */
  remove(contact: string, items: ReadonlySet<T>): void
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
  /** Takes no more work; resolves when what is under way is done. */
  stop(): Promise<void>
}

interface Box<T> {
  readonly waiting: T[]
}

/** Builds the mailboxes around one worker. A worker that rejects has already seen to the item: the next one follows. */
export function createMailboxes<T>(work: (contact: string, item: T) => Promise<void>): Mailboxes<T> {
  const boxes = new Map<string, Box<T>>()
  let idlers: (() => void)[] = []
  let stopped = false

  const run = async (contact: string, box: Box<T>): Promise<void> => {
    while (!stopped) {
      const item = box.waiting.shift()
      if (item === undefined) break
      await work(contact, item).catch(() => undefined)
    }
    boxes.delete(contact)
    if (boxes.size > 0) return
    for (const resolve of idlers) resolve()
    idlers = []
  }

  const idle = (): Promise<void> =>
    boxes.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))

  return {
    add(contact, item) {
      if (stopped) return
      const box = boxes.get(contact)
      if (box) {
        box.waiting.push(item)
        return
      }
      const fresh: Box<T> = { waiting: [item] }
      boxes.set(contact, fresh)
      void run(contact, fresh)
    },
    waiting: (contact) => boxes.get(contact)?.waiting ?? [],
    remove(contact, items) {
      const box = boxes.get(contact)
      if (!box) return
      const kept = box.waiting.filter((item) => !items.has(item))
      box.waiting.splice(0, box.waiting.length, ...kept)
    },
    idle,
    stop() {
      stopped = true
      return idle()
    },
  }
}
