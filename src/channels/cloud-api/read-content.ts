import type { IncomingContent, IncomingFile } from '#core/message.ts'
import { decodeChoice } from './choice-id.ts'
import { listAt, numberAt, objectAt, textAt } from './json.ts'
import type { Json } from './json.ts'
import { encodeMediaRef } from './media-source.ts'

/** What a person's message holds, or undefined where nobody expects an answer (a reaction, a deleted message). */
export function readContent(message: Json): IncomingContent | undefined {
  const type = textAt(message, 'type') ?? 'unknown'
  const read = READERS.get(type)
  return read ? read(message) : { kind: 'unsupported', what: unsupported(message, type) }
}

type Read = (message: Json) => IncomingContent | undefined

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['text', (message) => ({ kind: 'text', text: textAt(objectAt(message, 'text'), 'body') ?? '' })],
  ['interactive', readPress],
  ['button', readQuickReply],
  ['image', (message) => readFile(message, 'image', 'photo.jpg')],
  ['document', (message) => readFile(message, 'document', 'document')],
  ['audio', readAudio],
  ['location', readLocation],
  ['contacts', readCard],
  ['edit', readEdit],
  // The chat was opened for the first time, and nothing was written yet.
  ['request_welcome', () => ({ kind: 'start' })],
  ['reaction', () => undefined],
  ['revoke', () => undefined],
  ['system', () => undefined],
])

function unsupported(message: Json, type: string): string {
  return type === 'unsupported' ? (textAt(objectAt(message, 'unsupported'), 'type') ?? type) : type
}

function readPress(message: Json): IncomingContent {
  const interactive = objectAt(message, 'interactive')
  const kind = textAt(interactive, 'type') ?? 'unknown'
  if (kind !== 'button_reply' && kind !== 'list_reply') return { kind: 'unsupported', what: kind }
  const id = textAt(objectAt(interactive, kind), 'id') ?? ''
  // Forged or from another age: the engine is told that something was pressed, and answers kindly.
  const pressed = decodeChoice(id) ?? { question: '', choice: id.toWellFormed().slice(0, 64) }
  return { kind: 'choice', ...pressed }
}

/** A button of a template: one of ours, or words that were pressed instead of typed. */
function readQuickReply(message: Json): IncomingContent {
  const button = objectAt(message, 'button')
  const pressed = decodeChoice(textAt(button, 'payload') ?? '')
  return pressed ? { kind: 'choice', ...pressed } : { kind: 'text', text: textAt(button, 'text') ?? '' }
}

function readFile(message: Json, type: string, name: string): IncomingContent {
  const media = objectAt(message, type)
  const file = fileOf(media, textAt(media, 'filename') ?? name)
  const caption = textAt(media, 'caption')
  if (!file) return { kind: 'unsupported', what: type }
  return { kind: 'file', file, ...(caption === undefined ? {} : { caption }) }
}

function readAudio(message: Json): IncomingContent {
  const media = objectAt(message, 'audio')
  const voice = media['voice'] === true
  const file = fileOf(media, voice ? 'voice.ogg' : 'audio')
  if (!file) return { kind: 'unsupported', what: 'audio' }
  return { kind: 'file', file: voice ? { ...file, voice } : file }
}

function fileOf(media: Json, name: string): IncomingFile | undefined {
  const ref = encodeMediaRef(textAt(media, 'id') ?? '', textAt(media, 'sha256'))
  if (ref === undefined) return undefined
  // The size is told when the file is fetched, and counted then.
  const bytes = numberAt(media, 'file_size') ?? 0
  return { name, mime: textAt(media, 'mime_type') ?? 'application/octet-stream', bytes, ref }
}

function readLocation(message: Json): IncomingContent {
  const place = objectAt(message, 'location')
  const latitude = numberAt(place, 'latitude')
  const longitude = numberAt(place, 'longitude')
  if (latitude === undefined || longitude === undefined) return { kind: 'unsupported', what: 'location' }
  return { kind: 'location', latitude, longitude }
}

/** A contact card; the sender's own where WhatsApp knows the number on it as the sender's. */
function readCard(message: Json): IncomingContent {
  const phone = listAt(listAt(message, 'contacts')[0], 'phones')[0]
  const shown = textAt(phone, 'phone')
  if (shown === undefined) return { kind: 'unsupported', what: 'contacts' }
  const account = textAt(phone, 'wa_id')
  const own = account !== undefined && account === textAt(message, 'from')
  return { kind: 'phone', phone: own ? `+${account}` : shown, own }
}

function readEdit(message: Json): IncomingContent {
  const edit = objectAt(message, 'edit')
  const of = textAt(edit, 'original_message_id')
  const inner = objectAt(edit, 'message')
  const text = textAt(objectAt(inner, 'text'), 'body')
  if (of === undefined || text === undefined) return { kind: 'unsupported', what: 'edited_file' }
  return { kind: 'edit', of, text }
}
