import { AsyncLocalStorage } from 'node:async_hooks'
import type { SignalKeyStore, WASocket } from '@whiskeysockets/baileys'

/**
 * Repairs what rc14 does wrong around a socket, through its public fields.
 *
 * Defect 7: "privacy token sent" is noted from a promise that began inside a key transaction which is over by then, so
 * the note is lost and every message costs one more query, as no human's phone would ask. It is written directly.
 * Defect 8: each message remembered for retries starts a five-minute timer inside a key transaction, whose cache it
 * keeps alive (45 KB a message). Started outside, it costs next to nothing.
 */
export function repairSocket(socket: WASocket, stored: SignalKeyStore): void {
  const { keys } = socket.authState
  const set = keys.set.bind(keys)
  keys.set = (data) => ('tctoken' in data ? stored.set(data) : set(data))

  const { messageRetryManager: manager } = socket
  if (!manager) return
  const outside = AsyncLocalStorage.snapshot()
  const add = manager.addRecentMessage.bind(manager)
  manager.addRecentMessage = (...given) => outside(() => add(...given))
}
