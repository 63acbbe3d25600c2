import { readFileSync } from 'node:fs'
import type { IncomingContent, OutgoingMessage } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { Conversation } from './conversation.ts'

/**
 * A conversation written down. `# name: value` lines at the top set it up; `> text` is what the person sends;
 * `>> directive` is anything else that happens; all other lines are the replies, as a terminal shows them.
 */
export interface Transcript {
  readonly setting: Readonly<Record<string, string>>
  readonly inputs: readonly string[]
  readonly whole: string
}

export function readTranscript(path: string): Transcript {
  const whole = readFileSync(path, 'utf8')
  const lines = whole.split('\n')
  const setting = Object.fromEntries(
    lines.flatMap((line) => {
      const found = /^# (\w+): (.+)$/.exec(line)
      return found ? [[found[1] ?? '', found[2] ?? '']] : []
    }),
  )
  return { setting, inputs: lines.filter((line) => line.startsWith('>')), whole }
}

const DAY = 86_400_000

/** Plays the inputs of a transcript and writes the conversation down again. */
export async function playTranscript(
  talk: Conversation,
  { setting, inputs }: Transcript,
  check: (turn: readonly OutgoingMessage[], input: string) => void,
): Promise<string> {
  const out = Object.entries(setting).map(([name, value]) => `# ${name}: ${value}`)
  for (const input of inputs) {
    const replies = await act(talk, input)
    check(replies, input)
    out.push('', input, ...replies.flatMap((reply, index) => [...(index > 0 ? [''] : []), ...shown(reply)]))
  }
  return `${out.join('\n')}\n`
}

function act(talk: Conversation, input: string): Promise<readonly OutgoingMessage[]> {
  if (!input.startsWith('>>')) return talk.say(input.slice(2))
  const [name = '', ...rest] = input.slice(2).trim().split(' ')
  const value = rest.join(' ')
  switch (name) {
    case 'start':
      return talk.send({ kind: 'start' })
    case 'press':
      return talk.press(value)
    case 'forged':
      return talk.send({ kind: 'choice', question: 'no-such-question', choice: value })
    case 'wait':
      return talk.wait(Number.parseFloat(value) * DAY)
    case 'file':
      return talk.send(fileOf(value))
    case 'voice':
      return talk.send({
        kind: 'file',
        file: { name: 'voice.ogg', mime: 'audio/ogg', bytes: OGG.length, content: OGG, voice: true },
      })
    case 'sticker':
      return talk.send({ kind: 'unsupported', what: 'sticker' })
    case 'edit':
      return talk.send({ kind: 'edit', of: 'm1', text: value })
    case 'restart':
      return talk.restart().then(() => [])
    case 'release':
      return release(talk)
    default:
      throw new Error(`no such directive: ${name}`)
  }
}

async function release(talk: Conversation): Promise<readonly OutgoingMessage[]> {
  const before = talk.sent.length
  for (const contact of await talk.store.contacts.notWithBot(10)) await talk.runner.release(contact.id)
  await talk.runner.idle()
  return talk.sent.slice(before)
}

const OGG = new Uint8Array([
  ...Buffer.from('OggS\0\x02'),
  ...new Uint8Array(22),
  ...Buffer.from('\x01\x13OpusHead'),
  ...new Uint8Array(40),
])
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

function fileOf(name: string): IncomingContent {
  const content = name.endsWith('.pdf') ? PDF : name.endsWith('.png') ? PNG : Buffer.from('not a document')
  const mime = name.endsWith('.pdf') ? 'application/pdf' : name.endsWith('.png') ? 'image/png' : 'text/plain'
  return { kind: 'file', file: { name, mime, bytes: content.length, content: new Uint8Array(content) } }
}

/** A reply as it is written down: isolates are left out, so that a golden file reads as a person reads. */
function shown(message: OutgoingMessage): string[] {
  const text = message.text.replaceAll(/[\u2066-\u2069]/g, '')
  const choices = message.choices?.map(({ label }, index) =>
    message.unnumbered ? `  [${label}]` : `  ${index + 1}. ${label}`,
  )
  return [...text.split('\n'), ...(choices ?? [])]
}

/** The language a transcript is played in. */
export function languageOf({ setting }: Transcript): Language {
  return setting.language === 'en' ? 'en' : 'ar'
}
