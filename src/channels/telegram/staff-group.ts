import type { Message, Update } from 'grammy/types'
import { GroupError } from '#channels/staff-group.ts'
import type { GroupWord, StaffGroup } from '#channels/staff-group.ts'
import { TelegramError } from './client.ts'
import type { Client } from './client.ts'
import { cut } from './cut.ts'
import { LIMITS } from './render.ts'
import { readContent } from './read-content.ts'

/** Letters of a topic's name (Bot API, createForumTopic). */
const LONGEST_NAME = 128

/** Whom Telegram names where an administrator writes in the name of the group. */
const ANONYMOUS_ADMINISTRATOR = 1_087_968_824

/** Forum topics of one supergroup as the working place of staff. */
export function createStaffGroup(client: Client, chat: string, signal: AbortSignal): StaffGroup {
  const tried = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw groupErrorFrom(error)
    }
  }
  return {
    chat,
    async openTopic(name) {
      const payload = { chat_id: chat, name: cut(name.toWellFormed(), LONGEST_NAME) }
      const topic = await tried(client.call('createForumTopic', payload, signal))
      return String(topic.message_thread_id)
    },
    async say(thread, text, answers) {
      const payload = {
        chat_id: chat,
        text: cut(text.toWellFormed(), LIMITS.text),
        link_preview_options: { is_disabled: true },
        // What a person confided is not forwarded out of the group with two taps.
        protect_content: true,
        ...(thread !== undefined && { message_thread_id: Number(thread) }),
        ...(answers !== undefined && {
          reply_parameters: { message_id: Number(answers), allow_sending_without_reply: true },
        }),
      }
      await tried(client.call('sendMessage', payload, signal))
    },
    async mark(messageId) {
      const payload = {
        chat_id: chat,
        message_id: Number(messageId),
        reaction: [{ type: 'emoji' as const, emoji: '👍' as const }],
      }
      await tried(client.call('setMessageReaction', payload, signal))
    },
  }
}

/** What somebody wrote in the staff's group; undefined for other chats, other bots and what Telegram itself says. */
export function readGroupWord(update: Update, chat: string): GroupWord | undefined {
  const message = update.message ?? update.edited_message
  if (!message?.from || String(message.chat.id) !== chat) return undefined
  if (message.from.is_bot && message.from.id !== ANONYMOUS_ADMINISTRATOR) return undefined
  const text = message.text ?? message.caption
  if (text === undefined && readContent(message) === undefined) return undefined
  return {
    chat,
    messageId: String(message.message_id),
    from: String(message.from.id),
    edited: update.edited_message !== undefined,
    ...threadOf(message),
    ...(message.text !== undefined && { text: message.text }),
  }
}

/** A thread of replies in the general part has an id as well, and is no topic. */
function threadOf({ is_topic_message: inTopic, message_thread_id: thread }: Message): { thread?: string } {
  return inTopic === true && thread !== undefined ? { thread: String(thread) } : {}
}

function groupErrorFrom(error: unknown): GroupError {
  if (!(error instanceof TelegramError)) return new GroupError('connection')
  const { status, refusal, retryAfter } = error
  if (status === 429) return new GroupError('throttled', retryAfter)
  if (status === 0 || status >= 500 || status === 409) return new GroupError('connection', retryAfter)
  return new GroupError(refusal === 'no_topic' ? 'no_topic' : 'refused')
}
