import type { Call } from './methods.ts'
import { Refusal } from './state.ts'
import type { SentMessage, State } from './state.ts'

/** A supergroup with topics, in which the bot is an administrator, and its members. */
export interface Forum {
  readonly id: number
  /** The topics that are there, by id, with their names. */
  readonly topics: ReadonlyMap<number, string>
  /** Messages of members that the bot marked with a reaction. */
  readonly marked: readonly number[]
  /** What the bot said in a topic, or in the general part. */
  said(thread?: number): readonly string[]
  /** A member writes; the id of the message. Every message of a topic answers its first one, as on Telegram. */
  write(from: number, text: string, thread?: number): number
  /** A member sends something that is no text. */
  sendPhoto(from: number, thread?: number): number
  edit(from: number, messageId: number, text: string, thread?: number): void
  /** Somebody deletes a topic by hand. */
  deleteTopic(thread: number): void
  /** The members of the group may not react with marks. */
  forbidMarks(): void
}

/** What the server knows of one forum. */
export interface ForumState {
  readonly topics: Map<number, string>
  readonly marked: number[]
  marksForbidden: boolean
}

/** A forum that exists from now on. */
export function openForum(state: State, id: number): Forum {
  const forum: ForumState = { topics: new Map(), marked: [], marksForbidden: false }
  state.forums.set(id, forum)
  const head = (from: number, messageId: number, thread: number | undefined): object => ({
    message_id: messageId,
    date: 1_790_000_000 + messageId,
    from: { id: from, is_bot: false, first_name: 'S', language_code: 'ar' },
    chat: { id, type: 'supergroup', title: 'Staff', is_forum: true },
    ...(thread !== undefined && {
      is_topic_message: true,
      message_thread_id: thread,
      reply_to_message: { message_id: thread, forum_topic_created: { name: 'T', icon_color: 0 } },
    }),
  })
  const send = (from: number, content: object, thread: number | undefined): number => {
    state.lastMessageId += 1
    state.queue.add({ message: { ...head(from, state.lastMessageId, thread), ...content } })
    return state.lastMessageId
  }
  return {
    id,
    topics: forum.topics,
    marked: forum.marked,
    said: (thread) =>
      (state.sentTo.get(id) ?? []).filter((sent) => threadOf(sent) === thread).map(({ text }) => text),
    write: (from, text, thread) => send(from, { text }, thread),
    sendPhoto: (from, thread) => send(from, { photo: [{ file_id: 'p', width: 1, height: 1 }] }, thread),
    edit(from, messageId, text, thread) {
      state.queue.add({
        edited_message: { ...head(from, messageId, thread), edit_date: 1_790_009_999, text },
      })
    },
    deleteTopic: (thread) => void forum.topics.delete(thread),
    forbidMarks() {
      forum.marksForbidden = true
    },
  }
}

function threadOf({ payload }: SentMessage): number | undefined {
  const thread = payload['message_thread_id']
  return thread === undefined ? undefined : Number(thread)
}

/** Refuses a message to a topic that is not there. */
export function checkTopic(forum: ForumState, { payload }: Call): void {
  const thread = payload['message_thread_id']
  if (thread !== undefined && !forum.topics.has(Number(thread)))
    throw new Refusal(400, 'Bad Request: message thread not found')
}

/** The methods of forums. */
export const FORUM_METHODS = {
  createForumTopic(state: State, { payload }: Call): unknown {
    const name = String(payload['name'])
    if (name.length === 0 || name.length > 128) throw new Refusal(400, 'Bad Request: invalid topic name')
    state.lastMessageId += 1
    forumOf(state, payload).topics.set(state.lastMessageId, name)
    return { message_thread_id: state.lastMessageId, name, icon_color: 7_322_096 }
  },
  setMessageReaction(state: State, { payload }: Call): boolean {
    const forum = forumOf(state, payload)
    if (forum.marksForbidden) throw new Refusal(400, 'Bad Request: REACTION_INVALID')
    forum.marked.push(Number(payload['message_id']))
    return true
  },
}

function forumOf(state: State, payload: Call['payload']): ForumState {
  const forum = state.forums.get(Number(payload['chat_id']))
  if (!forum) throw new Refusal(400, 'Bad Request: chat not found')
  return forum
}
