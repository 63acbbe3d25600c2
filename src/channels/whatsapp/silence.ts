/**
 * Silences libsignal (defect 6 of Baileys 7.0.0-rc14): it prints whole sessions, private keys included, by
 * `console.info` and `console.warn`, whatever logger one gives. Nothing that libsignal says through the console comes
 * out; everybody else's words do. To be called before the first import of Baileys.
 */
export function silenceLibsignal(console: Console = globalThis.console): void {
  for (const method of ['log', 'debug', 'info', 'warn', 'error', 'trace', 'dir'] as const) {
    const speak = console[method].bind(console) as (...words: unknown[]) => void
    if (SILENCED.has(console[method])) continue
    const guarded = (...words: unknown[]): void => {
      if (!saidByLibsignal(new Error('who speaks?').stack)) speak(...words)
    }
    SILENCED.add(guarded)
    console[method] = guarded
  }
}

const SILENCED = new WeakSet<object>()

/** Without a stack nobody knows who speaks, so nothing is said. */
function saidByLibsignal(stack: string | undefined): boolean {
  return stack === undefined || /[\\/]libsignal[\\/]/.test(stack)
}
