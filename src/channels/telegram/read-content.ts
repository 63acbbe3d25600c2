import type { Message } from 'grammy/types'
import type { IncomingContent, IncomingFile } from '#core/message.ts'

/** What a private message holds, or undefined for a service message (something was pinned, a timer was set). */
export function readContent(message: Message): IncomingContent | undefined {
  if (message.text !== undefined) return readText(message.text)
  if (message.contact) return readContact(message)
  // A venue carries its location as well.
  if (message.location) {
    const { latitude, longitude } = message.location
    return { kind: 'location', latitude, longitude }
  }
  const file = message.animation ? undefined : readFile(message)
  if (file) return { kind: 'file', file, ...(message.caption ? { caption: message.caption } : {}) }
  if (SERVICE.some((key) => key in message)) return undefined
  // A kind that is newer than this list is still answered: silence would be worse.
  return { kind: 'unsupported', what: UNREADABLE.find((key) => key in message) ?? 'unknown' }
}

function readText(text: string): IncomingContent {
  const command = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?=\s|$)/i.exec(text)
  if (!command?.[1]) return { kind: 'text', text }
  const rest = text.slice(command[0].length)
  if (command[1].toLowerCase() !== 'start') return { kind: 'text', text: `/${command[1]}${rest}` }
  // A link's payload has this alphabet (Bot API, "Deep linking"); other words after /start were typed.
  const payload = /^[A-Za-z0-9_-]{1,64}$/.exec(rest.trim())?.[0]
  return { kind: 'start', ...(payload === undefined ? {} : { payload }) }
}

function readContact(message: Message): IncomingContent | undefined {
  if (!message.contact) return undefined
  const { phone_number: phone, user_id: owner } = message.contact
  // Anybody's contact card can be attached; only the sender's own id makes it the sender's number.
  const own = owner !== undefined && owner === message.from?.id
  // Own numbers come in international form, with or without the plus; a card holds whatever was saved.
  return { kind: 'phone', phone: own && /^[1-9]\d+$/.test(phone) ? `+${phone}` : phone, own }
}

function readFile(message: Message): IncomingFile | undefined {
  const { document, photo, audio, voice } = message
  if (document)
    return fileOf(
      document,
      document.file_name ?? 'document',
      document.mime_type ?? 'application/octet-stream',
    )
  if (photo) {
    const largest = photo.toSorted((a, b) => b.width * b.height - a.width * a.height)[0]
    return largest && fileOf(largest, 'photo.jpg', 'image/jpeg')
  }
  if (audio) return fileOf(audio, audio.file_name ?? 'audio', audio.mime_type ?? 'audio/mpeg')
  if (voice) return { ...fileOf(voice, 'voice.ogg', voice.mime_type ?? 'audio/ogg'), voice: true }
  return undefined
}

function fileOf(
  file: { readonly file_id: string; readonly file_size?: number },
  name: string,
  mime: string,
): IncomingFile {
  return { name, mime, bytes: file.file_size ?? 0, ref: file.file_id }
}

/** What people send that Wasl cannot read. */
const UNREADABLE = [
  'sticker',
  'animation',
  'video_note',
  'video',
  'story',
  'dice',
  'game',
  'poll',
  'checklist',
  'paid_media',
  'live_photo',
  'rich_message',
  'invoice',
  'giveaway',
  'gift',
  'passport_data',
  'web_app_data',
] as const

/** What Telegram itself puts into a private chat; nobody expects an answer to it. */
const SERVICE = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'connected_website',
  'write_access_allowed',
  'users_shared',
  'chat_shared',
  'successful_payment',
  'refunded_payment',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'boost_added',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'proximity_alert_triggered',
] as const
