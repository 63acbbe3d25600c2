import {
  Browsers,
  DisconnectReason,
  extractMessageContent,
  getContentType,
  jidNormalizedUser,
  makeWASocket,
  proto,
} from '@whiskeysockets/baileys'
import type {
  AnyMessageContent,
  ConnectionState,
  MiscMessageGenerationOptions,
  UserFacingSocketConfig,
  WAMessage,
} from '@whiskeysockets/baileys'
import { registerDevice } from './companion.ts'
import { phoneJid, userJid } from './directory.ts'
import type { Account } from './directory.ts'
import { muteSignal } from './mute-signal.ts'
import { createMemoryAuth } from './memory-auth.ts'
import type { MemoryAuth } from './memory-auth.ts'
import { encryptPollVote } from './poll-vote.ts'
import type { Relay } from './relay.ts'

export type Socket = ReturnType<typeof makeWASocket>

/**
 * A person with WhatsApp: a real Baileys socket logged in to the relay. It connects again by itself, remembers what it
 * received, and lets a test wait for a message.
 */
export interface Phone {
  readonly account: Account
  readonly auth: MemoryAuth
  /** Its address by opaque id, and by number. */
  readonly jid: string
  readonly phoneJid: string
  readonly socket: Socket
  /** Every message received, or sent by other devices of the account, in order, repetitions included. */
  readonly received: WAMessage[]
  /** What Baileys called each of them: `notify` live, `append` from the backlog. */
  readonly upsertTypes: string[]
  /** The highest delivery status heard of, by the id of the message sent. */
  readonly statuses: Map<string, number>
  readonly closeReasons: number[]
  /** Resolves when it is online and its backlog was announced; rejects when it may not log in. */
  connect(): Promise<void>
  close(): Promise<void>
  send(to: string, content: AnyMessageContent, options?: MiscMessageGenerationOptions): Promise<WAMessage>
  say(to: string, text: string): Promise<WAMessage>
  /** Votes in a poll that it received; no option takes the vote back. Resolves to the id of the vote. */
  vote(poll: WAMessage, options: readonly string[]): Promise<string>
  read(...messages: readonly WAMessage[]): Promise<void>
  /** The first message, already here or still to come, that matches. */
  waitFor(matches: (message: WAMessage) => boolean, limit?: number): Promise<WAMessage>
  waitForText(text: string | RegExp, limit?: number): Promise<WAMessage>
  countText(text: string): number
}

export interface PhoneOptions {
  readonly relay: Relay
  readonly account: Account
  /** 0 logs in as the primary phone; without it, as the next companion. */
  readonly deviceId?: number
  readonly auth?: MemoryAuth
  readonly config?: Partial<UserFacingSocketConfig>
}

const RECONNECT = 50
/** Closed with one of these, connecting again is pointless. */
const FINAL = new Set<number>([DisconnectReason.loggedOut, DisconnectReason.connectionReplaced])
const PATIENCE = 10_000

export function createPhone(options: PhoneOptions): Phone {
  muteSignal()
  const { account, auth = createMemoryAuth() } = options
  const { creds } = auth.state
  if (!creds.me) Object.assign(creds, registerDevice(account, creds, options.deviceId))
  const mailbox = createMailbox(account.name)
  const sent = new Map<string, proto.IMessage>()
  const line = createLine(() => openSocket(options, auth, mailbox, sent))
  const send: Phone['send'] = async (to, content, extra) => {
    const message = await line.socket().sendMessage(to, content, extra)
    if (!message?.key.id) throw new Error('nothing was sent')
    sent.set(message.key.id, message.message ?? {})
    return message
  }
  return {
    account,
    auth,
    ...mailbox.view,
    ...line.view,
    jid: userJid(account, 'lid'),
    phoneJid: phoneJid(account),
    get socket() {
      return line.socket()
    },
    send,
    say: (to, text) => send(to, { text, linkPreview: null }),
    vote: (poll, choice) => vote(line.socket(), poll, choice),
    read: (...messages) => line.socket().readMessages(messages.map(({ key }) => key)),
  }
}

/** The text of a message, or of its caption. */
export function textOf(message: WAMessage): string | undefined {
  const content = extractMessageContent(message.message)
  if (!content) return undefined
  if (content.conversation) return content.conversation
  const type = getContentType(content)
  const part = type && (content[type] as { readonly text?: string; readonly caption?: string } | undefined)
  return part?.text ?? part?.caption
}

async function vote(socket: Socket, poll: WAMessage, options: readonly string[]): Promise<string> {
  const chat = poll.key.remoteJid ?? ''
  const voter = jidNormalizedUser(chat.endsWith('@lid') ? socket.user?.lid : socket.user?.id)
  const creator = jidNormalizedUser(poll.key.participant || chat)
  return socket.relayMessage(
    chat,
    {
      pollUpdateMessage: {
        pollCreationMessageKey: poll.key,
        vote: encryptPollVote(poll, options, creator, voter),
        senderTimestampMs: Date.now(),
      },
    },
    {},
  )
}

