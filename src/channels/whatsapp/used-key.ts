/** What Baileys recognises as "this message was read before": it is refused once and asked for no more. */
export const USED_ALREADY = 'Key used already or never filled'

/** A chain of message keys as libsignal stores it, under the sender's ephemeral key in base64. */
interface Chain {
  readonly chainKey?: { readonly counter?: number }
  readonly messageKeys?: Readonly<Record<string, unknown>>
}

interface StoredRecord {
  readonly _sessions?: Readonly<Record<string, { readonly _chains?: Readonly<Record<string, Chain>> }>>
}

/**
 * Whether the key of a ciphertext was used before, as its sessions tell. After a crash the server delivers again what
 * was stored and not confirmed; libsignal then says no more than that no session matches, and Baileys would ask for
 * the message again and have the sender begin a new session.
 */
export function wasDecrypted(record: unknown, ciphertext: Uint8Array): boolean {
  const header = headerOf(ciphertext)
  if (!header) return false
  const { _sessions: sessions = {} } = (record ?? {}) as StoredRecord
  return Object.values(sessions).some(({ _chains: chains = {} }) => {
    const { chainKey, messageKeys = {} } = chains[header.ephemeral] ?? {}
    return (chainKey?.counter ?? -1) >= header.counter && !(String(header.counter) in messageKeys)
  })
}

const VERSION = 1
const MAC = 8
const EPHEMERAL_TAG = 0x0a
const COUNTER_TAG = 0x10

/** The two fields at the head of a WhisperMessage (protobuf): the ephemeral key, and the counter. */
function headerOf(
  ciphertext: Uint8Array,
): { readonly ephemeral: string; readonly counter: number } | undefined {
  const bytes = ciphertext.subarray(VERSION, -MAC)
  const length = bytes[1] ?? 0
  const end = 2 + length
  if (bytes[0] !== EPHEMERAL_TAG || bytes[end] !== COUNTER_TAG) return undefined
  let counter = 0
  for (let at = end + 1, shift = 0; shift < 32; at++, shift += 7) {
    const byte = bytes[at] ?? 0
    counter += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  return { ephemeral: Buffer.from(bytes.subarray(2, end)).toString('base64'), counter }
}
