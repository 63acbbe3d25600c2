import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { WhatsAppHealth } from '#channels/whatsapp/health.ts'
import { loadBaileys } from '#channels/whatsapp/load-baileys.ts'
import type { WhatsAppLogFields, WhatsAppOptions } from '#channels/whatsapp/options.ts'
import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import type { WhatsApp } from '#channels/whatsapp/whatsapp.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import type { Urn } from '#core/contact.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { registerDevice } from '../../fakes/whatsapp-relay/companion.ts'
import type { Account, Device } from '../../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../../fakes/whatsapp-relay/phone.ts'
import { newNumber, openScene } from '../../fakes/whatsapp-relay/scene.ts'
import type { Scene } from '../../fakes/whatsapp-relay/scene.ts'

/** Waits short enough for tests; the order of things stays that of the real ones. */
const QUICK = { backOff: [20, 100], drain: 1_000, typing: [0, 0], ack: 5_000 } as const

/** A memory that stands for the inbox on disk. */
interface Disk {
  readonly stored: readonly IncomingMessage[]
  /** How often `receive` was called with each message. */
  readonly times: ReadonlyMap<string, number>
  receive(messages: readonly IncomingMessage[]): Promise<void>
  /** Runs before each `receive`; may throw or wait. */
  before: (() => Promise<void>) | undefined
}

/** A bot on a relay, with a store of its own that outlives the channel. */
export interface Rig extends AsyncDisposable {
  readonly scene: Scene
  readonly account: Account
  readonly disk: Disk
  readonly health: readonly WhatsAppHealth[]
  readonly log: readonly WhatsAppLogFields[]
  readonly store: Store
  readonly whatsapp: WhatsApp
  /** Another process over the same store; the one before must have been stopped. */
  again(more?: Partial<WhatsAppOptions>): WhatsApp
  /** Ends without saying goodbye, as a killed process does, and opens the store anew. */
  until(state: WhatsAppHealth['state']): Promise<WhatsAppHealth>
  outgoing(to: Phone | Urn, text: string, more?: Partial<OutgoingMessage>): OutgoingMessage
}

export interface RigOptions extends Partial<WhatsAppOptions> {
  /** The phone is linked already; false leaves the pairing to the test. */
  readonly linked?: boolean
  readonly scene?: Parameters<typeof openScene>[0]
}

export async function makeRig({ linked = true, scene: relay, ...more }: RigOptions = {}): Promise<Rig> {
  const { initAuthCreds, BufferJSON } = await loadBaileys()
  const scene = await openScene(relay)
  const account = scene.relay.addAccount({ phone: newNumber(), name: 'Wasl', phantomPhone: true })
  const folder = mkdtempSync(join(tmpdir(), 'wasl-whatsapp-'))
  const store = await openStore({ folder, ...loadKeys(folder), now: () => Date.now() })
  const state = store.device('whatsapp')
  if (linked) {
    const creds = initAuthCreds()
    Object.assign(creds, registerDevice(account, creds))
    await state.commit({ credentials: JSON.stringify(creds, BufferJSON.replacer) })
  }
  const health: WhatsAppHealth[] = []
  const log: WhatsAppLogFields[] = []
  const note = (fields: WhatsAppLogFields): void => void log.push(fields)
  const made: WhatsApp[] = []
  const again = (other: Partial<WhatsAppOptions> = {}): WhatsApp => {
    const whatsapp = createWhatsAppChannel({
      state,
      holder: 'test',
      url: scene.relay.url,
      logger: { info: note, warn: note, error: note },
      onHealth: (now) => health.push(now),
      ...more,
      ...other,
      pace: { ...QUICK, ...more.pace, ...other.pace },
    })
    made.push(whatsapp)
    return whatsapp
  }
  return {
    scene,
    account,
    disk: makeDisk(),
    health,
    log,
    store,
    again,
    whatsapp: again(),
    until: (wanted) =>
      vi.waitFor(
        () => {
          const last = made.at(-1)?.health()
          if (last?.state !== wanted) throw new Error(`${last?.state} instead of ${wanted}`)
          return last
        },
        { timeout: 10_000, interval: 5 },
      ),
    outgoing: (to, text, rest = {}) => ({
      id: `out-${text.slice(0, 20)}`,
      urn: typeof to === 'string' ? to : urnOf(to),
      account: account.lid,
      language: 'ar',
      text,
      ...rest,
    }),
    async [Symbol.asyncDispose]() {
      await Promise.all(made.map(({ channel }) => channel.stop()))
      await scene[Symbol.asyncDispose]()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function urnOf({ account }: Phone): Urn {
  return `whatsapp:${account.lid}`
}

function makeDisk(): Disk {
  const stored = new Map<string, IncomingMessage>()
  const times = new Map<string, number>()
  const disk: Disk = {
    before: undefined,
    times,
    get stored() {
      return [...stored.values()]
    },
    async receive(messages) {
      await disk.before?.()
      for (const message of messages) {
        times.set(message.externalId, (times.get(message.externalId) ?? 0) + 1)
        if (!stored.has(message.externalId)) stored.set(message.externalId, message)
      }
    },
  }
  return disk
}

/** A bot that is connected, and a person who can write to it. */
export interface Running extends AsyncDisposable {
  readonly rig: Rig
  readonly noura: Phone
  /** The bot's address. */
  readonly jid: string
}

export async function running(options: RigOptions = {}): Promise<Running> {
  const rig = await makeRig(options)
  const noura = await rig.scene.person('Noura')
  await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
  await rig.until('open')
  return {
    rig,
    noura,
    jid: `${rig.account.lid}@lid`,
    [Symbol.asyncDispose]: async () => rig[Symbol.asyncDispose](),
  }
}

/** Looks until something is so. */
export function wait<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 10_000, interval: 5 })
}

/** What reached the inbox, as texts. */
export const texts = (rig: Rig): string[] =>
  rig.disk.stored.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

/** The bot's own device on the relay. */
export function deviceOf(rig: Rig): Device {
  const device = rig.account.devices.get(1)
  if (!device) throw new Error('no device')
  return device
}