/** Received messages, and those who wait for one. */
function createMailbox(name: string) {
  const received: WAMessage[] = []
  const upsertTypes: string[] = []
  const statuses = new Map<string, number>()
  let waiting: { readonly matches: (message: WAMessage) => boolean; done(message: WAMessage): void }[] = []
  const waitFor: Phone['waitFor'] = (matches, limit = PATIENCE) => {
    const here = received.find(matches)
    if (here) return Promise.resolve(here)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} waited ${limit} ms in vain`)), limit)
      const done = (message: WAMessage): void => {
        clearTimeout(timer)
        resolve(message)
      }
      waiting.push({ matches, done })
    })
  }
  return {
    note(message: WAMessage, type: string): void {
      received.push(message)
      upsertTypes.push(type)
      const heard = waiting.filter(({ matches }) => matches(message))
      waiting = waiting.filter((waiter) => !heard.includes(waiter))
      for (const { done } of heard) done(message)
    },
    view: {
      received,
      upsertTypes,
      statuses,
      waitFor,
      waitForText: (text: string | RegExp, limit?: number) =>
        waitFor((message) => matchesText(message, text), limit),
      countText: (text: string) => received.filter((message) => textOf(message) === text).length,
    },
  }
}

function matchesText(message: WAMessage, wanted: string | RegExp): boolean {
  const text = textOf(message)
  if (text === undefined) return false
  return typeof wanted === 'string' ? text === wanted : wanted.test(text)
}

/** Keeps a socket open: a closed one is followed by a new one, unless the login was taken away. */
function createLine(open: () => Socket) {
  const closeReasons: number[] = []
  let socket: Socket | undefined
  let stopped = false
  const connect = (): Promise<void> =>
    new Promise((resolve, reject) => {
      stopped = false
      const again = (): void => {
        if (stopped) return
        socket = open()
        socket.ev.on('connection.update', (update) => {
          if (update.receivedPendingNotifications) resolve()
          if (update.connection !== 'close') return
          const code = closeCode(update)
          closeReasons.push(code)
          if (stopped) return
          if (FINAL.has(code)) reject(update.lastDisconnect?.error ?? new Error(`closed with ${code}`))
          else setTimeout(again, RECONNECT)
        })
      }
      again()
    })
  return {
    socket(): Socket {
      if (!socket) throw new Error('not connected yet')
      return socket
    },
    view: {
      closeReasons,
      connect,
      async close(): Promise<void> {
        stopped = true
        await socket?.end(undefined)
      },
    },
  }
}

/** The code with which a connection closed. */
export function closeCode({ lastDisconnect }: Partial<ConnectionState>): number {
  const error = lastDisconnect?.error as { readonly output?: { readonly statusCode?: number } } | undefined
  return error?.output?.statusCode ?? 0
}

function openSocket(
  { relay, config }: PhoneOptions,
  auth: MemoryAuth,
  mailbox: ReturnType<typeof createMailbox>,
  sent: ReadonlyMap<string, proto.IMessage>,
): Socket {
  const socket = makeWASocket({
    ...QUIET_CONFIG,
    waWebSocketUrl: relay.url,
    auth: auth.state,
    getMessage: ({ id }) => Promise.resolve(sent.get(id ?? '')),
    ...config,
  })
  socket.ev.on('messages.upsert', ({ messages, type }) => {
    for (const message of messages) mailbox.note(message, type)
  })
  socket.ev.on('messages.update', (updates) => {
    const { statuses } = mailbox.view
    for (const { key, update } of updates)
      if (key.id && update.status) statuses.set(key.id, Math.max(update.status, statuses.get(key.id) ?? 0))
  })
  return socket
}

const PUSH_NAME: number = proto.HistorySync.HistorySyncType.PUSH_NAME

type Logger = NonNullable<UserFacingSocketConfig['logger']>

/** A logger that says nothing: what Baileys logs holds numbers and words. */
export const SILENT_LOGGER: Logger = {
  level: 'silent',
  child: () => SILENT_LOGGER,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** How a socket is set up that wants no history, no echo of its own messages, and says nothing. */
export const QUIET_CONFIG = {
  logger: SILENT_LOGGER,
  browser: Browsers.ubuntu('Chrome'),
  connectTimeoutMs: 5_000,
  defaultQueryTimeoutMs: 10_000,
  // History that is not wanted lets the client be online at once, instead of after 20 s.
  shouldSyncHistoryMessage: ({ syncType }) => Number(syncType) === PUSH_NAME,
  syncFullHistory: false,
  emitOwnEvents: false,
} as const satisfies Partial<UserFacingSocketConfig>
