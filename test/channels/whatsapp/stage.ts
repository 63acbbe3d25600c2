import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import { userJid } from '../../fakes/whatsapp-relay/directory.ts'
import type { Account, Device } from '../../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../../fakes/whatsapp-relay/phone.ts'
import { newNumber, openScene } from '../../fakes/whatsapp-relay/scene.ts'
import type { Scene } from '../../fakes/whatsapp-relay/scene.ts'
import { eventually, startBot } from '../../faults/bot-process.ts'
import type { BotProcess } from '../../faults/bot-process.ts'
import { pollIn, wordsOf } from '../../faults/whatsapp-applicant.ts'
import { linkNumber } from '../../faults/whatsapp-wasl.ts'
import type { Linked } from '../../faults/whatsapp-wasl.ts'

/** The bot's process on a relay, its number linked or not, and people with phones. */
export interface Stage extends AsyncDisposable {
  readonly scene: Scene
  readonly folder: string
  readonly account: Account
  /** The bot's address. */
  readonly jid: string
  readonly linked: Linked | undefined
  /** The linked device at the server; there is one. */
  device(): Device
  /** Starts the process, or starts it again. */
  start(): BotProcess
  /** Resolves when the bot is logged in and caught up. */
  online(): Promise<void>
  /** Stops the newest process, and waits for its end. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | string>
  /** Everything that all processes wrote. */
  output(): string
  talker(name: string): Promise<Talker>
}

export interface StageOptions {
  readonly association?: string
  /** `false` leaves the pairing to the test. */
  readonly linked?: boolean
  /** Program and arguments; without it, Wasl that does not type before it answers. */
  readonly entry?: readonly string[]
}

const PATIENCE = 30_000

/** Sets a stage up; all of it is gone at the end of the test that says `await using`. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { association = 'irtiqa', linked = true, entry = ['test/faults/whatsapp-bot.ts'] } = options
  const folder = mkdtempSync(join(tmpdir(), 'wasl-whatsapp-'))
  const scene = await openScene()
  const { relay } = scene
  const account = relay.addAccount({ phone: newNumber(), name: 'Wasl', phantomPhone: true })
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, relay.media.certificate)
  const login = linked ? await linkNumber(folder, account) : undefined
  const processes: BotProcess[] = []
  const device = (): Device => {
    const found = [...account.devices.values()].find(({ noiseKey }) => noiseKey !== undefined)
    if (!found) throw new Error('no device is linked')
    return found
  }
  return {
    scene,
    folder,
    account,
    jid: userJid(account, 'lid'),
    linked: login,
    device,
    start() {
      const environment = {
        ASSOCIATION: association,
        NODE_EXTRA_CA_CERTS: authority,
        RELAY_URL: relay.url,
        WHATSAPP: 'on',
        WHATSAPP_URL: relay.url,
      }
      const bot = startBot({ folder, entry, environment })
      processes.push(bot)
      return bot
    },
    online: () =>
      eventually('the bot online', () => [...account.devices.values()].some(({ ready }) => ready), PATIENCE),
    async stop(signal = 'SIGTERM') {
      const bot = processes.at(-1)
      bot?.signal(signal)
      return bot ? bot.ended : 0
    },
    output: () => processes.map(({ said }) => said()).join('\n'),
    async talker(name) {
      return createTalker(await scene.person(name), userJid(account, 'lid'))
    },
    async [Symbol.asyncDispose]() {
      for (const bot of processes) bot.signal('SIGKILL')
      await Promise.all(processes.map(({ ended }) => ended))
      await scene[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A message of the bot as a person sees it. */
export interface SeenMessage {
  readonly id: string
  /** Its text; of a poll, the question and its options, one a line. */
  readonly words: string
  readonly raw: WAMessage
}

/** Somebody who talks with the bot, one thing after another. */
export interface Talker {
  readonly phone: Phone
  /** What the bot said, each message once. */
  heard(): readonly SeenMessage[]
  /** Does something and resolves to what comes of it, once there are so many messages. */
  after(count: number, doing: () => Promise<unknown>): Promise<readonly SeenMessage[]>
  /** Writes, and resolves to the first answer. */
  say(text: string): Promise<SeenMessage>
  /** Resolves when something like this was said, in words. */
  hears(words: string | RegExp): Promise<SeenMessage>
  vote(poll: SeenMessage, option: RegExp): Promise<SeenMessage>
  document(name: string, mimetype: string, content: Uint8Array): Promise<unknown>
}

function createTalker(phone: Phone, to: string): Talker {
  const heard = (): SeenMessage[] => {
    const seen = new Map<string, SeenMessage>()
    for (const raw of phone.received) {
      const id = raw.key.id ?? ''
      if (raw.message && !raw.key.fromMe && !seen.has(id)) seen.set(id, { id, words: shownWords(raw), raw })
    }
    return [...seen.values()]
  }
  const after: Talker['after'] = async (count, doing) => {
    const before = heard().length
    await doing()
    const what = (): string => `${count} messages after ${before}, of ${heard().length}`
    await eventually(what(), () => heard().length >= before + count, PATIENCE)
    return heard().slice(before)
  }
  const first = async (doing: () => Promise<unknown>): Promise<SeenMessage> => {
    const [message] = await after(1, doing)
    if (!message) throw new Error('no answer')
    return message
  }
  return {
    phone,
    heard,
    after,
    say: (text) => first(() => phone.say(to, text)),
    async hears(words) {
      const find = (): SeenMessage | undefined =>
        heard().find((message) =>
          typeof words === 'string' ? message.words.includes(words) : words.test(message.words),
        )
      await eventually(`the words ${words}`, () => find() !== undefined, PATIENCE)
      const found = find()
      if (!found) throw new Error('unreachable')
      return found
    },
    vote: (poll, option) =>
      first(() => {
        const name = optionsOf(poll.raw).find((choice) => option.test(choice))
        if (name === undefined) throw new Error(`no such option: ${option}`)
        return phone.vote(poll.raw, [name])
      }),
    document: (name, mimetype, content) =>
      phone.send(to, { document: Buffer.from(content), mimetype, fileName: name }),
  }
}

/** The options of a poll; none where a message is no poll. */
export function optionsOf(message: WAMessage): string[] {
  const poll: proto.Message.IPollCreationMessage | undefined = pollIn(message)
  return poll?.options?.map(({ optionName }) => optionName ?? '') ?? []
}

function shownWords(message: WAMessage): string {
  return [wordsOf(message), optionsOf(message).join('\n')].filter((part) => part !== '').join('\n\n')
}
