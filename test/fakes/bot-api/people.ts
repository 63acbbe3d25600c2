import type { Person, SentMessage, State } from './state.ts'
import type { NewUpdate } from './update-queue.ts'

/** What people can do in their chats with the bot. Each returns the number of the update that it makes. */
export interface People {
  say(chat: number, text: string): number
  /** Presses the button with this label under the newest message that has it, or one with these data. */
  press(chat: number, button: string | { readonly data: string }): number
  shareContact(chat: number, phone: string, owner?: number): number
  shareLocation(chat: number, latitude: number, longitude: number): number
  sendFile(chat: number, file: UploadedFile): number
  sendAlbum(chat: number, files: readonly UploadedFile[]): number
  sendVoice(chat: number, content: Uint8Array): number
  sendSticker(chat: number): number
  edit(chat: number, messageId: number, text: string): number
  block(chat: number): number
  unblock(chat: number): number
  vote(chat: number, poll: string, options: readonly number[]): number
  /** Writes in a group in which the bot is. */
  sayInGroup(group: number, from: number, text: string): number
  /** Any update, in Telegram's own shape. */
  push(update: NewUpdate): number
}

export interface UploadedFile {
  readonly name: string
  readonly mime: string
  readonly content: Uint8Array
  readonly caption?: string
  /** Where the server says that the file is; a path of its own otherwise. */
  readonly path?: string
  /** The size that `getFile` claims. */
  readonly claimed?: number
}

/** Seconds at which the first message is written; each later one is a second later. */
const BEGIN = 1_790_000_000

export function makePeople(state: State): People {
  const add = (update: NewUpdate): number => state.queue.add(update)

  function write(chat: number, content: object): number {
    return add({ message: messageOf(state, chat, content) })
  }

  function membership(chat: number, before: string, after: string): number {
    const bot = { id: state.botId, is_bot: true, first_name: 'Wasl' }
    const change = {
      chat: chatOf(state, chat),
      from: personOf(state, chat),
      date: nextDate(state),
      old_chat_member: { user: bot, status: before, until_date: 0 },
      new_chat_member: { user: bot, status: after, until_date: 0 },
    }
    return add({ my_chat_member: change })
  }

  return {
    say: (chat, text) => write(chat, { text, ...entitiesOf(text) }),
    press: (chat, button) => add({ callback_query: pressOf(state, chat, button) }),
    shareContact: (chat, phone, owner) =>
      write(chat, {
        contact: { phone_number: phone, first_name: 'A', ...(owner === undefined ? {} : { user_id: owner }) },
      }),
    shareLocation: (chat, latitude, longitude) => write(chat, { location: { latitude, longitude } }),
    sendFile: (chat, file) => write(chat, documentOf(state, file)),
    sendAlbum(chat, files) {
      state.lastId += 1
      const album = `album-${state.lastId}`
      const ids = files.map((file) => write(chat, { media_group_id: album, ...documentOf(state, file) }))
      return ids[0] ?? 0
    },
    sendVoice(chat, content) {
      const path = `voice/file_${state.lastId + 1}.oga`
      const { fileId } = store(state, { name: 'v', mime: 'audio/ogg', content, path })
      return write(chat, {
        voice: { ...idsOf(fileId), duration: 3, mime_type: 'audio/ogg', file_size: content.byteLength },
      })
    },
    sendSticker: (chat) =>
      write(chat, {
        sticker: {
          ...idsOf('s1'),
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          type: 'regular',
        },
      }),
    edit(chat, messageId, text) {
      const message = {
        ...messageOf(state, chat, { text }),
        message_id: messageId,
        edit_date: nextDate(state),
      }
      return add({ edited_message: message })
    },
    block(chat) {
      state.blocked.add(chat)
      return membership(chat, 'member', 'kicked')
    },
    unblock(chat) {
      state.blocked.delete(chat)
      return membership(chat, 'kicked', 'member')
    },
    vote: (chat, poll, options) =>
      add({
        poll_answer: { poll_id: poll, user: personOf(state, chat), option_ids: [...options] },
      }),
    sayInGroup(group, from, text) {
      const chat = { id: group, type: 'supergroup', title: 'Group' }
      return add({ message: { ...messageOf(state, from, { text }), chat } })
    },
    push: add,
  }
}

function pressOf(state: State, chat: number, button: string | { readonly data: string }): object {
  const sent = state.sentTo.get(chat) ?? []
  const message = sent.findLast(({ buttons }) => buttons.some((each) => matches(each, button)))
  const data =
    typeof button === 'string' ? message?.buttons.find((each) => matches(each, button))?.data : button.data
  if (data === undefined) throw new Error('no such button')
  state.lastId += 1
  const id = `q${state.lastId}`
  state.unanswered.add(id)
  return {
    id,
    from: personOf(state, chat),
    message: pressedMessage(state, chat, message ?? sent.at(-1)),
    chat_instance: String(chat),
    data,
  }
}

function matches(each: SentMessage['buttons'][number], button: string | { readonly data: string }): boolean {
  return typeof button === 'string' ? each.label === button : each.data === button.data
}

function pressedMessage(state: State, chat: number, message: SentMessage | undefined): object {
  return {
    message_id: message?.messageId ?? 1,
    // 0 is how Telegram marks a message that is too old to be shown (InaccessibleMessage).
    date: message ? BEGIN : 0,
    chat: chatOf(state, chat),
    ...(message ? { text: message.text } : {}),
  }
}

function messageOf(state: State, chat: number, content: object): object {
  state.lastMessageId += 1
  const head = { message_id: state.lastMessageId, from: personOf(state, chat), chat: chatOf(state, chat) }
  return { ...head, date: nextDate(state), ...content }
}

function nextDate(state: State): number {
  return BEGIN + state.lastMessageId
}

function personOf(state: State, chat: number): Person {
  const known = state.people.get(chat)
  if (known) return known
  const person: Person = { id: chat, is_bot: false, first_name: 'A', language_code: 'ar' }
  state.people.set(chat, person)
  return person
}

function chatOf(state: State, chat: number): object {
  return { id: chat, first_name: personOf(state, chat).first_name, type: 'private' }
}

function documentOf(state: State, file: UploadedFile): object {
  const { fileId } = store(state, file)
  const size = file.content.byteLength
  return {
    document: { ...idsOf(fileId), file_name: file.name, mime_type: file.mime, file_size: size },
    ...(file.caption === undefined ? {} : { caption: file.caption }),
  }
}

function store(state: State, file: UploadedFile): { fileId: string } {
  state.lastId += 1
  const fileId = `file-${state.lastId}`
  const path = file.path ?? `documents/file_${state.lastId}`
  const stored = { path, content: file.content, claimed: file.claimed }
  state.files.set(fileId, stored)
  state.filesByPath.set(path, stored)
  return { fileId }
}

function idsOf(fileId: string): { file_id: string; file_unique_id: string } {
  return { file_id: fileId, file_unique_id: `u${fileId}` }
}

function entitiesOf(text: string): object {
  const command = /^\/[a-z0-9_]+(@\w+)?/i.exec(text)?.[0]
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}
}
