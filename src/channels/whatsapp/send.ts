import { setTimeout as sleep } from 'node:timers/promises'
import type { WASocket, proto } from '@whiskeysockets/baileys'
import type { Sent } from '#channels/channel.ts'
import { SendError } from '#channels/send-error.ts'
import { accountIdOf, channelOf } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import type { Acks } from './acks.ts'
import { baileysLog } from './baileys-log.ts'
import type { DeviceState } from './device-state.ts'
import type { Baileys } from './load-baileys.ts'
import { messageIdOf } from './message-id.ts'
import type { Pace, WhatsAppLogger } from './options.ts'
import { renderMessage } from './render.ts'
import type { Piece } from './render.ts'
import { findSent, sentRow } from './sent-message.ts'
import type { SentMessage } from './sent-message.ts'

/** What sending needs of a connection that is open. */
export interface OpenLine {
  readonly baileys: Baileys
  readonly socket: WASocket
  readonly account: string
}

interface Tools {
  readonly state: DeviceState
  readonly acks: Acks
  readonly pace: Pace
  readonly polls: boolean
  readonly logger: WhatsAppLogger
  /** The open connection; throws a `SendError` where there is none. */
  line(): OpenLine
  /** Seconds after which messages of a chat disappear, 0 where they stay. */
  expiration(jid: string): number
}

/** The sending half of the channel. */
export interface Sender {
  send(message: OutgoingMessage): Promise<Sent>
  /** The connection is gone, and with it whatever hung there. */
  lost(): void
  /** How long the oldest hand-over to Baileys has been under way, in milliseconds (defect 16: a lock never freed). */
  oldest(now: number): number
}

/** One piece to send, under its id. */
interface Task {
  readonly id: string
  readonly jid: string
  readonly message: OutgoingMessage
  readonly piece: Piece
}

/** Messages on their way without an ack, at most: what a crash now would send a second time. */
export const MOST_UNDER_WAY = 8

/**
 * Sends messages: written down before they leave, under an id that a second attempt repeats, and sent only when the
 * server's ack says so. A piece that was written down is sent again as it was, also by another process.
 */
export function createSender(tools: Tools): Sender {
  const { acks, pace } = tools
  /** When each hand-over to Baileys began that has not ended. */
  const begun = new Map<Task, number>()
  const slots = createSlots(MOST_UNDER_WAY)

  const sendPiece = async (task: Task): Promise<void> => {
    const { id, jid } = task
    if (acks.answered(id)) return acks.expect(id)
    const line = tools.line()
    const sent = await prepare(tools, line, task)
    const acknowledged = acks.expect(id)
    // Heard below; but the ack may refuse while the hand-over still runs.
    acknowledged.catch(() => undefined)
    begun.set(task, performance.now())
    const handedOver = line.socket
      .relayMessage(jid, sent.message, { messageId: id, ...(sent.options && { additionalNodes: [POLL] }) })
      .finally(() => begun.delete(task))
    const failed = handedOver.then(
      () => acknowledged,
      () => Promise.reject(new SendError('connection', 'the message could not be handed to WhatsApp')),
    )
    await Promise.race([acknowledged, failed])
  }

  return {
    async send(message) {
      const jid = jidOf(message)
      return slots(async () => {
        const { account, socket } = tools.line()
        if (message.account !== account)
          throw new SendError('rejected', 'the number this chat belongs to is linked no more')
        await showTyping(socket, jid, pace)
        let id = ''
        for (const [index, piece] of renderMessage(message, tools.polls).entries()) {
          id = messageIdOf(account, message.id, index)
          await sendPiece({ id, jid, message, piece })
        }
        return { externalId: id }
      })
    },
    lost: () => begun.clear(),
    oldest(now) {
      return begun.size === 0 ? 0 : now - Math.min(...begun.values())
    },
  }
}

/** Without it phones do not show a poll. */
const POLL = { tag: 'meta', attrs: { polltype: 'creation' } }

/** The chat of a person. Personal matters never go to a group. */
function jidOf({ urn }: OutgoingMessage): string {
  const id = accountIdOf(urn)
  if (channelOf(urn) !== 'whatsapp' || !/^p?\d{5,20}$/.test(id))
    throw new SendError('rejected', 'the address is no person on WhatsApp')
  return id.startsWith('p') ? `${id.slice(1)}@s.whatsapp.net` : `${id}@lid`
}

async function showTyping(socket: WASocket, jid: string, { typing: [least, most] }: Pace): Promise<void> {
  if (most <= 0) return
  // Whoever answers within milliseconds is no person: WhatsApp looks at that.
  socket.sendPresenceUpdate('composing', jid).catch(() => undefined)
  await sleep(least + Math.random() * (most - least))
}

/** What is sent under an id: as it was written down before, or made now and written down first. */
async function prepare(
  tools: Tools,
  line: OpenLine,
  { id, jid, message, piece }: Task,
): Promise<SentMessage> {
  const { state } = tools
  const before = await findSent(line.baileys, state, id)
  if (before) return before
  const asks = piece.kind === 'poll' || piece.asks
  const sent: SentMessage = {
    message: await contentOf(tools, line, piece, tools.expiration(jid)),
    ...(asks && message.question !== undefined && { question: message.question }),
    ...(asks && message.choices && { choices: message.choices }),
    ...(piece.kind === 'poll' && { options: piece.options }),
  }
  // On disk with the session that encrypts it, so before it leaves.
  state.commit({ sent: [sentRow(line.baileys, id, sent)] }).catch(() => undefined)
  return sent
}

async function contentOf(
  { logger }: Tools,
  { baileys, socket }: OpenLine,
  piece: Piece,
  expiration: number,
): Promise<proto.IMessage> {
  const contextInfo = expiration > 0 ? { contextInfo: { expiration } } : {}
  switch (piece.kind) {
    case 'text':
      // Written by hand: Baileys would fetch addresses inside the text for a preview.
      return { extendedTextMessage: { text: piece.text, ...contextInfo } }
    case 'poll': {
      const options = piece.options.map((optionName) => ({ optionName }))
      const poll = { name: piece.name, selectableOptionsCount: 1, options, ...contextInfo }
      const messageSecret = crypto.getRandomValues(new Uint8Array(32))
      return { messageContextInfo: { messageSecret }, pollCreationMessageV3: poll }
    }
    case 'file': {
      const { name, mime, content } = piece.file
      const document = Buffer.from(content)
      // Always a document: for pictures Baileys would leave a copy in the temporary folder.
      const given = { document, mimetype: mime, fileName: name, caption: piece.caption }
      const upload = { upload: socket.waUploadToServer, logger: baileysLog(logger) }
      const made = await baileys.prepareWAMessageMedia(given, upload).catch(() => {
        throw new SendError('connection', 'the file could not be uploaded to WhatsApp')
      })
      return { documentMessage: { ...made.documentMessage, ...contextInfo } }
    }
  }
}

/** Runs at most `most` works at one time, the others in order behind them. */
function createSlots(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most
  const queue: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => queue.push(resolve))
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else free += 1
    }
  }
}
