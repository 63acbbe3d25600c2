import { fitText } from '#channels/fit-text.ts'
import type { OutgoingChoice, OutgoingMessage } from '#core/message.ts'

/** Limits of WhatsApp, and our own for texts that an old person reads on a small phone. */
export const LIMITS = {
  text: 4096,
  caption: 1024,
  pollName: 255,
  pollOptions: 12,
  pollOption: 100,
  fileBytes: 20 * 1024 * 1024,
} as const

/** Something to send under one WhatsApp id. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly asks: boolean }
  | { readonly kind: 'poll'; readonly name: string; readonly options: readonly string[] }
  | {
      readonly kind: 'file'
      readonly file: NonNullable<OutgoingMessage['file']>
      readonly caption: string
      readonly asks: boolean
    }

/**
 * An outgoing message as pieces, in order. Buttons and lists are dead on linked devices: every choice is a numbered
 * line that can be typed, and a short question with few choices is a poll whose options carry the same numbers.
 */
export function renderMessage(message: OutgoingMessage, polls: boolean): readonly Piece[] {
  const choices = message.choices ?? []
  const text = message.text.toWellFormed()
  const options = choices.map((choice, index) => `${index + 1}. ${labelOf(choice)}`)
  if (polls && isPoll(message, text, options)) return [{ kind: 'poll', name: text, options }]
  const lines = message.unnumbered ? choices.map((choice) => `• ${labelOf(choice)}`) : options
  const asks = choices.length > 0
  const { file } = message
  if (!file) return [{ kind: 'text', text: whole(text, lines), asks }]
  const caption = [text, lines.join('\n')].filter((part) => part !== '').join('\n\n')
  if (caption.length <= LIMITS.caption) return [{ kind: 'file', file, caption, asks }]
  return [
    { kind: 'file', file, caption: '', asks: false },
    { kind: 'text', text: whole(text, lines), asks },
  ]
}

function labelOf({ label }: OutgoingChoice): string {
  return label.toWellFormed()
}

function isPoll(message: OutgoingMessage, text: string, options: readonly string[]): boolean {
  return (
    message.question !== undefined &&
    !message.file &&
    !message.unnumbered &&
    options.length >= 2 &&
    options.length <= LIMITS.pollOptions &&
    isVisible(text) &&
    text.length <= LIMITS.pollName &&
    options.every((option) => option.length <= LIMITS.pollOption)
  )
}

/** Text and choices in one message; where both do not fit, the text gives way. */
function whole(text: string, lines: readonly string[]): string {
  const list = lines.join('\n')
  if (list === '') return isVisible(text) ? fitText(text, LIMITS.text) : '…'
  if (text === '') return fitText(list, LIMITS.text)
  const room = LIMITS.text - list.length - 2
  return room < 1 ? fitText(`${text}\n\n${list}`, LIMITS.text) : `${fitText(text, room)}\n\n${list}`
}

/** Nobody sees a message without a letter. */
function isVisible(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{M}]/u.test(text)
}
