import type { Receive } from '#channels/channel.ts'
import { FILE_BYTES } from '#channels/web/options.ts'
import type { HistoryItem, WebLogger, WebOptions } from '#channels/web/options.ts'
import type { WebTexts } from '#channels/web/texts.ts'
import { createWebChannel } from '#channels/web/web-channel.ts'
import type { WebChannel } from '#channels/web/web-channel.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import ar from '../../../locales/ar/web.json' with { type: 'json' }
import en from '../../../locales/en/web.json' with { type: 'json' }

/** A website chat with a small bot and a memory behind it, in place of the runner and the store. */
export interface Bot extends WebChannel {
  /** What the bot does with messages; give it to `channel.start`. */
  readonly hear: Receive
  readonly received: readonly IncomingMessage[]
  /** How many messages are in the conversation of a contact. */
  said(urn: Urn): readonly HistoryItem[]
  /** Says something to a contact, as the runner does: into the history first, then out. */
  say(urn: Urn, message: Partial<OutgoingMessage>): Promise<void>
  /** The next messages are not stored. */
  refuse(times: number): void
  /** Forgets what was received so far. */
  forget(): void
  readonly warnings: readonly string[]
  /** Moves the clock on. */
  pass(ms: number): void
}

const NIGHT = Date.UTC(2026, 10, 20, 17, 5)

/** A bot that greets with choices and repeats what it hears; `more` replaces options. */
export function makeBot(more: Partial<WebOptions> = {}, quiet = false): Bot {
  const received: IncomingMessage[] = []
  const history = new Map<Urn, HistoryItem[]>()
  const warnings: string[] = []
  let refusals = 0
  let clock = NIGHT
  let ids = 0
  const remember = (urn: Urn, item: HistoryItem): void => {
    history.set(urn, [...(history.get(urn) ?? []), item])
  }
  const log = (fields: object, message: string): void => {
    warnings.push(`${message} ${JSON.stringify(fields)}`)
  }
  const logger: WebLogger = { warn: log, error: log }
  const texts: { ar: WebTexts; en: WebTexts } = { ar, en }

  const web = createWebChannel({
    account: 'musanid',
    associationName: { ar: 'جمعية مساند لتمكين ذوي الظروف الخاصة', en: 'Musanid Association' },
    languages: ['ar', 'en'],
    texts,
    embedOrigins: [],
    secureCookies: false,
    trustProxy: false,
    fileBytes: FILE_BYTES,
    history: (urn, afterId) => {
      const items = history.get(urn) ?? []
      return Promise.resolve(items.slice(items.findIndex(({ id }) => id === afterId) + 1))
    },
    now: () => clock,
    newId: () => `id-${(ids += 1)}`.padEnd(12, '0'),
    logger,
    ...more,
  })

  const say = async (urn: Urn, message: Partial<OutgoingMessage>): Promise<void> => {
    ids += 1
    const whole: OutgoingMessage = {
      id: `out-${ids}`,
      urn,
      account: 'musanid',
      language: 'ar',
      text: '',
      ...message,
    }
    const { id, text, language, question, choices, request, file } = whole
    remember(urn, {
      id,
      at: clock,
      from: 'us',
      text,
      language,
      ...(question === undefined ? {} : { question }),
      ...(choices ? { choices } : {}),
      ...(request ? { request } : {}),
      ...(file ? { file: { name: file.name } } : {}),
    })
    await web.channel.send(whole)
  }

  const hear: Receive = async (messages) => {
    if (refusals > 0) {
      refusals -= 1
      throw new Error('disk full')
    }
    for (const message of messages) {
      if (received.some(({ externalId }) => externalId === message.externalId)) continue
      received.push(message)
      const words = wordsOf(message, history.get(message.urn) ?? [])
      if (words) remember(message.urn, { ...words, id: message.externalId, at: clock, from: 'them' })
      // The reply comes after the message is on disk, as it does from the runner.
      if (!quiet) setImmediate(() => void reply(message, say))
    }
  }
  return {
    ...web,
    hear,
    received,
    said: (urn) => history.get(urn) ?? [],
    say,
    refuse(times) {
      refusals = times
    },
    forget() {
      received.length = 0
    },
    warnings,
    pass(ms) {
      clock += ms
    },
  }
}

function wordsOf(
  { content }: IncomingMessage,
  items: readonly HistoryItem[],
): { text: string; file?: { name: string } } | undefined {
  if (content.kind === 'text') return { text: content.text }
  if (content.kind === 'file') return { text: content.caption ?? '', file: { name: content.file.name } }
  if (content.kind !== 'choice') return undefined
  const asked = items.findLast(({ question }) => question === content.question)
  return { text: asked?.choices?.find(({ id }) => id === content.choice)?.label ?? '' }
}

const MENU = {
  question: 'menu',
  choices: [
    { id: 'request', label: 'تقديم طلب دعم' },
    { id: 'inquiry', label: 'استفسار عن الخدمات' },
    { id: 'status', label: 'متابعة طلب سابق' },
    { id: 'employee', label: 'التحدث مع موظف' },
  ],
}

async function reply({ urn, content }: IncomingMessage, say: Bot['say']): Promise<void> {
  if (content.kind === 'start') {
    await say(urn, { text: 'وعليكم السلام ورحمة الله وبركاته، حيّاكم الله في جمعية مساند.' })
    await say(urn, { text: 'ما الذي نستطيع تقديمه اليوم؟', ...MENU })
  } else if (content.kind === 'choice') {
    await say(urn, { text: 'نرجو كتابة الاسم الرباعي كما في الهوية الوطنية.' })
  } else if (content.kind === 'file') {
    await say(urn, { text: `تم استلام الملف \u2068${content.file.name}\u2069 بنجاح.` })
  } else if (content.kind === 'text') {
    await say(urn, { text: `تم تسجيل: \u2068${content.text}\u2069`, ...MENU })
  }
}
