import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChannelType, Urn } from '#core/contact.ts'
import type { IncomingContent, IncomingMessage, OutgoingMessage } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { Channel, FileSource } from '#channels/channel.ts'
import { FileError, SendError } from '#channels/send-error.ts'
import { createRunner } from '#runner/runner.ts'
import type { Clock, Ids, RunnerLog } from '#runner/parts.ts'
import type { Runner } from '#runner/runner.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { createLibrary } from '#runner/library.ts'
import { associationIds, loadContent, readFlows } from '../../src/assemble.ts'
import type { Content } from '../../src/assemble.ts'

export const ROOT = new URL('../..', import.meta.url).pathname

/** A clock that stands still until it is moved; sleepers wake when their time has come. */
export interface ManualClock extends Clock {
  advance(ms: number): void
  /** How many sleep now. */
  sleeping(): number
}

/** Noon in Riyadh on 1 March 2026, where every conversation begins. */
export const BEGINNING = Date.UTC(2026, 2, 1, 9)

export function createManualClock(start = BEGINNING): ManualClock {
  let now = start
  let sleepers: { readonly at: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper = { at: now + ms, wake: resolve }
        sleepers.push(sleeper)
        const wake = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          resolve()
        }
        signal?.addEventListener('abort', wake, { once: true })
      }),
    advance(ms) {
      now += ms
      const due = sleepers.filter((sleeper) => sleeper.at <= now)
      sleepers = sleepers.filter((sleeper) => sleeper.at > now)
      for (const sleeper of due) sleeper.wake()
    },
    sleeping: () => sleepers.length,
  }
}

/** Ids in order, the same in every run. */
export function createCountedIds(): Ids {
  let count = 0
  let references = 2000
  let pins = 2000
  return {
    newId: () => `id${String(++count).padStart(10, '0')}`,
    newReference: () => `WASL${++references}`,
    newPin: () => `40${++pins}`,
  }
}

export const SILENT: RunnerLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

const contents = new Map<string, Content>()

/** The content of an association, loaded once a process: it never changes. */
export function contentOf(association: string): Content {
  const known = contents.get(association)
  if (known) return known
  const made = loadContent(ROOT, association)
  contents.set(association, made)
  return made
}

export { associationIds, createLibrary, readFlows }

/** How a conversation is set up. */
export interface Setting {
  readonly association?: string
  readonly language?: Language
  readonly channel?: ChannelType
  readonly content?: Content
  /** When it begins, where it must be another time than the usual one. */
  readonly at?: number
  /** How the platform takes unasked messages; freely unless said. */
  readonly outreach?: 'window' | 'reply_only'
  /** A second platform beside it, that takes unasked messages freely. */
  readonly beside?: ChannelType
}

/** A contact talking with the real runner over the real store; only the platform is missing. */
export interface Conversation {
  readonly clock: ManualClock
  readonly store: Store
  readonly runner: Runner
  readonly sent: OutgoingMessage[]
  /** Sends one thing and returns what came back. */
  send(content: IncomingContent, from?: Urn): Promise<readonly OutgoingMessage[]>
  say(text: string): Promise<readonly OutgoingMessage[]>
  /** Presses the choice of this id under the last question, or the one before (2). */
  press(choice: string, fromLast?: number): Promise<readonly OutgoingMessage[]>
  /** Sends several texts in one batch. */
  burst(texts: readonly string[]): Promise<readonly OutgoingMessage[]>
  /** Lets time pass and returns what came by itself. */
  wait(ms: number): Promise<readonly OutgoingMessage[]>
  /** From now on the platform refuses every message. */
  refuse(): void
  /** Stops the process and starts it anew on the same data, perhaps with other content. */
  restart(content?: Content): Promise<void>
  close(): Promise<void>
}

/** A platform that has no file: too large to be fetched, or gone, as its reference says. */
const NO_FILES: FileSource = {
  fetch: (ref) => Promise.reject(new FileError(ref === 'too_large' ? 'too_large' : 'gone')),
}

