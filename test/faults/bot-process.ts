import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { ROOT } from '../fakes/conversation.ts'

/** The real program in a process of its own, watched from outside. */
export interface BotProcess {
  readonly pid: number
  /** Resolves when it says where it serves, rejects when it ends before. */
  readonly ready: Promise<void>
  /** Resolves to the exit code, or to the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Everything it wrote, to either stream. */
  readonly said: () => string
  signal(name: 'SIGKILL' | 'SIGTERM'): void
}

/** What a process is started with. */
export interface BotSettings {
  readonly folder: string
  /** The Bot API that it talks to; without one, Telegram is off. */
  readonly api?: { readonly url: string; readonly token: string }
  /** Program and arguments, instead of `src/main.ts start`. */
  readonly entry?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** The association that the fault tests run: its form for a device needs no file. */
export const ASSOCIATION = 'irtiqa'

/** Starts Wasl on a data folder; its environment holds nothing of the machine's. */
export function startBot(settings: BotSettings): BotProcess {
  const child = spawn(process.execPath, [...(settings.entry ?? ['src/main.ts', 'start'])], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ASSOCIATION,
      DATA_DIR: settings.folder,
      PORT: '0',
      LOG_LEVEL: 'info',
      ...(settings.api && { TELEGRAM_BOT_TOKEN: settings.api.token, TELEGRAM_API_ROOT: settings.api.url }),
      ...settings.environment,
    },
  })
  return watch(child)
}

function watch(child: ChildProcess): BotProcess {
  let output = ''
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += String(chunk)
      if (output.includes('website chat')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    void ended.then((how) => reject(new Error(`ended with ${how} before it was ready:\n${output}`)))
  })
  // Nobody may be waiting when it is killed while it starts.
  ready.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    said: () => output,
    signal: (name) => void child.kill(name),
  }
}

/** Looks again and again until something holds; rejects with what was awaited when it never does. */
export async function eventually(what: string, holds: () => boolean, limit: number): Promise<void> {
  const until = performance.now() + limit
  while (!holds()) {
    if (performance.now() > until) throw new Error(`waited in vain: ${what}`)
    await pause(5)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
