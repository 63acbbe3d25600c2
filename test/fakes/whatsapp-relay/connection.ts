import { decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { WebSocket } from 'ws'
import type { Device } from './directory.ts'
import { createFrameReader, frame } from './frames.ts'
import { createNoiseResponder } from './noise.ts'
import type { LoginAttempt, NoiseResponder, ServerIdentity } from './noise.ts'

/** One client's WebSocket: the handshake first, then stanzas in the order in which they come. */
export interface RelayConnection {
  /** Whose it is, once that is known. */
  device: Device | undefined
  send(stanza: BinaryNode): void
  /** Closes politely, after everything already sent. */
  close(): void
  /** Cuts the line without a word, as a network failure would. */
  drop(): void
}

/** What a connection reports. */
export interface ConnectionEvents {
  onLogin(connection: RelayConnection, attempt: LoginAttempt): void
  onStanza(connection: RelayConnection, stanza: BinaryNode): void
  onClose(connection: RelayConnection): void
  onError(error: unknown): void
}

export function openConnection(
  socket: WebSocket,
  identity: ServerIdentity,
  events: ConnectionEvents,
): RelayConnection {
  const noise = createNoiseResponder(identity)
  const connection: RelayConnection = {
    device: undefined,
    send(stanza) {
      if (socket.readyState === socket.OPEN) socket.send(frame(noise.seal(encodeBinaryNode(stanza))))
    },
    close: () => socket.close(),
    drop: () => socket.terminate(),
  }
  const handle = frameHandler(socket, noise, connection, events)
  const cut = createFrameReader()
  let before: Promise<void> = Promise.resolve()
  const take = async (data: Buffer): Promise<void> => {
    for (const raw of cut(data)) await handle(raw)
  }
  socket.on('message', (data: Buffer) => {
    before = before
      .then(() => take(data))
      .catch((error: unknown) => {
        events.onError(error)
        socket.terminate()
      })
  })
  socket.on('close', () => events.onClose(connection))
  socket.on('error', (error) => events.onError(error))
  return connection
}

function frameHandler(
  socket: WebSocket,
  noise: NoiseResponder,
  connection: RelayConnection,
  events: ConnectionEvents,
): (raw: Buffer) => Promise<void> {
  let greeted = false
  return async (raw) => {
    if (noise.established) {
      const stanza = await decodeBinaryNode(noise.open(raw))
      // A stanza that the relay cannot handle is the relay's fault, and no reason to cut the client off.
      try {
        events.onStanza(connection, stanza)
      } catch (error) {
        events.onError(error)
      }
      return
    }
    if (greeted) return events.onLogin(connection, noise.acceptClientFinish(raw))
    greeted = true
    socket.send(frame(noise.answerClientHello(raw)))
  }
}
