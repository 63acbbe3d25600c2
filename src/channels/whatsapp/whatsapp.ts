import type { Capabilities, Channel, FileSource, Reports } from '#channels/channel.ts'
import { createAcks } from './acks.ts'
import { bufferState } from './buffered-state.ts'
import type { Connection, ConnectionHooks } from './connection.ts'
import { createFileSource } from './file-source.ts'
import { gatherReceipts } from './gather-receipts.ts'
import type { WhatsAppHealth } from './health.ts'
import { LinkedDevice } from './linked-device.ts'
import { loadBaileys } from './load-baileys.ts'
import { USUAL_PACE } from './options.ts'
import type { Pace, WhatsAppOptions } from './options.ts'
import { createPump } from './pump.ts'
import type { Pump } from './pump.ts'
import { readRow } from './read-row.ts'
import { readStatus } from './read-status.ts'
import { LIMITS } from './render.ts'
import { MOST_UNDER_WAY, createSender } from './send.ts'

/** The channel, the files people sent over it, and what staff must know and do about the link to the phone. */
export interface WhatsApp {
  readonly channel: Channel
  readonly files: FileSource
  health(): WhatsAppHealth
  /** How the number stands with WhatsApp, for those who plan what it sends. Milliseconds since 1970. */
  standing(): { readonly since?: number; readonly restrictedUntil?: number }
  /** Our own account as it stands in messages; undefined while no phone is linked. */
  account(): string | undefined
  /** Asks for a QR code, or for a code to type on the phone with this number (digits only). */
  pair(phone?: string): Promise<WhatsAppHealth>
  unpair(): Promise<void>
}

/** What a linked device can show: no buttons, no lists; polls where they are on. */
function capabilitiesOf(polls: boolean): Capabilities {
  return {
    buttons: 0,
    buttonLabel: 0,
    listRows: 0,
    textLength: LIMITS.text,
    fileBytes: LIMITS.fileBytes,
    polls,
    requestPhone: false,
    requestLocation: false,
    // One that is repeated after a crash has the same id, and every phone hides it.
    atOnce: MOST_UNDER_WAY,
    receipts: true,
    outreach: 'reply_only',
  }
}

const DAY = 86_400_000
/** Chats remembered with the time after which their messages disappear. */
const REMEMBERED = 10_000
/** Receipts are gathered for so long. */
const MOMENT = 250
/** How long what was sent is kept for phones that ask again, and for votes. WhatsApp's own programs ask no later. */
const KEPT = 14 * DAY

/**
 * A WhatsApp number as a channel: a linked device beside the association's phone. Nothing is confirmed to WhatsApp
 * that is not on disk, and nothing counts as sent that WhatsApp did not acknowledge.
 */
export function createWhatsAppChannel(options: WhatsAppOptions): WhatsApp {
  const pace: Pace = { ...USUAL_PACE, ...options.pace }
  const { logger, polls = true } = options
  const state = bufferState(options.state, () => connection.broken())
  checkUrl(options.url)
  const acks = createAcks(pace.ack)
  const report: Reports['receipts'] = (told) => options.reports?.receipts(told) ?? Promise.resolve()
  const receipts = gatherReceipts(report, MOMENT)
  const expirations = new Map<string, number>()
  const under = new Set<Promise<unknown>>()
  let pump: Pump | undefined
  let draining = false

  const hooks: ConnectionHooks = {
    onAck(id, code) {
      acks.heard(id, code)
      if (code === '463') connection.restricted()
    },
    onStored: () => pump?.wake(),
    onStatus(updates) {
      receipts.add(readStatus(updates, connection.own()?.lid ?? '', Date.now()))
    },
    onOpen() {
      pump?.wake()
      // Nothing is lost without it: what waits is tried again in its own time.
      options.reports?.lineOpened?.(connection.own()?.lid ?? '').catch(() => undefined)
      state.commit({ expireSent: Date.now() - KEPT }).catch(() => undefined)
    },
    onClosed() {
      acks.lost()
      sender.lost()
    },
    beforeForget: () => pump?.settle() ?? Promise.resolve(),
    oldestSend: (now) => sender.oldest(now),
  }
  const connection: Connection = new LinkedDevice({ ...options, state }, pace, hooks)
  const sender = createSender({
    state,
    acks,
    pace,
    polls,
    logger,
    line: () => connection.line(),
    expiration: (jid) => expirations.get(jid) ?? 0,
  })

  const channel: Channel = {
    type: 'whatsapp',
    capabilities: capabilitiesOf(polls),
    async start(receive) {
      const baileys = await loadBaileys()
      draining = false
      pump = createPump({
        state,
        logger,
        receive,
        async read(content) {
          const own = connection.own()
          // Only for a moment, while a device is being forgotten.
          if (!own) throw new Error('no account')
          const row = await readRow(content, { baileys, state, own, now: Date.now() })
          if (row.kind === 'message') remember(expirations, row.key.remoteJid, row.expiration)
          return row
        },
        identityChanged: (urn) => options.onIdentityChanged?.(urn) ?? Promise.resolve(),
        taken: (messages) => markRead(messages.map(({ key }) => key)),
      })
      await connection.start()
    },
    send(message) {
      const sending = sender.send(message)
      under.add(sending)
      // Only the bookkeeping swallows a failure; the caller gets it.
      void sending.catch(() => undefined).finally(() => under.delete(sending))
      return sending
    },
    async stop() {
      if (!draining) {
        draining = true
        // What is being sent may still arrive; given up too early it would be sent twice.
        const patience = AbortSignal.timeout(pace.drain)
        const tired = new Promise((resolve) => patience.addEventListener('abort', resolve, { once: true }))
        await Promise.race([Promise.allSettled(under), tired])
      }
      await connection.stop()
      receipts.flush()
      await pump?.stop()
      acks.lost()
      // Whoever stops us closes the store next.
      await state.commit({}).catch(() => undefined)
    },
  }

  function markRead(keys: readonly { readonly remoteJid: string; readonly id: string }[]): void {
    if (keys.length === 0) return
    try {
      const { socket } = connection.line()
      socket.readMessages(keys.map((key) => ({ ...key, fromMe: false }))).catch(() => undefined)
    } catch {
      // Not connected: a tick stays grey, no more.
    }
  }

  return {
    channel,
    files: createFileSource({ loopback: options.url !== undefined, patience: pace.download, logger }),
    health: () => connection.health(),
    standing() {
      const since = connection.since()
      const health = connection.health()
      // Without an end it is not over within the day.
      const until = health.state === 'restricted' ? (health.until ?? Date.now() + DAY) : undefined
      return {
        ...(since !== undefined && { since }),
        ...(until !== undefined && { restrictedUntil: until }),
      }
    },
    account: () => connection.own()?.lid,
    pair: (phone) => connection.pair(phone),
    unpair: () => connection.unpair(),
  }
}

/**
 * TLS is all that vouches for WhatsApp's server (defect 5: Baileys' own check of its certificate can never fail), so
 * another server is taken on this machine only.
 */
function checkUrl(url: string | undefined): void {
  if (url === undefined) return
  const { hostname } = new URL(url)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new Error('WhatsApp is reached at its own address only')
}

function remember(map: Map<string, number>, jid: string, seconds: number): void {
  map.delete(jid)
  if (seconds > 0) map.set(jid, seconds)
  const oldest = map.keys().next()
  if (map.size > REMEMBERED && !oldest.done) map.delete(oldest.value)
}