/** Rounds of the event loop after which something hangs. */
const MOST_ROUNDS = 100_000

/** Rounds of the event loop in which nobody goes to sleep or wakes: whoever was at work has done it. */
const QUIET_ROUNDS = 40

/** Waits until all who work in the background sleep: time that passes before would pass them by. How many sleep. */
async function restful(clock: ManualClock): Promise<number> {
  let asleep = clock.sleeping()
  for (let round = 0, quiet = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    quiet = clock.sleeping() === asleep ? quiet + 1 : 0
    asleep = clock.sleeping()
  }
  return asleep
}

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

export async function openConversation(setting: Setting = {}): Promise<Conversation> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-talk-'))
  const clock = createManualClock(setting.at)
  const ids = createCountedIds()
  const type = setting.channel ?? 'terminal'
  const urn: Urn = `${type}:somebody`
  const sent: OutgoingMessage[] = []
  let content = setting.content ?? contentOf(setting.association ?? 'musanid')
  let count = 0
  let refusing = false

  const channel: Channel = {
    type,
    capabilities: {
      buttons: 10,
      buttonLabel: 40,
      listRows: 10,
      textLength: 4096,
      fileBytes: 1e7,
      polls: false,
      requestPhone: false,
      requestLocation: false,
      ...(setting.outreach && { outreach: setting.outreach }),
    },
    start: () => Promise.resolve(),
    send(message) {
      if (refusing) return Promise.reject(new SendError('rejected', 'refused'))
      sent.push(message)
      return Promise.resolve({ externalId: message.id })
    },
    stop: () => Promise.resolve(),
  }
  const { outreach: _minds, ...free } = channel.capabilities
  const beside: Channel | undefined = setting.beside && {
    ...channel,
    type: setting.beside,
    capabilities: free,
  }
  const open = async (): Promise<{ store: Store; runner: Runner }> => {
    const store = await openStore({ folder, ...KEYS, now: clock.now })
    const runner = createRunner({
      ...content,
      store,
      channels: new Map([[type, channel], ...(beside ? [[beside.type, beside] as const] : [])]),
      fileSources: new Map([[type, NO_FILES]]),
      clock,
      ids,
      log: SILENT,
      language: setting.language ?? 'ar',
    })
    await runner.start()
    return { store, runner }
  }
  let now = await open()

  const incoming = (from: Urn, given: IncomingContent): IncomingMessage => ({
    urn: from,
    account: 'test',
    externalId: `m${++count}`,
    sentAt: clock.now(),
    content: given,
  })
  const since = async (from: number): Promise<readonly OutgoingMessage[]> => {
    await now.runner.idle()
    return sent.slice(from)
  }
  const send = async (given: IncomingContent, from: Urn = urn): Promise<readonly OutgoingMessage[]> => {
    const before = sent.length
    await now.runner.receive([incoming(from, given)])
    return since(before)
  }
  return {
    clock,
    sent,
    get store() {
      return now.store
    },
    get runner() {
      return now.runner
    },
    send,
    say: (text) => send({ kind: 'text', text }),
    press(choice, fromLast = 1) {
      const questions = sent.flatMap((message) => message.question ?? [])
      return send({ kind: 'choice', question: questions.at(-fromLast) ?? '', choice })
    },
    async burst(texts) {
      const before = sent.length
      await now.runner.receive(texts.map((text) => incoming(urn, { kind: 'text', text })))
      return since(before)
    },
    async wait(ms) {
      const before = sent.length
      const asleep = await restful(clock)
      clock.advance(ms)
      // Timers are looked at when the clock moves; whoever it woke sleeps again when they are done.
      for (let round = 0; round < MOST_ROUNDS && clock.sleeping() < asleep; round++)
        await new Promise((resolve) => setImmediate(resolve))
      return since(before)
    },
    refuse() {
      refusing = true
    },
    async restart(other) {
      await now.runner.stop()
      await now.store.close()
      content = other ?? content
      now = await open()
    },
    async close() {
      await now.runner.stop()
      await now.store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
