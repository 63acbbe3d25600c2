import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import type { Telegram } from '#channels/telegram/telegram.ts'
import type { TelegramLogFields, TelegramOptions, TelegramWords } from '#channels/telegram/options.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import { startBotApi } from '../../fakes/bot-api/bot-api.ts'
import type { BotApi, BotApiOptions } from '../../fakes/bot-api/bot-api.ts'

export const ARABIC: TelegramWords = {
  commands: [
    { command: 'start', description: 'البداية' },
    { command: 'help', description: 'المساعدة' },
  ],
  description: 'بوت للتجربة',
  shortDescription: 'تجربة',
  sharePhone: 'مشاركة رقم الجوال',
  shareLocation: 'مشاركة الموقع',
  typeHere: 'أو الكتابة هنا',
  pressOrType: 'يمكن الضغط على زر أو كتابة الرقم',
  buttonGone: 'هذا الزر لم يعد مستخدما',
  privateOnly: 'الأمور الشخصية في المحادثة الخاصة فقط',
}

export const ENGLISH: TelegramWords = {
  ...ARABIC,
  description: 'A bot for tests',
  buttonGone: 'No longer in use',
}

/** Waits short enough for tests; the order of things stays that of the real ones. */
export const QUICK = { poll: 1000, request: 5000, backOff: [5, 20], drain: 1000 } as const

/** A log that can be looked at. */
export interface TestLog {
  readonly lines: readonly (TelegramLogFields & { readonly level: 'info' | 'warn' | 'error' })[]
  codes(): readonly string[]
}

/** A memory that stands for the inbox on disk: what is not in here may not be confirmed. */
export interface Disk {
  readonly stored: IncomingMessage[]
  receive(messages: readonly IncomingMessage[]): Promise<void>
  /** Runs before each `receive`; may throw or wait. */
  before: ((messages: readonly IncomingMessage[]) => Promise<void>) | undefined
  position(): Promise<number | undefined>
}

export interface Rig extends AsyncDisposable {
  readonly api: BotApi
  readonly telegram: Telegram
  readonly disk: Disk
  readonly log: TestLog
  /** Another process with the same database. */
  again(more?: Partial<TelegramOptions>): Telegram
  outgoing(chat: number, text: string, more?: Partial<OutgoingMessage>): OutgoingMessage
}

/** A channel against a fake server. Stops both at the end of the test that says `await using`. */
export async function makeRig(more: Partial<TelegramOptions> = {}, server: BotApiOptions = {}): Promise<Rig> {
  const api = await startBotApi(server)
  const disk = makeDisk()
  const { log, logger } = makeLog()
  const made: Telegram[] = []
  const again = (other: Partial<TelegramOptions> = {}): Telegram => {
    const telegram = createTelegramChannel({
      token: api.token,
      apiRoot: api.url,
      mode: 'polling',
      position: () => disk.position(),
      texts: { ar: ARABIC, en: ENGLISH },
      logger,
      ...more,
      ...other,
      pace: { ...QUICK, ...more.pace, ...other.pace },
    })
    made.push(telegram)
    return telegram
  }
  return {
    api,
    disk,
    log,
    again,
    telegram: again(),
    outgoing: (chat, text, rest = {}) => ({
      id: `out-${chat}-${text.slice(0, 20)}`,
      urn: `telegram:${chat}`,
      account: String(api.botId),
      language: 'ar',
      text,
      ...rest,
    }),
    async [Symbol.asyncDispose]() {
      await Promise.all(made.map(({ channel }) => channel.stop()))
      await api.stop()
    },
  }
}

function makeDisk(): Disk {
  const stored = new Map<string, IncomingMessage>()
  const disk: Disk = {
    before: undefined,
    get stored() {
      return [...stored.values()]
    },
    async receive(messages) {
      await disk.before?.(messages)
      for (const message of messages)
        if (!stored.has(message.externalId)) stored.set(message.externalId, message)
    },
    position() {
      const positions = [...stored.values()].flatMap(({ position }) => position ?? [])
      return Promise.resolve(positions.length > 0 ? Math.max(...positions) : undefined)
    },
  }
  return disk
}

function makeLog(): { log: TestLog; logger: TelegramOptions['logger'] } {
  const lines: TestLog['lines'][number][] = []
  const write = (level: 'info' | 'warn' | 'error') => (fields: TelegramLogFields) => {
    lines.push({ ...fields, level })
  }
  return {
    log: { lines, codes: () => lines.map(({ code }) => code) },
    logger: { info: write('info'), warn: write('warn'), error: write('error') },
  }
}
