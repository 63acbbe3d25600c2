import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  BinaryNode,
  SignalDataSet,
  SignalKeyStoreWithTransaction,
  SocketConfig,
  WAMessage,
} from '@whiskeysockets/baileys'
import { DEFERRED, RECEIVED } from './auth.ts'
import type { Auth } from './auth.ts'
import type { Kept } from './device-state.ts'
import type { Baileys } from './load-baileys.ts'
import { USED_ALREADY, wasDecrypted } from './used-key.ts'

type MakeRepository = SocketConfig['makeSignalRepository']

/** A message as it came off the wire, decrypted: what a later process needs to read it. */
export interface MessageRow {
  readonly kind: 'message'
  readonly attrs: Readonly<Record<string, string>>
  /** Padded plaintext in base64. */
  readonly plaintext: string
}

/** The journal of one socket. */
export interface Journal {
  /** Remembers which stanza a ciphertext belongs to; to be told before Baileys works on it. */
  note(stanza: BinaryNode): void
  readonly makeSignalRepository: MakeRepository
  /** Rows of messages that came another way than by decryption here, so that nobody has stored them. */
  missed(messages: readonly WAMessage[]): Kept[]
}

/**
 * Baileys' own Signal repository, with every change of a session in a transaction of its own, one after another.
 *
 * Defect 1: Baileys acknowledges a message before the application sees it; after a crash in between the server's copy
 * can no longer be decrypted. So the plaintext goes to disk in the transaction that moves the ratchet.
 * Defect 4: Baileys encrypts inside the transaction of the whole send, under another lock than decryption, and saves
 * the used key only after the stanza has left: sessions overwrite each other, and a crash uses a key twice. So every
 * change happens outside the caller's transaction, alone, and is on disk before the ciphertext leaves.
 *
 * `onLost` hears that a plaintext could not be stored: the socket must end before Baileys confirms the message.
 */
export function createJournal(baileys: Baileys, auth: Pick<Auth, 'written'>, onLost: () => void): Journal {
  const stanzas = new WeakMap<Uint8Array, BinaryNode>()
  const known = new Set<string>()
  return {
    note(stanza) {
      if (!Array.isArray(stanza.content)) return
      for (const { tag, content } of stanza.content)
        if (tag === 'enc' && content instanceof Uint8Array) stanzas.set(content, stanza)
    },
    missed: (messages) =>
      messages.flatMap((message) => {
        const row = handedRow(baileys, message)
        return row && !known.has(row.id) ? [row] : []
      }),
    makeSignalRepository: (signal, logger, lookUp) => {
      const base = baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository(signal, logger, lookUp)
      const keys = signal.keys as SignalKeyStoreWithTransaction
      const outside = AsyncLocalStorage.snapshot()
      let count = 0
      const alone = async <T>(work: () => Promise<T>): Promise<T> => {
        const token = String(++count)
        const marked = async (): Promise<T> => {
          const result = await work()
          await keys.set({ [DEFERRED]: { [token]: token } } as SignalDataSet)
          return result
        }
        const result = await outside(() => keys.transaction(marked, 'signal'))
        // The next one may begin meanwhile: it sees these changes, and reaches the disk with or after them.
        await auth.written(token)
        return result
      }
      const decrypted = async (ciphertext: Uint8Array, decrypt: () => Promise<Uint8Array>) => {
        let plain: Uint8Array | undefined
        try {
          return await alone(async () => {
            plain = await decrypt()
            const row = rowOf(baileys, stanzas.get(ciphertext), plain)
            if (row) {
              await keys.set({ [RECEIVED]: { [row.id]: row.content } } as SignalDataSet)
              remember(known, row.id)
            }
            return plain
          })
        } catch (error) {
          if (plain) onLost()
          throw error
        }
      }
      return {
        ...base,
        decryptMessage: (given) =>
          decrypted(given.ciphertext, () => base.decryptMessage(given)).catch(async (error: unknown) => {
            const address = base.jidToSignalProtocolAddress(given.jid)
            const { [address]: record } = await keys.get('session', [address])
            throw wasDecrypted(record, given.ciphertext) ? new Error(USED_ALREADY) : error
          }),
        decryptGroupMessage: (given) => decrypted(given.msg, () => base.decryptGroupMessage(given)),
        encryptMessage: (given) => alone(() => base.encryptMessage(given)),
        encryptGroupMessage: (given) => alone(() => base.encryptGroupMessage(given)),
        injectE2ESession: (given) => alone(() => base.injectE2ESession(given)),
        processSenderKeyDistributionMessage: (given) =>
          alone(() => base.processSenderKeyDistributionMessage(given)),
        getSenderKeyDistributionMessage: (given) => alone(() => base.getSenderKeyDistributionMessage(given)),
        deleteSession: (jids) => alone(() => base.deleteSession(jids)),
        migrateSession: (from, to) => alone(() => base.migrateSession(from, to)),
      }
    },
  }
}

/** The row of a person's message to us; nothing for what our own phone tells its linked devices, and for groups. */
function rowOf(
  { isLidUser, isPnUser }: Baileys,
  stanza: BinaryNode | undefined,
  plaintext: Uint8Array,
): Kept | undefined {
  const { from = '', id = '', recipient, category } = stanza?.attrs ?? {}
  const direct = isLidUser(from) === true || isPnUser(from) === true
  if (!stanza || !direct || recipient !== undefined || category === 'peer') return undefined
  return messageRow(stanza.attrs, id, plaintext)
}

/** The row of one message by its sender and its id there. */
function messageRow(attrs: Readonly<Record<string, string>>, id: string, plaintext: Uint8Array): Kept {
  const row: MessageRow = {
    kind: 'message',
    attrs,
    plaintext: Buffer.from(plaintext).toString('base64'),
  }
  return { id: `message ${(attrs['from'] ?? '').replace(/:\d+@/, '@')} ${id}`, content: JSON.stringify(row) }
}

/** The row of a message as Baileys hands it over: a call, or what our own phone sent us because we could not open it. */
function handedRow({ proto, writeRandomPadMax16 }: Baileys, { key, message, messageTimestamp }: WAMessage) {
  const { remoteJid: from, remoteJidAlt: other, fromMe, id } = key
  if (!message || fromMe === true || !from || !id || !/@(lid|s\.whatsapp\.net)$/.test(from)) return undefined
  const attrs = {
    id,
    from,
    t: String(messageTimestamp ?? ''),
    ...(other && { [other.endsWith('@lid') ? 'sender_lid' : 'sender_pn']: other }),
  }
  return messageRow(attrs, id, writeRandomPadMax16(proto.Message.encode(message).finish()))
}

/** Messages that a socket remembers to have stored. */
const REMEMBERED = 5_000

function remember(known: Set<string>, id: string): void {
  known.add(id)
  const oldest = known.values().next()
  if (known.size > REMEMBERED && !oldest.done) known.delete(oldest.value)
}
