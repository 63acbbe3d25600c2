import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BinaryNode } from '@whiskeysockets/baileys'
import { mulberry32 } from '../fakes/bot-api/faults.ts'
import type { Account, Device } from '../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import type { Relay } from '../fakes/whatsapp-relay/relay.ts'
import { newNumber, openScene } from '../fakes/whatsapp-relay/scene.ts'
import { STEADY_SESSIONS } from '../fakes/whatsapp-relay/steady-sessions.ts'
import { eventually, pause } from './bot-process.ts'
import type { BotProcess } from './bot-process.ts'
import type { WhatsAppPeople } from './whatsapp-crowd.ts'

/** Where a bot lives that is to be killed: its data, its server, its number. */
export interface Ground {
  readonly folder: string
  readonly relay: Relay
  readonly account: Account
  /** The file with the certificate of the file host, for `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string
}

/** A bot to be killed, with the people who talk to it. */
export interface Subject {
  /** Starts its process on the same data, again and again. */
  start(): BotProcess
  readonly people: WhatsAppPeople
}

export interface WhatsAppKillOptions {
  readonly seed: number
  readonly kills: number
  readonly people: number
  /** Makes what is to be killed, linked to its number. */
  subject(ground: Ground, phones: readonly Phone[], random: () => number): Promise<Subject>
  /** How long everything may take to settle after the last kill, in milliseconds. */
  readonly patience: number
}

/** What a run of kills found, whatever was killed. */
export interface WhatsAppKillRun {
  readonly folder: string
  /** Everything that all processes wrote. */
  readonly output: string
  readonly report: {
    readonly seed: number
    readonly kills: number
    /** Kills while the process was logged in, and those at the very moment in which it sent something. */
    readonly readyKills: number
    readonly sharpKills: number
    /** Messages that the bot, and people, could not read and asked for again. */
    readonly askedByBot: number
    readonly askedByPeople: number
    readonly settled: boolean
    readonly seconds: number
    /** What the relay could not handle; nothing, or the run says nothing. */
    readonly relayTroubles: readonly string[]
  }
  done(): void
}

const START_LIMIT = 60_000
/** One kill in ten comes at any time, also while the process starts; the others when it has just sent something. */
const EARLY = 0.1
const LONGEST_LIFE = 1_000
/** How probable it is that what the process sends is the last thing it does. */
const TRIGGER = 0.3
/** A process that has nothing more to send is killed all the same. */
const LONGEST_SILENCE = 3_000

/** Starts a bot, lets people write to it, kills it again and again, and lets it come to rest. */
export async function whatsAppKillRun(options: WhatsAppKillOptions): Promise<WhatsAppKillRun> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'wasl-whatsapp-'))
  await using scene = await openScene()
  const { relay } = scene
  const account = relay.addAccount({ phone: newNumber(), name: 'Bot', phantomPhone: true })
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, relay.media.certificate)
  const names = Array.from({ length: options.people }, (_, place) => `Person ${place}`)
  const phones = await Promise.all(names.map((name) => scene.person(name, STEADY_SESSIONS)))
  const random = mulberry32(options.seed)
  const subject = await options.subject({ folder, relay, account, authority }, phones, random)
  const tally = { ready: 0, sharp: 0, askedByBot: 0, askedByPeople: 0 }
  const output: string[] = []
  let bot = subject.start()
  // Nobody can write to a number whose device has never shown its keys.
  await online(account)
  const acting = setInterval(() => subject.people.act(), 5)
  try {
    for (let kill = 0; kill < options.kills; kill++) {
      await liveAndDie({ relay, account, random, tally }, bot)
      output.push(bot.said())
      bot = subject.start()
    }
    relay.faults = { incoming: counting(tally, account) }
    const settled = await comeToRest(subject, options.patience)
    bot.signal('SIGTERM')
    await bot.ended
    output.push(bot.said())
    return {
      folder,
      output: output.join('\n'),
      report: {
        seed: options.seed,
        kills: options.kills,
        readyKills: tally.ready,
        sharpKills: tally.sharp,
        askedByBot: tally.askedByBot,
        askedByPeople: tally.askedByPeople,
        settled,
        seconds: Math.round((performance.now() - began) / 1000),
        relayTroubles: [...relay.unhandled, ...relay.errors].map(String),
      },
      done: () => rmSync(folder, { recursive: true }),
    }
  } finally {
    clearInterval(acting)
  }
}

interface Tally {
  ready: number
  sharp: number
  askedByBot: number
  askedByPeople: number
}

interface Life {
  readonly relay: Relay
  readonly account: Account
  readonly random: () => number
  readonly tally: Tally
}

function online({ devices }: Account): Promise<void> {
  return eventually('the bot online', () => [...devices.values()].some(({ ready }) => ready), START_LIMIT)
}

async function liveAndDie({ relay, account, random, tally }: Life, bot: BotProcess): Promise<void> {
  relay.faults = { incoming: counting(tally, account) }
  const early = random() < EARLY
  const life = random() * LONGEST_LIFE
  if (!early) {
    await online(account)
    tally.ready += 1
  }
  await pause(life)
  let killed = false
  const kill = (): void => {
    killed = true
    bot.signal('SIGKILL')
  }
  if (early) kill()
  else {
    const count = counting(tally, account)
    relay.faults.incoming = (from, stanza) => {
      const sending = from.account === account && (stanza.tag === 'message' || stanza.tag === 'receipt')
      if (sending && !killed && random() < TRIGGER) {
        tally.sharp += 1
        kill()
      }
      return count(from, stanza)
    }
  }
  const enough = setTimeout(kill, LONGEST_SILENCE)
  await bot.ended
  clearTimeout(enough)
}

function counting(tally: Tally, bot: Account): (from: Device, stanza: BinaryNode) => boolean {
  return (from, { tag, attrs }) => {
    if (tag !== 'receipt' || attrs.type !== 'retry') return true
    if (from.account === bot) tally.askedByBot += 1
    else tally.askedByPeople += 1
    return true
  }
}

/** The last process is left alone until everyone has what they wanted. */
async function comeToRest({ people }: Subject, patience: number): Promise<boolean> {
  people.finishing = true
  return eventually('the end of every conversation', () => people.finished, patience).then(
    () => true,
    () => false,
  )
}
