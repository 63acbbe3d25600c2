import { InputFile } from 'grammy'
import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types'
import type { OutgoingChoice, OutgoingMessage } from '#core/message.ts'
import { encodeButton } from './button-data.ts'
import { cut, split } from './cut.ts'
import type { TelegramWords } from './options.ts'

/** Limits of the Bot API (sendMessage, sendDocument), and our own for buttons that stay readable on a phone. */
export const LIMITS = {
  text: 4096,
  caption: 1024,
  pieces: 3,
  buttons: 10,
  label: 40,
  fileBytes: 20 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
} as const

/** Labels up to this length stand two in a row. */
const SHORT_LABEL = 14

/** Buttons under a message, a keyboard under the input field, or the end of that keyboard: one of them. */
export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

/** Something to send in one call, its text not yet escaped. */
export interface Piece {
  readonly text: string
  readonly markup: ReplyMarkup | undefined
  readonly file?: NonNullable<OutgoingMessage['file']>
  readonly protect: boolean
}

/**
 * An outgoing message as the calls that show it, in order. `keyboardOpen` says that the chat still shows a
 * keyboard of ours under the input field.
 */
export function renderMessage(
  message: OutgoingMessage,
  words: TelegramWords,
  keyboardOpen: boolean,
): readonly Piece[] {
  const protect = message.private ?? false
  const choices = message.choices ?? []
  const texts = textPieces(
    message.text.toWellFormed(),
    choiceLines(choices, message.unnumbered ?? false),
    message.file !== undefined,
  )
  const markup = markupFor(message, words)
  // Telegram takes one mark-up per message, and a keyboard goes away only by a mark-up of its own.
  const first = keyboardOpen && isInline(markup) ? REMOVE_KEYBOARD : undefined
  if (first && texts.length === 1) texts.push(words.pressOrType)
  return texts.map((text, index): Piece => {
    const piece = {
      text,
      protect,
      markup: index === texts.length - 1 ? markup : index === 0 ? first : undefined,
    }
    return index === 0 && message.file ? Object.assign(piece, { file: message.file }) : piece
  })
}

/** Whether a mark-up puts a keyboard under the input field, which stays until it is removed. */
export function opensKeyboard(markup: ReplyMarkup | undefined): boolean {
  return markup !== undefined && 'keyboard' in markup
}

/** The parameters of `sendMessage` or `sendDocument` for one piece. */
export function payloadOf(piece: Piece, chat: number, html: boolean) {
  const text = html ? escapeHtml(piece.text) : piece.text
  return {
    chat_id: chat,
    ...(html ? { parse_mode: 'HTML' as const } : {}),
    ...(piece.protect ? { protect_content: true } : {}),
    ...(piece.markup ? { reply_markup: piece.markup } : {}),
    ...(piece.file
      ? { caption: text, document: new InputFile(piece.file.content, fileName(piece.file.name)) }
      : { text, link_preview_options: { is_disabled: true } }),
  }
}

/** A text in which Telegram's HTML finds no mark-up. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const REMOVE_KEYBOARD: ReplyMarkup = { remove_keyboard: true }

function isInline(markup: ReplyMarkup): boolean {
  return 'inline_keyboard' in markup
}

/** Every choice a line, with its number unless the text numbers something else: pressing is never the only way. */
function choiceLines(choices: readonly OutgoingChoice[], unnumbered: boolean): string {
  const mark = (index: number): string => (unnumbered ? '•' : `${index + 1}.`)
  return choices.map(({ label }, index) => `${mark(index)} ${label.toWellFormed()}`).join('\n')
}

/** The text and the numbered choices as pieces that fit; the choices stay together, at the end. */
function textPieces(text: string, list: string, withFile: boolean): string[] {
  const whole = [text, list].filter((part) => part !== '').join('\n\n')
  if (withFile && whole.length <= LIMITS.caption) return [whole]
  const pieces = whole.length <= LIMITS.text ? [whole] : splitBeforeList(text, list)
  return [...(withFile ? [''] : []), ...pieces.map(visible)]
}

function splitBeforeList(text: string, list: string): string[] {
  if (list === '') return split(text, LIMITS.text, LIMITS.pieces)
  const pieces = split(text, LIMITS.text, LIMITS.pieces - 1)
  const together = `${pieces.at(-1) ?? ''}\n\n${list}`
  return together.length <= LIMITS.text
    ? [...pieces.slice(0, -1), together]
    : [...pieces, cut(list, LIMITS.text)]
}

/** Telegram refuses a text in which nothing can be seen. */
function visible(text: string): string {
  return /[^\s\p{C}\p{Z}\p{M}]/u.test(text) ? text : '…'
}

function markupFor(message: OutgoingMessage, words: TelegramWords): ReplyMarkup {
  const choices = message.choices ?? []
  if (message.request === 'phone' || message.request === 'location')
    return requestKeyboard(message.request, choices, words)
  const rows = inlineRows(message.question ?? '', choices)
  return rows ? { inline_keyboard: rows } : REMOVE_KEYBOARD
}

/** A keyboard that shares the phone number or the place. Choices beside it send their words, as if typed. */
function requestKeyboard(
  request: 'phone' | 'location',
  choices: readonly OutgoingChoice[],
  words: TelegramWords,
): ReplyMarkup {
  const share: KeyboardButton =
    request === 'phone'
      ? { text: words.sharePhone, request_contact: true }
      : { text: words.shareLocation, request_location: true }
  const others = choices.slice(0, LIMITS.buttons).map((choice, index) => [{ text: labelOf(choice, index) }])
  return {
    keyboard: [[share], ...others],
    resize_keyboard: true,
    one_time_keyboard: true,
    input_field_placeholder: cut(words.typeHere, 64),
  }
}

/** Buttons under the message; undefined where there are none, too many, or one that cannot carry its id. */
function inlineRows(
  question: string,
  choices: readonly OutgoingChoice[],
): InlineKeyboardButton[][] | undefined {
  if (choices.length === 0 || choices.length > LIMITS.buttons) return undefined
  const buttons = choices.flatMap((choice, index) => {
    const data = encodeButton(question, choice.id, index + 1)
    return data === undefined ? [] : [{ text: labelOf(choice, index), callback_data: data }]
  })
  if (buttons.length < choices.length) return undefined
  const perRow = buttons.every(({ text }) => text.length <= SHORT_LABEL) ? 2 : 1
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  )
}

function labelOf(choice: OutgoingChoice, index: number): string {
  const label = choice.label.toWellFormed()
  return visible(label) === '…' ? String(index + 1) : cut(label, LIMITS.label)
}

/** A file name that cannot leave its place in a multipart header. */
function fileName(name: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}"\\/;]/gu, '_')
  return safe.trim() === '' ? 'file' : safe
}
