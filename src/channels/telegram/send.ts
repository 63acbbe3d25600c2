import { SendError } from '#channels/send-error.ts'
import type { Sent } from '#channels/channel.ts'
import { accountIdOf, channelOf } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { TelegramError } from './client.ts'
import type { Client } from './client.ts'
import { wordsIn } from './options.ts'
import type { TelegramLogger, TelegramTexts } from './options.ts'
import { LIMITS, opensKeyboard, payloadOf, renderMessage } from './render.ts'
import type { Piece } from './render.ts'
import { sendErrorFrom } from './send-failure.ts'

/** Delivers one message, in as many calls as it needs, or throws a `SendError`. */
export type Send = (message: OutgoingMessage, signal: AbortSignal) => Promise<Sent>

interface Tools {
  readonly client: Client
  readonly texts: TelegramTexts
  readonly logger: TelegramLogger
}

/** How far a message in several pieces has come. */
interface Progress {
  /** Whether the chat showed a keyboard when it began: the pieces depend on it. */
  readonly open: boolean
  done: number
  last: string
}

/** Chats and half-sent messages remembered at most; forgetting one costs a repeated piece or a keyboard that lingers. */
const REMEMBERED = 10_000

/** The sending half of the channel. What it remembers only saves calls; nothing is lost with it. */
export function createSend(tools: Tools): Send {
  const openKeyboards = new Map<number, true>()
  const halfSent = new Map<string, Progress>()

  return async (message, signal) => {
    const chat = chatOf(message)
    const progress = halfSent.get(message.id) ?? { open: openKeyboards.has(chat), done: 0, last: '' }
    const pieces = renderMessage(message, wordsIn(tools.texts, message.language), progress.open)
    try {
      for (const piece of pieces.slice(progress.done)) {
        progress.last = (await deliver(tools, chat, piece, signal)) ?? progress.last
        progress.done += 1
        if (opensKeyboard(piece.markup)) remember(openKeyboards, chat, true)
        else if (piece.markup && 'remove_keyboard' in piece.markup) openKeyboards.delete(chat)
      }
    } catch (error) {
      const failure = sendErrorFrom(error)
      // The outbox sends the same message again: it goes on where this attempt ended.
      if (failure.retryable && progress.done > 0) remember(halfSent, message.id, progress)
      else halfSent.delete(message.id)
      throw failure
    }
    halfSent.delete(message.id)
    return { externalId: progress.last }
  }
}

/** Makes the call for one piece; resolves to the id of Telegram's message, if it made one. */
async function deliver(
  { client, logger }: Tools,
  chat: number,
  piece: Piece,
  signal: AbortSignal,
): Promise<string | undefined> {
  const method = piece.file ? 'sendDocument' : 'sendMessage'
  const attempt = async (html: boolean): Promise<string> => {
    const sent = await client.call(method, payloadOf(piece, chat, html), signal)
    return String(sent.message_id)
  }
  try {
    return await attempt(true)
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error
    if (error.refusal === 'unmodified') return undefined
    if (error.refusal !== 'parse') throw error
    // Our escaping failed: a fault of ours, but the person still gets the words.
    logger.warn({ code: 'telegram_markup_refused', method, status: error.status })
    return await attempt(false)
  }
}

/** The private chat that a message goes to. Personal matters never go to a group (their ids are negative). */
function chatOf(message: OutgoingMessage): number {
  const id = accountIdOf(message.urn)
  const chat = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : 0
  if (channelOf(message.urn) !== 'telegram' || !Number.isSafeInteger(chat) || chat === 0)
    throw new SendError('rejected', 'the address is no private chat of Telegram')
  if ((message.file?.content.byteLength ?? 0) > LIMITS.uploadBytes)
    throw new SendError('rejected', 'the file is larger than the 50 MB that Telegram takes')
  return chat
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > REMEMBERED && !oldest.done) map.delete(oldest.value)
}
