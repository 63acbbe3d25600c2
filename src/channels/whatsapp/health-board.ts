import type { WhatsAppHealth } from './health.ts'

/** Where the health of a connection stands, for those who look and those who listen. */
export interface HealthBoard {
  now(): WhatsAppHealth
  tell(health: WhatsAppHealth): void
  /** Resolves when the health is as wanted, or with what it is after `patience` milliseconds. */
  until(wanted: (health: WhatsAppHealth) => boolean, patience: number): Promise<WhatsAppHealth>
}

/** A board that says `stopped`; `listener` hears of every change. */
export function createHealthBoard(listener: (health: WhatsAppHealth) => void): HealthBoard {
  let current: WhatsAppHealth = { state: 'stopped' }
  const watchers = new Set<(health: WhatsAppHealth) => void>()
  return {
    now: () => current,
    tell(health) {
      if (JSON.stringify(health) === JSON.stringify(current)) return
      current = health
      listener(health)
      for (const watcher of watchers) watcher(health)
    },
    until: (wanted, patience) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          watchers.delete(watcher)
          resolve(current)
        }
        const watcher = (health: WhatsAppHealth): void => {
          if (wanted(health)) done()
        }
        const timer = setTimeout(done, patience)
        watchers.add(watcher)
      }),
  }
}
