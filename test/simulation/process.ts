import { createIntake } from '#channels/telegram/intake.ts'
import { pollUpdates } from '#channels/telegram/poll-updates.ts'
import { TELEGRAM_CAPABILITIES } from '#channels/telegram/telegram.ts'
import type { TelegramTexts } from '#channels/telegram/options.ts'
import type { Channel, Receive } from '#channels/channel.ts'
import { createRunner } from '#runner/runner.ts'
import type { Clock, Ids } from '#runner/parts.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { Write } from '#store/write.ts'
import type { Content } from '../../src/assemble.ts'
import { SILENT } from '../fakes/conversation.ts'
import type { Platform, Step } from './platform.ts'

export const ACCOUNT = '42'
const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

/** A promise of the system broken on purpose, by wrapping one of its parts. */
export interface Bug {
  readonly name: string
  store?(store: Store): Store
  send?(send: Channel['send']): Channel['send']
  receive?(receive: Receive): Receive
  /** Instead of asking the database how far it got. */
  readonly position?: () => Promise<number | undefined>
}

/** One life of the bot: the real runner, engine, store and polling loop, with time and disk in the seed's hand. */
export interface Process {
  /** The store as the process itself sees it: commits wait for their step. */
  readonly store: Store
  /** The store underneath, to look into. */
  readonly disk: Store
  readonly busy: boolean
  readonly nextWake: number | undefined
  steps(): readonly Step[]
  /** Kills it: what is not on disk is gone. */
  crash(): Promise<void>
}

export interface Time {
  now: number
}

export interface Birth {
  readonly folder: string
  readonly content: Content
  readonly platform: Platform
  readonly time: Time
  readonly ids: Ids
  readonly bug: Bug | undefined
}

interface Sleeper {
  readonly at: number
  wake(): void
}

interface Waiting {
  readonly writes: readonly Write[]
  resolve(changed: readonly number[]): void
  reject(error: unknown): void
}

export async function startProcess(birth: Birth): Promise<Process> {
  const { folder, content, platform, time, ids, bug } = birth
  const death = new AbortController()
  const bed = createBed(time)
  const disk = await openStore({ folder, ...KEYS, now: () => time.now, synchronous: 'NORMAL' })
  const desk = createDesk(disk)
  // A real hash takes real time on other threads: no seed could tell when it ends.
  const pins = { ...disk.pins, hash: () => Promise.resolve('argon2id$not$real') }
  const plain: Store = { ...disk, pins, commit: desk.commit }
  const store = bug?.store?.(plain) ?? plain
  const door = platform.connect()
  const channel: Channel = {
    type: 'telegram',
    capabilities: TELEGRAM_CAPABILITIES,
    start: () => Promise.resolve(),
    send: bug?.send?.(door.send) ?? door.send,
    stop: () => Promise.resolve(),
  }
  const runner = createRunner({
    ...content,
    store,
    channels: new Map([['telegram', channel]]),
    fileSources: new Map(),
    clock: bed.clock,
    ids,
    log: SILENT,
    language: 'ar',
  })
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const intake = createIntake({
    client: door.client,
    account: ACCOUNT,
    texts: { ar: {} } as unknown as TelegramTexts,
    logger,
    signal: death.signal,
  })
  const polling = {
    client: door.client,
    intake,
    receive: bug?.receive?.(runner.receive) ?? runner.receive,
    position: bug?.position ?? (() => store.inbox.position('telegram', ACCOUNT)),
    logger,
    pace: PACE,
  }
  void runner.start().then(() => pollUpdates(polling, death.signal))
  return {
    store,
    disk,
    get busy() {
      return desk.busy
    },
    get nextWake() {
      return bed.next
    },
    steps: () => [...desk.steps(), ...bed.steps()],
    async crash() {
      death.abort()
      desk.lose()
      bed.lose()
      platform.cut()
      await disk.close()
    },
  }
}

const HOUR = 3_600_000
const PACE = { poll: HOUR, request: HOUR, silence: HOUR, backOff: [1, 1] as const, drain: 0, download: HOUR }

/** The clock of one life: whoever sleeps is woken by a step of its own. */
function createBed(time: Time) {
  let sleepers: Sleeper[] = []
  const clock: Clock = {
    now: () => time.now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper = { at: time.now + ms, wake: resolve }
        sleepers.push(sleeper)
        const leave = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          resolve()
        }
        signal?.addEventListener('abort', leave, { once: true })
      }),
  }
  return {
    clock,
    get next() {
      return sleepers.length === 0 ? undefined : Math.min(...sleepers.map(({ at }) => at))
    },
    steps(): Step[] {
      return sleepers
        .filter(({ at }) => at <= time.now)
        .map((sleeper) => ({
          name: 'wake',
          weight: 3,
          run() {
            sleepers = sleepers.filter((other) => other !== sleeper)
            sleeper.wake()
          },
        }))
    },
    lose() {
      sleepers = []
    },
  }
}

/** The disk of one life: all commits that wait at one moment are carried out together, or lost together. */
function createDesk(disk: Store) {
  let queue: Waiting[] = []
  const flush = async (): Promise<void> => {
    const group = queue
    queue = []
    const outcomes = await Promise.allSettled(group.map(({ writes }) => disk.commit(writes)))
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') group[index]?.resolve(outcome.value)
      else group[index]?.reject(outcome.reason)
    }
  }
  return {
    commit: (writes: readonly Write[]): Promise<readonly number[]> =>
      new Promise((resolve, reject) => queue.push({ writes, resolve, reject })),
    get busy() {
      return queue.length > 0
    },
    steps: (): Step[] => (queue.length > 0 ? [{ name: 'commit', weight: 8, run: flush }] : []),
    lose() {
      queue = []
    },
  }
}
