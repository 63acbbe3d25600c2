import type { CallbackQuery, ChatMemberUpdated, Message, PollAnswer, Update, User } from 'grammy/types'
import { makeUrn } from '#core/contact.ts'
import type { IncomingContent, IncomingMessage } from '#core/message.ts'
import { decodeButton } from './button-data.ts'
import { readContent } from './read-content.ts'

/** The kinds of update that are asked for. Left out, an earlier list of another program would stay in force. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'poll_answer',
] as const satisfies readonly Exclude<keyof Update, 'update_id'>[]

/** What the reader cannot know from the update itself. */
export interface ReadContext {
  /** Our bot's id. */
  readonly account: string
  /** Stands in where Telegram tells no time, milliseconds since 1970. */
  readonly receivedAt: number
}

/**
 * What an update says, or undefined for one that is no matter between a person and us: groups, channels, other
 * bots, service messages. Personal matters are only ever read from, and sent to, private chats.
 */
export function readUpdate(update: Update, context: ReadContext): IncomingMessage | undefined {
  const said = readKind(update)
  if (!said || said.from.is_bot) return undefined
  return {
    urn: makeUrn('telegram', said.from.id),
    account: context.account,
    externalId: String(update.update_id),
    position: update.update_id,
    sentAt: said.date === undefined ? context.receivedAt : said.date * 1000,
    content: said.content,
    ...(said.from.language_code === undefined ? {} : { language: said.from.language_code }),
    ...(said.messageId === undefined ? {} : { messageId: String(said.messageId) }),
  }
}

/** Who said what, before it is put in our words. `date` is in seconds. */
interface Said {
  readonly from: User
  readonly content: IncomingContent
  readonly date?: number
  readonly messageId?: number
}

function readKind(update: Update): Said | undefined {
  if (update.message) return readMessage(update.message)
  if (update.edited_message) return readEdit(update.edited_message)
  if (update.callback_query) return readPress(update.callback_query)
  if (update.my_chat_member) return readMembership(update.my_chat_member)
  if (update.poll_answer) return readVote(update.poll_answer)
  return undefined
}

function readMessage(message: Message): Said | undefined {
  const content = readContent(message)
  if (message.chat.type !== 'private' || !message.from || !content) return undefined
  return { from: message.from, date: message.date, messageId: message.message_id, content }
}

function readEdit(message: Message): Said | undefined {
  // A live location is "edited" every few seconds; it was answered when it came.
  if (message.chat.type !== 'private' || !message.from || message.location) return undefined
  const text = message.text ?? message.caption
  const content: IncomingContent =
    text === undefined
      ? { kind: 'unsupported', what: 'edited_file' }
      : { kind: 'edit', of: String(message.message_id), text }
  // When it was sent is not when it was corrected.
  return { from: message.from, date: message.edit_date ?? message.date, content }
}

function readPress(query: CallbackQuery): Said | undefined {
  if (query.message?.chat.type !== 'private') return undefined
  const button = decodeButton(query.data)
  // Forged or from another age: the engine is told that something was pressed, and answers kindly.
  const choice = button ?? { question: '', choice: (query.data ?? '').toWellFormed().slice(0, 64) }
  return { from: query.from, content: { kind: 'choice', ...choice } }
}

function readMembership(change: ChatMemberUpdated): Said | undefined {
  if (change.chat.type !== 'private') return undefined
  const reachable = change.new_chat_member.status !== 'kicked'
  return { from: change.from, date: change.date, content: { kind: 'reachable', reachable } }
}

function readVote(answer: PollAnswer): Said | undefined {
  if (!answer.user) return undefined
  return {
    from: answer.user,
    content: { kind: 'rating', poll: answer.poll_id, options: answer.option_ids },
  }
}
