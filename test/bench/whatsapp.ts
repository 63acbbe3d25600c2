import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, openConversation } from '../fakes/conversation.ts'
import { userJid } from '../fakes/whatsapp-relay/directory.ts'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import { newNumber, openScene } from '../fakes/whatsapp-relay/scene.ts'
import { eventually } from '../faults/bot-process.ts'
import { writeLogin } from '../faults/whatsapp-plain.ts'
import { linkNumber } from '../faults/whatsapp-wasl.ts'
import { INPUTS, benchContent } from './form.ts'
import type { Report, Shares } from './profile-shares.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 10)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
/** The two take turns, so that a slow moment of the machine meets both. */
const ROUNDS = 3
const PATIENCE = 30_000

interface Figures {
  readonly pairs: number
  readonly seconds: number
  readonly cpu: number
  readonly latencies: readonly number[]
}

/**
 * Questions with their answers a second on WhatsApp: Wasl as it is, every word durable, beside Baileys alone that
 * keeps its keys in memory and echoes. Both in a process of their own, the people and the server in this one.
 */
export async function benchWhatsApp(write: (line: string) => void): Promise<void> {
  const script = await readScript()
  const wasl = await openRunning('wasl', script)
  const echoed = script.flatMap(({ text, answers }) => (answers > 0 ? [{ text, answers: 1 }] : []))
  const alone = await openRunning('alone', echoed)
  const results: { readonly wasl: Figures; readonly alone: Figures }[] = []
  for (let round = 0; round < ROUNDS; round++)
    results.push({ wasl: await wasl.measure(SECONDS), alone: await alone.measure(SECONDS) })
  const [ours, theirs] = [sum(results.map((item) => item.wasl)), sum(results.map((item) => item.alone))]
  write(`Wasl          ${describe(ours)}`)
  write(`Baileys alone ${describe(theirs)}`)
  const ratio = ours.pairs / ours.seconds / (theirs.pairs / theirs.seconds)
  const cpu = theirs.cpu / theirs.pairs / (ours.cpu / ours.pairs)
  write(
    `ratio ${ratio.toFixed(2)}, CPU ratio ${cpu.toFixed(2)} (${PEOPLE} people, one question at a time each)`,
  )
  write(`where Wasl's time goes: ${inWords(await wasl.shares(SECONDS))}`)
  write(`where Baileys' goes:    ${inWords(await alone.shares(SECONDS))}`)
  await wasl.close()
  await alone.close()
}

async function openRunning(kind: 'wasl' | 'alone', script: Script) {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-bench-'))
  const scene = await openScene()
  const { relay } = scene
  const account = relay.addAccount({ phone: newNumber(), name: 'Bot', phantomPhone: true })
  const bot = await startProcess(kind, folder, account, relay.url, relay.rootPublicKey)
  const online = (): boolean => [...account.devices.values()].some(({ ready }) => ready)
  await eventually(`${kind} online`, online, PATIENCE)
  const phones = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => scene.person(`Person ${at}`)))
  const talkers = phones.map((phone) => talker(phone, userJid(account, 'lid'), script))
  // The first message of everybody begins their sessions, which happens once in a lifetime.
  await Promise.all(talkers.map((talk) => talk.once()))
  const measure = async (seconds: number): Promise<Figures> => {
    const before = await ask(bot, 'usage')
    const began = performance.now()
    const until = began + seconds * 1000
    const latencies = (await Promise.all(talkers.map((talk) => talk.until(until)))).flat()
    const wall = (performance.now() - began) / 1000
    const after = await ask(bot, 'usage')
    relay.log.length = 0
    return { pairs: latencies.length, seconds: wall, cpu: after.cpu - before.cpu, latencies }
  }
  return {
    measure,
    async shares(seconds: number): Promise<Shares> {
      await ask(bot, 'profile')
      await measure(seconds)
      return (await ask(bot, 'shares')).shares ?? {}
    },
    async close() {
      const ended = new Promise((resolve) => bot.once('exit', resolve))
      bot.kill('SIGKILL')
      await ended
      await scene[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startProcess(
  kind: 'wasl' | 'alone',
  folder: string,
  account: Account,
  url: string,
  root: Uint8Array,
): Promise<ChildProcess> {
  const environment = { RELAY_URL: url, RELAY_ROOT: Buffer.from(root).toString('hex'), DATA_DIR: folder }
  const login = kind === 'alone' ? { LOGIN: writeLogin(folder, account) } : {}
  if (kind === 'wasl') await linkNumber(folder, account)
  const program = kind === 'wasl' ? 'test/bench/whatsapp-bot.ts' : 'test/faults/whatsapp-plain-bot.ts'
  return fork(join(ROOT, program), {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...environment, ...login },
  })
}

function ask(bot: ChildProcess, what: 'usage' | 'profile' | 'shares'): Promise<Report> {
  return new Promise((resolve) => {
    bot.once('message', (report) => resolve(report as Report))
    bot.send(what)
  })
}

/** What is said and how many messages answer it, from the greeting to the end of the form. */
type Script = readonly { readonly text: string; readonly answers: number }[]

async function readScript(): Promise<Script> {
  const talk = await openConversation({ content: benchContent(), channel: 'whatsapp' })
  const script: { readonly text: string; readonly answers: number }[] = []
  for (const text of ['السلام عليكم', ...INPUTS]) script.push({ text, answers: (await talk.say(text)).length })
  await talk.close()
  return script
}

/** Somebody who fills in the form again and again, one answer at a time. */
function talker(phone: Phone, to: string, script: Script) {
  let place = 0
  const once = async (): Promise<number> => {
    const { text, answers } = script[place++ % script.length] ?? { text: '', answers: 0 }
    const began = performance.now()
    phone.received.length = 0
    phone.upsertTypes.length = 0
    let heard = 0
    const answered =
      answers > 0 &&
      phone.waitFor(({ key, message }) => !key.fromMe && !!message && ++heard >= answers, PATIENCE)
    await phone.say(to, text)
    // The last word of a form ends it without an answer; the next form begins at once.
    if (!answered) return once()
    await answered
    return performance.now() - began
  }
  return {
    once,
    async until(end: number): Promise<number[]> {
      const latencies: number[] = []
      while (performance.now() < end) latencies.push(await once())
      return latencies
    },
  }
}

function sum(parts: readonly Figures[]): Figures {
  const total = (of: (part: Figures) => number): number => parts.reduce((all, part) => all + of(part), 0)
  return {
    pairs: total(({ pairs }) => pairs),
    seconds: total(({ seconds }) => seconds),
    cpu: total(({ cpu }) => cpu),
    latencies: parts.flatMap(({ latencies }) => latencies),
  }
}

function describe({ pairs, seconds, cpu, latencies }: Figures): string {
  const sorted = latencies.toSorted((one, other) => one - other)
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)
  const rate = (pairs / seconds).toFixed(1)
  const each = ((cpu / pairs) * 1e3).toFixed(1)
  return `${rate} pairs/s of ${pairs}, CPU ${each} ms a pair, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`
}

function inWords(shares: Shares): string {
  return Object.entries(shares)
    .map(([part, share]) => `${part} ${(share * 100).toFixed(0)} %`)
    .join(', ')
}
