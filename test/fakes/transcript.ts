import { readFileSync } from 'node:fs'
import type { IncomingContent, OutgoingMessage } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { NoticeKind } from '#core/notice.ts'
import { contentOf } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import { actAsStaff } from './staff-side.ts'

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
    const replies = await act(talk, input, setting)
    check(replies, input)
    out.push('', input, ...replies.flatMap((reply, index) => [...(index > 0 ? [''] : []), ...shown(reply)]))
  }
  return `${out.join('\n')}\n`
}

/** Does what one line of a transcript says. */
export function act(
  talk: Conversation,
  input: string,
  setting: Transcript['setting'] = {},
): Promise<readonly OutgoingMessage[]> {
  if (!input.startsWith('>>')) return talk.say(input.slice(2))
  const [name = '', ...rest] = input.slice(2).trim().split(' ')
  const value = rest.join(' ')
  const run = DIRECTIVES[name]
  if (!run) throw new Error(`no such directive: ${name}`)
  return run(talk, value, setting)
}

type Directive = (
  talk: Conversation,
  value: string,
  setting: Transcript['setting'],
) => Promise<readonly OutgoingMessage[]>

/** What may stand behind `>>`. */
const DIRECTIVES: Readonly<Record<string, Directive>> = {
  start: (talk) => talk.send({ kind: 'start' }),
  press: (talk, value) => talk.press(value),
  'press-old': (talk, value) => talk.press(value, 2),
  forged: (talk, value) => talk.send({ kind: 'choice', question: 'no-such-question', choice: value }),
  wait: (talk, value) => talk.wait(Number.parseFloat(value) * DAY),
  file: (talk, value) => talk.send(fileOf(value)),
  voice: (talk) =>
    talk.send({
      kind: 'file',
      file: { name: 'voice.ogg', mime: 'audio/ogg', bytes: OGG.length, content: OGG, voice: true },
    }),
  sticker: (talk) => talk.send({ kind: 'unsupported', what: 'sticker' }),
  phone: (talk, value) => talk.send({ kind: 'phone', phone: value, own: true }),
  'phone-of-another': (talk, value) => talk.send({ kind: 'phone', phone: value, own: false }),
  location: (talk, value) => talk.send(locationOf(value)),
  blocked: (talk) => talk.send({ kind: 'reachable', reachable: false }),
  unblocked: (talk) => talk.send({ kind: 'reachable', reachable: true }),
  burst: (talk, value) =>
    talk.burst(Array.from({ length: Number(value) }, (_, index) => `رسالة ${index + 1}`)),
  edit: (talk, value) => talk.send({ kind: 'edit', of: 'm1', text: value }),
  restart: (talk) => talk.restart().then(() => []),
  release,
  staff: (talk, value, setting) =>
    actAsStaff(talk, contentOf(setting.association ?? 'musanid').association, value.split(' ')),
  notice: (talk, value) => tellNotice(talk, value.split(' ')),
}

/** `notice kind name=value …`: something the association begins, to the only contact there is. */
async function tellNotice(talk: Conversation, [kind = '', ...values]: readonly string[]) {
  const before = talk.sent.length
  const [about] = await talk.store.cases.newest(1)
  if (!about) throw new Error('there is no case')
  const params = Object.fromEntries(values.map((value) => value.split('=') as [string, string]))
  const at = talk.clock.now()
  const notice = { id: `n${at}${kind}`, contactId: about.contactId, kind: kind as NoticeKind }
  const row = { ...notice, params, priority: 1, notBefore: at, createdAt: at }
  await talk.store.commit([talk.store.notices.insert(row)])
  await talk.runner.idle()
  return talk.sent.slice(before)
}

async function release(talk: Conversation): Promise<readonly OutgoingMessage[]> {
  const before = talk.sent.length
  for (const contact of await talk.store.contacts.notWithBot(10)) await talk.runner.release(contact.id)
  await talk.runner.idle()
  return talk.sent.slice(before)
}

export function locationOf(value: string): Extract<IncomingContent, { kind: 'location' }> {
  const [latitude = 0, longitude = 0] = value.split(',').map(Number)
  return { kind: 'location', latitude, longitude }
}

/** The beginning of a voice note, as phones record them. */
export const OGG = new Uint8Array([
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
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
const TEXT = Buffer.from('not a document')
/** More than a document may have. */
const LARGE = Buffer.concat([PDF, Buffer.alloc(11 * 1024 * 1024, ' ')])

/** What a file holds follows from its name: `large.pdf` is too large a document, `too_large.mp4` too large for the platform. */
export function fileOf(name: string): Extract<IncomingContent, { kind: 'file' }> {
  const [stem = '', ending = ''] = name.split('.')
  if (stem === 'too_large' || stem === 'gone')
    return { kind: 'file', file: { name, mime: 'application/pdf', bytes: 30_000_000, ref: stem } }
  const [content, mime] = KINDS[ending] ?? [TEXT, 'text/plain']
  const bytes = stem === 'large' ? LARGE : content
  return { kind: 'file', file: { name, mime, bytes: bytes.length, content: new Uint8Array(bytes) } }
}

const KINDS: Readonly<Record<string, readonly [Buffer, string]>> = {
  pdf: [PDF, 'application/pdf'],
  png: [PNG, 'image/png'],
  heic: [HEIC, 'image/heic'],
}

/** A reply as it is written down: isolates are left out, so that a golden file reads as a person reads. */
function shown(message: OutgoingMessage): string[] {
  const text = message.text.replaceAll(/[\u2066-\u2069]/g, '')
  const choices = message.choices?.map(({ label }, index) =>
    message.unnumbered ? `  [${label}]` : `  ${index + 1}. ${label}`,
  )
  const file =
    message.file && `[${message.file.name}, ${message.file.content.length > 100 ? 'with' : 'without'} bytes]`
  return [...text.split('\n'), ...(file ? [file] : []), ...(choices ?? [])]
}

/** The language a transcript is played in. */
export function languageOf({ setting }: Transcript): Language {
  return setting.language === 'en' ? 'en' : 'ar'
}
