import { fitText } from '#channels/fit-text.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { TEXT_LENGTH } from './options.ts'
import type { HistoryItem } from './options.ts'

/** One message as the page gets it, by stream or inside the first HTML. */
export interface ChatItem extends HistoryItem {
  /** The file can be fetched at `/chat/files/<id>`. */
  readonly fetchable?: boolean
}

/** A piece of a text: plain, or an address to link to. */
export interface TextPiece {
  readonly text: string
  readonly link: boolean
}

const ADDRESS = /https?:\/\/[^\s<>"'\u2066-\u2069]+/gu
// Directions that would show a name in another order than its letters ("gpj.exe").
const UNSHOWN = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/gu

/** A message of the history as the page gets it. */
export function toChatItem(item: HistoryItem, fetchable: boolean): ChatItem {
  return {
    ...item,
    text: fitText(item.text, TEXT_LENGTH),
    ...(item.file && item.from === 'us' && fetchable ? { fetchable } : {}),
  }
}

/** An outgoing message as it will stand in the history. */
export function toHistoryItem(message: OutgoingMessage, at: number): HistoryItem {
  return {
    id: message.id,
    at,
    from: 'us',
    text: message.text,
    language: message.language,
    ...(message.question === undefined ? {} : { question: message.question }),
    ...(message.choices ? { choices: message.choices } : {}),
    ...(message.unnumbered ? { unnumbered: true } : {}),
    ...(message.request ? { request: message.request } : {}),
    ...(message.file ? { file: { name: message.file.name } } : {}),
  }
}

/** A text cut into plain pieces and web addresses; a full stop that ends the sentence is no part of an address. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,،؛;:!?؟)\]»]+$/u, '')
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), link: false })
    pieces.push({ text: address, link: true })
    end = match.index + address.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), link: false })
  return pieces
}

/** A file's name without folders, control letters or tricks of direction. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  return fitText(base.replaceAll(UNSHOWN, '').trim(), 120) || 'file'
}

/**
 * The direction of a text by its first letter; undefined where it has none, as in a telephone number. What is
 * isolated inside (an inserted name) does not decide, as in UAX 9, P2; HTML's `dir=auto` would let it.
 */
export function directionOfText(text: string): 'rtl' | 'ltr' | undefined {
  const letter = /\p{L}/u.exec(text.replaceAll(/[\u2066-\u2068][^\u2069]*\u2069?/gu, ''))
  if (!letter) return undefined
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter[0]) ? 'rtl' : 'ltr'
}
