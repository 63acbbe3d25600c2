import type { proto } from '@whiskeysockets/baileys'
import type { IncomingContent, IncomingFile } from '#core/message.ts'
import { makeFileRef } from './file-ref.ts'
import type { MediaType } from './file-ref.ts'

/** What the reader must know besides the message: the sender's number, where WhatsApp told it. */
export interface ContentContext {
  readonly phone: string | undefined
}

/**
 * What a message says by itself, or undefined for one that nobody expects an answer to (keys, settings, deletions).
 * Answers that refer to a message of ours are read before, in read-answer.ts. The message is unwrapped already: what
 * disappears later is read like any other.
 */
export function readContent(message: proto.IMessage, { phone }: ContentContext): IncomingContent | undefined {
  const text = textOf(message)
  if (text !== undefined) return text === '' ? undefined : { kind: 'text', text }
  const file = fileOf(message)
  if (file) return file
  if (message.contactMessage) return readCard(message.contactMessage.vcard ?? '', phone)
  const cards = message.contactsArrayMessage?.contacts ?? []
  if (cards.length > 0) return readCard(cards[0]?.vcard ?? '', phone)
  const place = message.locationMessage ?? message.liveLocationMessage
  if (place && typeof place.degreesLatitude === 'number' && typeof place.degreesLongitude === 'number')
    return { kind: 'location', latitude: place.degreesLatitude, longitude: place.degreesLongitude }
  if (message.protocolMessage) return readProtocol(message.protocolMessage, phone)
  const what = UNREADABLE.find(([key]) => message[key] !== null && message[key] !== undefined)?.[1]
  if (what !== undefined) return { kind: 'unsupported', what }
  return SILENT.some((key) => message[key]) || isEmpty(message)
    ? undefined
    : { kind: 'unsupported', what: 'unknown' }
}

/** The text of a message, of a button of another program, or of a list; undefined for anything else. */
export function textOf(message: proto.IMessage): string | undefined {
  return (
    message.conversation ??
    message.extendedTextMessage?.text ??
    message.buttonsResponseMessage?.selectedDisplayText ??
    message.templateButtonReplyMessage?.selectedDisplayText ??
    message.listResponseMessage?.title ??
    undefined
  )
}

function fileOf(message: proto.IMessage): IncomingContent | undefined {
  const { documentMessage: document, imageMessage: image, audioMessage: audio } = message
  const made =
    (document && media(document, 'document', document.fileName ?? 'document', 'application/octet-stream')) ||
    (image && media(image, 'image', 'photo.jpg', 'image/jpeg')) ||
    (audio && voiceOrSound(audio))
  const caption = document?.caption ?? image?.caption
  return made ? { kind: 'file', file: made, ...(caption ? { caption } : {}) } : undefined
}

function voiceOrSound(audio: proto.Message.IAudioMessage): IncomingFile {
  if (audio.ptt !== true) return media(audio, 'audio', 'audio', 'audio/mpeg')
  return { ...media(audio, 'ptt', 'voice.ogg', 'audio/ogg'), voice: true }
}

interface Media {
  readonly url?: string | null
  readonly directPath?: string | null
  readonly mediaKey?: Uint8Array | null
  readonly fileSha256?: Uint8Array | null
  readonly fileLength?: number | { toNumber(): number } | null
  readonly mimetype?: string | null
}

function media(given: Media, type: MediaType, name: string, mime: string): IncomingFile {
  // Parameters ("audio/ogg; codecs=opus") are no part of the type.
  const claimed = given.mimetype?.split(';')[0]?.trim()
  return { name, mime: claimed || mime, bytes: toCount(given.fileLength), ref: makeFileRef(given, type) }
}

/** A 64-bit number of protobuf, as far as it is a size. */
function toCount(value: Media['fileLength']): number {
  const count = typeof value === 'object' ? (value?.toNumber() ?? 0) : (value ?? 0)
  return Number.isSafeInteger(count) && count > 0 ? count : 0
}

/** The number on a contact card; it is the sender's own where WhatsApp itself told us the same one. */
function readCard(vcard: string, own: string | undefined): IncomingContent {
  const phone =
    /waid=(\d{6,15})/i.exec(vcard)?.[1] ?? /^TEL[^:]*:\s*([+\d][\d\s()-]{5,24})/im.exec(vcard)?.[1]
  if (phone === undefined) return { kind: 'unsupported', what: 'contact' }
  const digits = phone.replace(/\D/g, '')
  return own === digits
    ? { kind: 'phone', phone: `+${digits}`, own: true }
    : { kind: 'phone', phone: phone.trim(), own: false }
}

/** `ProtocolMessage.Type` of whatsapp's own messages to itself that mean something to a person. */
const EDIT = 14
const SHARED_PHONE = 11

function readProtocol(
  { type, key, editedMessage }: proto.Message.IProtocolMessage,
  phone: string | undefined,
): IncomingContent | undefined {
  const kind = Number(type)
  if (kind === SHARED_PHONE && phone !== undefined) return { kind: 'phone', phone: `+${phone}`, own: true }
  if (kind !== EDIT || !editedMessage || !key?.id) return undefined
  const caption = editedMessage.documentMessage?.caption ?? editedMessage.imageMessage?.caption
  const text = textOf(editedMessage) ?? caption
  if (text === undefined || text === null) return { kind: 'unsupported', what: 'edited_file' }
  return { kind: 'edit', of: key.id, text }
}

function isEmpty(message: proto.IMessage): boolean {
  return Object.entries(message).every(
    ([key, value]) => value === null || value === undefined || key === 'messageContextInfo',
  )
}

/** What WhatsApp's programs tell each other. */
const SILENT = [
  'senderKeyDistributionMessage',
  'encReactionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'requestPhoneNumberMessage',
  'deviceSentMessage',
] as const satisfies readonly (keyof proto.IMessage)[]

/** What people send that Wasl cannot read. */
const UNREADABLE = [
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video_note'],
  ['pollCreationMessage', 'poll'],
  ['pollCreationMessageV2', 'poll'],
  ['pollCreationMessageV3', 'poll'],
  ['eventMessage', 'event'],
  ['groupInviteMessage', 'invitation'],
  ['productMessage', 'product'],
  ['orderMessage', 'order'],
  ['sendPaymentMessage', 'payment'],
  ['call', 'call'],
  ['albumMessage', 'album'],
] as const satisfies readonly (readonly [keyof proto.IMessage, string])[]
