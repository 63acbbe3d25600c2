const NOISE = /session|prekey|decrypt/i
const LEVELS = ['info', 'warn', 'error'] as const

let muted = false

/**
 * Keeps libsignal from printing sessions, private keys included, over the results of tests. It mutes this process
 * alone: whether a bot is silent is asked of a bot in a process of its own.
 */
export function muteSignal(): void {
  if (muted) return
  muted = true
  for (const level of LEVELS) {
    const say = console[level]
    console[level] = (...given: readonly unknown[]) => {
      if (typeof given[0] !== 'string' || !NOISE.test(given[0])) say(...given)
    }
  }
}
