import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChannelType, Urn } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import type { Capabilities, Channel, Sent } from '#channels/channel.ts'
import { createDelivery } from '#runner/deliver.ts'
import type { Delivery } from '#runner/deliver.ts'
import type { RunnerLog, RunnerParts } from '#runner/parts.ts'
import type { NewOutboxRow } from '#store/outbox.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { DataKey } from '#store/data-key.ts'
import { createManualClock } from '../fakes/conversation.ts'
import type { ManualClock } from '../fakes/conversation.ts'

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }
const CAPABILITIES: Capabilities = {
  buttons: 0,
  buttonLabel: 0,
  listRows: 0,
  textLength: 4000,
  fileBytes: 0,
  polls: false,
  requestPhone: false,
  requestLocation: false,
}

/** Rounds of the event loop after which something hangs. */
const MOST_ROUNDS = 20_000

/** Waits for something to come true by itself. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (await what()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('it never came true')
}

/** Lets everything run that can run without time passing. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 50; round++) await new Promise((resolve) => setImmediate(resolve))
}

/** A line that was logged. */
export interface Logged {
  readonly what: string
  readonly fields: Readonly<Record<string, string | number>>
}

/** A delivery over a real store and a channel that does as it is told. */
export interface OutboxDesk extends AsyncDisposable {
  readonly store: Store
  readonly clock: ManualClock
  readonly delivery: Delivery
  /** What the channel was given, in order, by id. */
  readonly given: string[]
  /** What the second channel was given. */
  readonly second: readonly string[]
  readonly messages: OutgoingMessage[]
  readonly logged: Logged[]
  /** Sends under way at one time, at most so far. */
  mostAtOnce(): number
  /** From now on sends of this id fail so, once; or wait until they are let go. */
  fail(id: string, error: Error): void
  hold(): void
  letGo(): void
  /** The next commit of the delivery fails. */
  breakCommits(times: number, error: () => Error): void
  /** How often the delivery looked for what is due. */
  looks(): number
  /** Lets time pass once everything has gone to sleep. */
  pass(ms: number): Promise<void>
  write(rows: readonly Partial<NewOutboxRow>[]): Promise<void>
  statusOf(id: string): Promise<string | undefined>
  stop(): Promise<void>
}

/** How a desk is set up. */
export interface DeskOptions {
  /** The platform is off. */
  readonly off?: true
  readonly receipts?: true
  /** How many messages the channel may have in hand. */
  readonly atOnce?: number
  /** Another channel beside it (`web:…`), which is never held up. */
  readonly second?: true
}

/** Opens a desk. */
export async function openDesk(options: DeskOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-outbox-'))
  const clock = createManualClock()
  const store = await openStore({ folder, ...KEYS, now: clock.now })
  const logged: Logged[] = []
  const note = (what: string, fields = {}): void => void logged.push({ what, fields })
  const log: RunnerLog = { info: note, warn: note, error: note }
  const fake = createFakeChannel(options)
  const broken = { times: 0, error: () => new Error('broken') }
  let looks = 0
  const watched: Store = {
    ...store,
    outbox: {
      ...store.outbox,
      due(at, limit, without) {
        looks += 1
        return store.outbox.due(at, limit, without)
      },
    },
    commit(writes) {
      if (broken.times === 0) return store.commit(writes)
      broken.times -= 1
      return Promise.reject(broken.error())
    },
  }
  const stopping = new AbortController()
  const channels = new Map<ChannelType, Channel>(options.off ? [] : [['terminal', fake.channel]])
  const second: string[] = []
  const send = (message: OutgoingMessage): Promise<Sent> => {
    second.push(message.id)
    return Promise.resolve({ externalId: message.id })
  }
  if (options.second) channels.set('web', { ...fake.channel, type: 'web', send })
  // The delivery looks at nothing else of the parts.
  const parts = { store: watched, clock, log, channels } as Partial<RunnerParts> as RunnerParts
  const delivery = createDelivery(parts, stopping.signal)
  const keys = new Map<string, DataKey>()
  let seq = 0
  const keyOf = async (contactId: string, urn: Urn): Promise<DataKey> => {
    const known = keys.get(contactId)
    if (known) return known
    const { key, write } = store.vault.newKey(`key-${contactId}`)
    const contact = { id: contactId, urn, account: 'test', createdAt: 0 }
    await store.commit([write, ...store.contacts.create(contact, key)])
    keys.set(contactId, key)
    return key
  }
  const stop = async (): Promise<void> => {
    stopping.abort()
    fake.letGo()
    await delivery.stop()
  }
  const desk: OutboxDesk = {
    store,
    clock,
    delivery,
    logged,
    given: fake.given,
    second,
    messages: fake.messages,
    mostAtOnce: fake.mostAtOnce,
    fail: fake.fail,
    hold: fake.hold,
    letGo: fake.letGo,
    breakCommits(times, error) {
      broken.times = times
      broken.error = error
    },
    looks: () => looks,
    async pass(ms) {
      await settle()
      clock.advance(ms)
    },
    async write(rows) {
      for (const row of rows) {
        const contactId = row.contactId ?? 'somebody'
        const urn = row.urn ?? (`terminal:${contactId}` as const)
        const key = await keyOf(contactId, urn)
        seq += 1
        const whole: NewOutboxRow = {
          id: `m${seq}`,
          contactId,
          account: 'test',
          urn,
          priority: 0,
          seq,
          notBefore: clock.now(),
          createdAt: clock.now(),
          message: { language: 'ar', text: `${seq}` },
          ...row,
        }
        await store.commit([store.outbox.insert(whole, key)])
      }
      delivery.wake()
    },
    statusOf: async (id) => (await store.outbox.find(id))?.status,
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return desk
}

function createFakeChannel({ receipts, atOnce }: DeskOptions) {
  const given: string[] = []
  const messages: OutgoingMessage[] = []
  const failures = new Map<string, Error>()
  let waiting: (() => void)[] = []
  let held = false
  let now = 0
  let most = 0
  const send = async (message: OutgoingMessage): Promise<Sent> => {
    given.push(message.id)
    messages.push(message)
    now += 1
    most = Math.max(most, now)
    if (held) await new Promise<void>((resolve) => waiting.push(resolve))
    now -= 1
    const failure = failures.get(message.id)
    failures.delete(message.id)
    if (failure) throw failure
    return { externalId: `there-${message.id}` }
  }
  const channel: Channel = {
    type: 'terminal',
    capabilities: { ...CAPABILITIES, ...(receipts && { receipts }), ...(atOnce !== undefined && { atOnce }) },
    start: () => Promise.resolve(),
    send,
    stop: () => Promise.resolve(),
  }
  return {
    channel,
    given,
    messages,
    mostAtOnce: () => most,
    fail: (id: string, error: Error): void => void failures.set(id, error),
    hold(): void {
      held = true
    },
    letGo(): void {
      held = false
      for (const resolve of waiting) resolve()
      waiting = []
    },
  }
}
