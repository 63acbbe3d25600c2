import type {
  BinaryNode,
  ConnectionState,
  WACallEvent,
  WAMessage,
  WAMessageUpdate,
  WASocket,
  WAVersion,
} from '@whiskeysockets/baileys'
import type { Auth } from './auth.ts'
import { baileysLog } from './baileys-log.ts'
import type { DeviceState, Kept } from './device-state.ts'
import { identityRow } from './identity.ts'
import { createJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import type { Baileys } from './load-baileys.ts'
import type { WhatsAppLogger } from './options.ts'
import { userOf } from './read-row.ts'
import { repairSocket } from './repairs.ts'
import { findSent } from './sent-message.ts'

/** What one socket is made of and whom it tells. */
export interface SocketParts {
  readonly baileys: Baileys
  readonly auth: Auth
  readonly state: DeviceState
  readonly logger: WhatsAppLogger
  readonly version: WAVersion | undefined
  readonly url: string | undefined
  onUpdate(socket: WASocket, update: Partial<ConnectionState>): void
  onAck(id: string, code: string | undefined): void
  /** Something was stored that waits for the inbox. */
  onStored(): void
  onStatus(updates: readonly WAMessageUpdate[]): void
}

/**
 * A socket of Baileys with everything that keeps it from losing messages and from standing out: no history, no
 * presence that silences the phone, no link previews, no groups, status or newsletters.
 */
export function openSocket(parts: SocketParts): WASocket {
  const { baileys, auth, state, logger, version, url } = parts
  const pushNames: number = baileys.proto.HistorySync.HistorySyncType.PUSH_NAME
  let socket: WASocket | undefined
  // What was decrypted and could not be stored must not be confirmed: the server delivers it again.
  const journal = createJournal(baileys, auth, () => void socket?.end(undefined).catch(() => undefined))
  socket = baileys.makeWASocket({
    ...(version && { version }),
    ...(url !== undefined && { waWebSocketUrl: url }),
    auth: { creds: auth.creds, keys: auth.keys },
    logger: baileysLog(logger),
    browser: baileys.Browsers.ubuntu('Chrome'),
    syncFullHistory: false,
    emitOwnEvents: false,
    markOnlineOnConnect: false,
    // What was said on the phone before is none of our business. All kinds off would make Baileys warn; names are small.
    shouldSyncHistoryMessage: ({ syncType }) => Number(syncType) === pushNames,
    shouldIgnoreJid: isNoPerson,
    getMessage: async ({ id }) => (id ? (await findSent(baileys, state, id))?.message : undefined),
    makeSignalRepository: journal.makeSignalRepository,
    transactionOpts: { maxCommitRetries: 2, delayBetweenTriesMs: 100 },
  })
  wire(parts, socket, journal)
  repairSocket(socket, auth.keys)
  return socket
}

/** Groups, status, newsletters, broadcasts and Meta's own bots: acknowledged and dropped without being read. */
function isNoPerson(jid: string): boolean {
  return /@(g\.us|newsletter|broadcast|bot|call)$/.test(jid)
}

function wire(parts: SocketParts, socket: WASocket, journal: Journal): void {
  const { state, auth, logger, onStored } = parts
  const store = (received: readonly Kept[]): void => {
    if (received.length > 0) state.commit({ received }).then(onStored, () => undefined)
  }
  const { ws, ev } = socket
  ws.prependListener('CB:message', (stanza: BinaryNode) => journal.note(stanza))
  ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => parts.onAck(attrs['id'] ?? '', attrs['error']))
  ws.on('CB:notification,type:encrypt', (node: BinaryNode) => {
    const row = announcedIdentity(node)
    store(row ? [row] : [])
  })
  ev.on('creds.update', () => {
    auth.saveCreds().catch(() => logger.error({ code: 'whatsapp_login_not_stored' }))
  })
  // Not needed for what was decrypted here (defects 2 and 10): that is stored already, live or from the backlog.
  ev.on('messages.upsert', ({ messages }) => store(journal.missed(messages)))
  ev.on('call', (calls) => store(journal.missed(calls.flatMap(ringing))))
  ev.on('messages.update', (updates) => parts.onStatus(updates))
  ev.on('connection.update', (update) => parts.onUpdate(socket, update))
}

/** A call as a message: nobody can take it here, but whoever calls is told so. */
function ringing({ status, isGroup, from, callerPn, id, date }: WACallEvent): WAMessage[] {
  if (status !== 'offer' || isGroup) return []
  const key = {
    remoteJid: from.replace(/:\d+@/, '@'),
    id,
    fromMe: false,
    ...(callerPn && { remoteJidAlt: callerPn }),
  }
  return [
    {
      key,
      message: { call: { callKey: Buffer.from(id) } },
      messageTimestamp: Math.floor(Number(date) / 1000),
    },
  ]
}

/** The server says that a person's own phone was set up anew. Their linked computers change without that. */
function announcedIdentity({ attrs, content }: BinaryNode) {
  const { from = '', id = '' } = attrs
  const announced = Array.isArray(content) && content.some(({ tag }) => tag === 'identity')
  const lid = /:[1-9]/.test(from) ? undefined : userOf(from, 'lid')
  return announced && lid !== undefined ? identityRow(lid, id) : undefined
}
