import { fitText } from '#channels/fit-text.ts'
import type { OutgoingChoice, OutgoingMessage } from '#core/message.ts'
import { encodeChoice } from './choice-id.ts'
import type { Json } from './json.ts'
import type { CloudApiWords } from './options.ts'
import { splitText } from './split-text.ts'

/** Limits of the Cloud API (text, interactive, media), and how many pieces a long text may have. */
export const LIMITS = {
  text: 4096,
  pieces: 3,
  interactive: 1024,
  caption: 1024,
  buttons: 3,
  buttonTitle: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  openList: 20,
  fileBytes: 100 * 1024 * 1024,
  imageBytes: 5 * 1024 * 1024,
  audioBytes: 16 * 1024 * 1024,
} as const

/** Something to send in one call: the member `type` of its body, and that under the type's own name. */
export interface Piece {
  readonly type: 'text' | 'interactive' | 'document' | 'image' | 'audio' | 'template'
  readonly content: Json
  /** To be uploaded first; the id that it gets is put into the content. */
  readonly upload?: NonNullable<OutgoingMessage['file']>
}

/** An outgoing message as the calls that show it, in order. */
export function renderMessage(message: OutgoingMessage, words: CloudApiWords): readonly Piece[] {
  const choices = message.choices ?? []
  const text = message.text.toWellFormed()
  const list = choiceLines(choices, message.unnumbered ?? false)
  const frame = message.request === 'location' ? askLocation : pressable(message, words)
  if (message.file) return withFile(message.file, text, list, frame)
  return withWords(text, list, frame)
}

/** Puts a text into what can be pressed; undefined where there is nothing to press. */
type Frame = ((text: string) => Json) | undefined

/** Every choice a line, with its number unless the text numbers something else: pressing is never the only way. */
function choiceLines(choices: readonly OutgoingChoice[], unnumbered: boolean): string {
  const mark = (index: number): string => (unnumbered ? '•' : `${index + 1}.`)
  return choices.map(({ label }, index) => `${mark(index)} ${label.toWellFormed()}`).join('\n')
}

function withWords(text: string, list: string, frame: Frame): Piece[] {
  const whole = [text, list].filter((part) => part !== '').join('\n\n')
  if (!frame) return splitText(whole, LIMITS.text, LIMITS.pieces).map(asText)
  if (whole.length <= LIMITS.interactive) return [asInteractive(frame, whole)]
  // What is pressed stands last, with the choices: too long a text goes before it.
  const last = list === '' ? fitText(text, LIMITS.interactive) : fitText(list, LIMITS.interactive)
  return [...splitText(text, LIMITS.text, LIMITS.pieces - 1).map(asText), asInteractive(frame, last)]
}

function withFile(
  file: NonNullable<OutgoingMessage['file']>,
  text: string,
  list: string,
  frame: Frame,
): Piece[] {
  const type = fileType(file)
  const whole = [text, list].filter((part) => part !== '').join('\n\n')
  const captioned = type !== 'audio' && !frame && isVisible(whole) && whole.length <= LIMITS.caption
  const content = {
    ...(captioned ? { caption: whole } : {}),
    ...(type === 'document' ? { filename: fileName(file.name) } : {}),
  }
  const rest = captioned || !isVisible(whole) ? [] : withWords(text, list, frame)
  return [{ type, content, upload: { ...file, name: fileName(file.name) } }, ...rest]
}

/** A picture or sound as such where WhatsApp takes it so; anything else as a document. */
function fileType({ mime, content }: NonNullable<OutgoingMessage['file']>): 'document' | 'image' | 'audio' {
  if (/^image\/(jpeg|png)$/.test(mime) && content.byteLength <= LIMITS.imageBytes) return 'image'
  if (/^audio\/(ogg|mpeg|mp4|aac|amr)\b/.test(mime) && content.byteLength <= LIMITS.audioBytes) return 'audio'
  return 'document'
}

function asText(text: string): Piece {
  return { type: 'text', content: { preview_url: false, body: visible(text) } }
}

function asInteractive(frame: NonNullable<Frame>, text: string): Piece {
  return { type: 'interactive', content: frame(visible(text)) }
}

const askLocation = (text: string): Json => ({
  type: 'location_request_message',
  body: { text },
  action: { name: 'send_location' },
})

/** Buttons for up to three choices, a list for up to ten; undefined where the numbers in the text must do. */
function pressable(
  { question = '', choices = [], unnumbered }: OutgoingMessage,
  words: CloudApiWords,
): Frame {
  if (choices.length === 0 || choices.length > LIMITS.rows) return undefined
  const few = choices.length <= LIMITS.buttons
  const titles = titlesOf(choices, few ? LIMITS.buttonTitle : LIMITS.rowTitle, unnumbered ?? false)
  const ids = choices.flatMap(({ id }, index) => encodeChoice(question, id, index + 1) ?? [])
  if (!titles || new Set(ids).size < choices.length) return undefined
  if (few) {
    const buttons = titles.map((title, index) => ({ type: 'reply', reply: { id: ids[index], title } }))
    return (text) => ({ type: 'button', body: { text }, action: { buttons } })
  }
  const rows = titles.map((title, index) => ({
    id: ids[index],
    title,
    ...describe(choices[index]?.label.toWellFormed() ?? '', title),
  }))
  const button = fitText(words.openList, LIMITS.openList)
  return (text) => ({ type: 'list', body: { text }, action: { button, sections: [{ rows }] } })
}

/** A label that was cut for its row stands below it once more, with more room. */
function describe(label: string, title: string): { description?: string } {
  return title === label ? {} : { description: fitText(label, LIMITS.rowDescription) }
}

/** What stands on each choice; with its number where it had to be cut. Undefined where two would read alike. */
function titlesOf(
  choices: readonly OutgoingChoice[],
  max: number,
  unnumbered: boolean,
): readonly string[] | undefined {
  const titles = choices.map(({ label }, index) => {
    const whole = label.toWellFormed()
    if (!isVisible(whole)) return String(index + 1)
    if (whole.length <= max) return whole
    return fitText(unnumbered ? whole : `${index + 1}. ${whole}`, max)
  })
  return new Set(titles).size === titles.length ? titles : undefined
}

/** WhatsApp refuses a text in which nothing can be seen. */
function visible(text: string): string {
  return isVisible(text) ? text : '…'
}

function isVisible(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{M}]/u.test(text)
}

/** A file name that cannot leave its place in a multipart header. */
function fileName(name: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}"\\/;]/gu, '_')
  return safe.trim() === '' ? 'file' : fitText(safe, 240)
}
