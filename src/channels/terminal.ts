import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Channel, Receive } from '#channels/channel.ts'
import { fitText } from '#channels/fit-text.ts'
import { SendError } from '#channels/send-error.ts'
import { channelOf, makeUrn } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingContent, OutgoingMessage } from '#core/message.ts'
import type { Language } from '#core/text.ts'

/** What the terminal channel needs from outside. */
export interface TerminalOptions {
  readonly input: Readable
  readonly output: Writable
  /** A person sits there; otherwise lines are read one by one, each after the replies to the one before. */
  readonly isTty: boolean
  /** The language in which the conversation begins. */
  readonly language: Language
  /** Our own account; the association's id, say. */
  readonly account?: string
  /** Who writes: `terminal:<contact>`. */
  readonly contact?: string
  /** What to say when a message was not stored, and when a file cannot be read. */
  readonly texts: { readonly unavailable: string; readonly unreadable: string }
  /** Resolves when nothing waits in inbox and outbox, so that every reply has been printed. */
  readonly idle: () => Promise<void>
  readonly now: () => number
  readonly newId: () => string
}

/** The terminal as a messaging platform: for trying flows out, and for tests that read like a conversation. */
export interface TerminalChannel extends Channel {
  readonly urn: Urn
  /** Resolves at the end of the input, after the last reply; rejects if a message could not be stored. */
  readonly ended: Promise<void>
}

const TEXT_LENGTH = 4000
const PROMPT = '> '
const FILE_COMMAND = '/file '
const MIME: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
  ogg: 'audio/ogg',
}
// What a terminal would obey instead of show: control letters, but for the line feed and the tab.
const COMMANDS = /[\p{Cc}--[\n\t]]/gv

/** One contact at the terminal. `/file <path>` sends a file; everything else is sent as it is typed. */
export function createTerminalChannel(options: TerminalOptions): TerminalChannel {
  const { input, output, isTty, language, account = 'terminal', contact = 'local' } = options
  const urn = makeUrn('terminal', contact)
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  // Whoever does not ask how it ended is not to be stopped by it.
  ended.catch(() => undefined)
  let lines: Interface | undefined
  let receive: Receive | undefined
  let failure: unknown

  const take = async (content: IncomingContent): Promise<void> => {
    if (!receive) return
    const message = { urn, account, externalId: options.newId(), sentAt: options.now(), content, language }
    try {
      await receive([message])
    } catch (error) {
      failure ??= error
      output.write(`${options.texts.unavailable}\n\n`)
    }
    await options.idle()
  }

  const hear = async (line: string): Promise<void> => {
    if (!isTty) output.write(`${PROMPT}${printable(line)}\n`)
    if (line.trim() === '') return
    const content = await contentOf(line)
    if (content) await take(content)
    else output.write(`${options.texts.unreadable}\n\n`)
  }

  const converse = async (typed: AsyncIterable<string>): Promise<void> => {
    await take({ kind: 'start' })
    if (isTty) lines?.prompt()
    // Asking for the next line only after the replies to this one keeps a piped conversation in its order.
    for await (const line of typed) {
      if (!receive) break
      await hear(line)
      if (isTty) lines?.prompt()
    }
    if (failure) throw failure
  }

  return {
    type: 'terminal',
    urn,
    ended,
    capabilities: {
      buttons: 0,
      buttonLabel: 0,
      listRows: 0,
      textLength: TEXT_LENGTH,
      fileBytes: 20 * 1024 * 1024,
      polls: false,
      requestPhone: false,
      requestLocation: false,
    },
    start(given) {
      receive = given
      lines = createInterface({ input, crlfDelay: Infinity, ...(isTty ? { output, prompt: PROMPT } : {}) })
      // Taken at once: lines that came before anyone iterates would be lost.
      const typed = lines[Symbol.asyncIterator]()
      converse({ [Symbol.asyncIterator]: () => typed }).then(resolve, reject)
      return Promise.resolve()
    },
    send(message) {
      if (channelOf(message.urn) !== 'terminal')
        return Promise.reject(new SendError('rejected', 'not a contact of the terminal'))
      // A reply that comes while a line is being typed goes above it.
      if (isTty) output.write('\r\u001B[K')
      output.write(asLines(message))
      if (isTty) lines?.prompt(true)
      return Promise.resolve({ externalId: message.id })
    },
    stop() {
      receive = undefined
      lines?.close()
      return Promise.resolve()
    },
  }
}

/** A message as plain lines; the text comes first on its line, so that terminals find its direction by themselves. */
function asLines({ text, choices, file, unnumbered }: OutgoingMessage): string {
  const lines = [
    fitText(printable(text), TEXT_LENGTH),
    ...(file ? [`[${printable(file.name)}]`] : []),
    ...(choices ?? []).map(({ label }, index) =>
      unnumbered ? `  [${printable(label)}]` : `  ${index + 1}. ${printable(label)}`,
    ),
  ]
  return `${lines.join('\n')}\n\n`
}

async function contentOf(line: string): Promise<IncomingContent | undefined> {
  if (!line.startsWith(FILE_COMMAND)) return { kind: 'text', text: line }
  const path = line.slice(FILE_COMMAND.length).trim()
  const content = await readFile(path).catch(() => undefined)
  if (!content) return undefined
  const mime = MIME[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'
  const file = { name: basename(path), mime, bytes: content.length, content: new Uint8Array(content) }
  return { kind: 'file', file }
}

function printable(text: string): string {
  return text.replaceAll(COMMANDS, '')
}
