import type { Store } from '#store/store.ts'

/** Who wants to know of what: the name of a statement, and what to do when a commit with one is on disk. */
export type Watchers = Readonly<Record<string, () => void>>

/** A store whose commits tell, once each, of the statements that somebody waits for, wherever they come from. */
export function watchCommits(store: Store, watchers: Watchers): Store {
  return {
    ...store,
    async commit(writes) {
      const changed = await store.commit(writes)
      for (const [name, tell] of Object.entries(watchers))
        if (writes.some((write) => write.query.name === name)) tell()
      return changed
    },
  }
}

/** Listeners that are told of something, and may stop listening. */
export function createListeners() {
  const listeners = new Set<() => void>()
  return {
    tell(): void {
      for (const listener of listeners) listener()
    },
    /** Listens until the returned function is called. */
    add(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
