import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { Receive } from '#channels/channel.ts'
import { createTerminalChannel } from '#channels/terminal.ts'
import type { TerminalChannel, TerminalOptions } from '#channels/terminal.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import { channelContract } from './contract.ts'

const TEXTS = { unavailable: 'not stored', unreadable: 'no such file' }

interface Terminal {
  readonly channel: TerminalChannel
  readonly input: PassThrough
  /** Everything printed, one entry a write. */
  readonly printed: string[]
}

function makeTerminal(more: Partial<TerminalOptions> = {}): Terminal {
  const input = new PassThrough()
  const output = new PassThrough()
  const printed: string[] = []
  output.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')))
  let ids = 0
  const channel = createTerminalChannel({
    input,
    output,
    isTty: false,
    language: 'ar',
    texts: TEXTS,
    idle: () => Promise.resolve(),
    now: () => 1_000,
    newId: () => `line-${(ids += 1)}`,
    ...more,
  })
  return { channel, input, printed }
}

function outgoing(channel: TerminalChannel, more: Partial<OutgoingMessage>): OutgoingMessage {
  return { id: 'out-1', urn: channel.urn, account: 'terminal', language: 'ar', text: '', ...more }
}

channelContract('the terminal', (inbox) => {
  // The contract counts what the contact said; the greeting that a terminal begins with is not among it.
  let taken: (() => void) | undefined
  const terminal = makeTerminal({
    idle: () => {
      taken?.()
      return Promise.resolve()
    },
  })
  const { channel, input, printed } = terminal
  const said: Receive = async (messages) => {
    const rest = messages.filter(({ content }) => content.kind !== 'start')
    if (rest.length > 0) await inbox.receive(rest)
  }
  return Promise.resolve({
    channel: { ...channel, start: (_given: Receive) => channel.start(said) },
    urn: channel.urn,
    account: 'terminal',
    async say(text) {
      const refusals = printed.filter((chunk) => chunk.includes(TEXTS.unavailable)).length
      const { promise, resolve } = Promise.withResolvers<void>()
      taken = resolve
      input.write(`${text}\n`)
      await Promise.race([promise, channel.ended.catch(() => undefined)])
      await new Promise(setImmediate)
      return printed.filter((chunk) => chunk.includes(TEXTS.unavailable)).length === refusals
    },
    async shown() {
      await new Promise(setImmediate)
      return printed
        .filter((chunk) => !chunk.startsWith('> '))
        .map((chunk) => ({ text: chunk.replace(/\n\n$/, ''), buttons: [] }))
    },
    close: () => Promise.resolve(),
  })
})

test('plays a conversation line by line, each reply before the next line', async () => {
  // A bot that takes its time: only what waits for `idle` prints in order.
  const queue: IncomingMessage[] = []
  const idle = async (): Promise<void> => {
    for (const { content } of queue.splice(0)) {
      await new Promise(setImmediate)
      const text = content.kind === 'text' ? `قيل: ${content.text}` : 'أهلًا بكم'
      const choices = [
        { id: 'a', label: 'نعم' },
        { id: 'b', label: 'لا' },
      ]
      await terminal.channel.send(outgoing(terminal.channel, { text, choices }))
    }
  }
  const terminal = makeTerminal({ idle })
  await terminal.channel.start((messages) => {
    queue.push(...messages)
    return Promise.resolve()
  })
  terminal.input.end('السلام عليكم\n1\nبلا نهاية سطر')
  await terminal.channel.ended
  const choices = '  1. نعم\n  2. لا\n\n'
  expect(terminal.printed.join('')).toBe(
    [
      `أهلًا بكم\n${choices}`,
      `> السلام عليكم\nقيل: السلام عليكم\n${choices}`,
      `> 1\nقيل: 1\n${choices}`,
      `> بلا نهاية سطر\nقيل: بلا نهاية سطر\n${choices}`,
    ].join(''),
  )
})

test('begins with a start, and gives each line an id of its own', async () => {
  const received: IncomingMessage[] = []
  const { channel, input } = makeTerminal({ account: 'irtiqa', contact: 'noura' })
  await channel.start((messages) => {
    received.push(...messages)
    return Promise.resolve()
  })
  input.end('a\n\n   \nb\n')
  await channel.ended
  expect(received.map(({ content }) => content)).toEqual([
    { kind: 'start' },
    { kind: 'text', text: 'a' },
    { kind: 'text', text: 'b' },
  ])
  expect(new Set(received.map(({ externalId }) => externalId)).size).toBe(3)
  expect(received[0]).toMatchObject({
    urn: 'terminal:noura',
    account: 'irtiqa',
    sentAt: 1000,
    language: 'ar',
  })
})

test('sends a file by its path, and says when there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wasl-terminal-'))
  try {
    const path = join(folder, 'هوية.pdf')
    await writeFile(path, '%PDF')
    const received: IncomingMessage[] = []
    const { channel, input, printed } = makeTerminal()
    await channel.start((messages) => {
      received.push(...messages)
      return Promise.resolve()
    })
    input.end(`/file ${path}\n/file ${path}x\n`)
    await channel.ended
    expect(received.slice(1).map(({ content }) => content)).toEqual([
      {
        kind: 'file',
        file: {
          name: 'هوية.pdf',
          mime: 'application/pdf',
          bytes: 4,
          content: new Uint8Array(Buffer.from('%PDF')),
        },
      },
    ])
    expect(printed.join('')).toContain(TEXTS.unreadable)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('says that a message was not stored, goes on, and reports it at the end', async () => {
  const { channel, input, printed } = makeTerminal()
  let calls = 0
  await channel.start(() => {
    calls += 1
    return calls === 2 ? Promise.reject(new Error('disk full')) : Promise.resolve()
  })
  input.end('lost\nkept\n')
  await expect(channel.ended).rejects.toThrow('disk full')
  expect(calls).toBe(3)
  expect(printed.join('')).toBe(`> lost\n${TEXTS.unavailable}\n\n> kept\n`)
})

test('obeys no command letters inside a message', async () => {
  const { channel, printed } = makeTerminal()
  await channel.start(() => Promise.resolve())
  await channel.send(outgoing(channel, { text: '\u001B[2Jx\u0007\u009B31m\nسطر\tثانٍ' }))
  await new Promise(setImmediate)
  expect(printed.join('')).toBe('[2Jx31m\nسطر\tثانٍ\n\n')
})

test('names a file that we send, and refuses what is not for the terminal', async () => {
  const { channel, printed } = makeTerminal()
  await channel.start(() => Promise.resolve())
  const file = { name: 'إيصال.pdf', mime: 'application/pdf', content: new Uint8Array([1]) }
  await channel.send(outgoing(channel, { text: 'هذا الإيصال', file }))
  await new Promise(setImmediate)
  expect(printed.join('')).toBe('هذا الإيصال\n[إيصال.pdf]\n\n')
  await expect(channel.send(outgoing(channel, { urn: 'web:1' }))).rejects.toMatchObject({
    failure: 'rejected',
  })
})

test('prompts a person, and puts a reply above the line being typed', async () => {
  const { channel, input, printed } = makeTerminal({ isTty: true })
  await channel.start(() => Promise.resolve())
  input.write('مرحبا\n')
  await new Promise(setImmediate)
  await channel.send(outgoing(channel, { text: 'أهلًا' }))
  await new Promise(setImmediate)
  const all = printed.join('')
  expect(all).toContain('> ')
  expect(all).toContain('\r\u001B[Kأهلًا\n\n')
  expect(all.trimEnd().endsWith('>')).toBe(true)
  await channel.stop()
  await channel.ended
})
