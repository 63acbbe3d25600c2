import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import type { Channel, Receive } from '#channels/channel.ts'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import type { UploadDesk } from '#channels/upload-desk.ts'
import type { TextsByLanguage } from '#channels/web/texts.ts'
import type { UploadTextsByLanguage } from '#channels/web/upload-texts.ts'
import { createWebChannel } from '#channels/web/web-channel.ts'
import type { ChannelType, Urn } from '#core/contact.ts'
import { readHistory } from '#runner/history.ts'
import { createIds } from '#runner/ids.ts'
import { readLocales } from '#runner/locales.ts'
import { createRunner } from '#runner/runner.ts'
import type { Runner } from '#runner/runner.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { Content } from '../../src/assemble.ts'
import { createSimulatedClock } from '../../src/cli/demo/simulated-clock.ts'
import type { SimulatedClock } from '../../src/cli/demo/simulated-clock.ts'
import { telegramTexts } from '../../src/cli/telegram-texts.ts'
import { QUICK } from '../channels/telegram/harness.ts'
import { startBotApi } from '../fakes/bot-api/bot-api.ts'
import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import { ROOT, contentOf } from '../fakes/conversation.ts'

/** Ten in the morning in Riyadh on Sunday, 5 April 2026. */
export const BEGINNING = Date.UTC(2026, 3, 5, 7)

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

/** One association's service as it runs: Telegram and the website chat over real HTTP, by a clock that is moved. */
export interface House extends AsyncDisposable {
  readonly content: Content
  readonly clock: SimulatedClock
  readonly store: Store
  readonly runner: Runner
  readonly api: BotApi
  /** Where the website is, for a browser. */
  readonly site: string
  /** Who has written so far, in the order of their first message. */
  readonly contacts: ReadonlySet<Urn>
  /** Everything that was logged. */
  readonly logged: readonly string[]
  /** Ends the process as it stands and starts it anew on the same data. */
  restart(): Promise<void>
}

/** Opens the house of an association. */
export async function openHouse(association: string): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-life-'))
  const clock = createSimulatedClock(BEGINNING)
  const api = await startBotApi()
  const content = contentOf(association)
  const logged: string[] = []
  const contacts = new Set<Urn>()
  const open = (): Promise<Opened> => openProcess({ folder, clock, api, content, contacts, logged })
  let now = await open()
  return {
    content,
    clock,
    api,
    contacts,
    logged,
    get store() {
      return now.store
    },
    get runner() {
      return now.runner
    },
    get site() {
      return now.site
    },
    async restart() {
      await now.stop()
      now = await open()
    },
    async [Symbol.asyncDispose]() {
      await now.stop()
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Process {
  readonly folder: string
  readonly clock: SimulatedClock
  readonly api: BotApi
  readonly content: Content
  readonly contacts: Set<Urn>
  readonly logged: string[]
}

interface Opened {
  readonly store: Store
  readonly runner: Runner
  readonly site: string
  stop(): Promise<void>
}

async function openProcess(given: Process): Promise<Opened> {
  const { folder, clock, content, logged } = given
  const store = await openStore({ folder, ...KEYS, now: clock.now })
  const note = (what: string, fields = {}): void => void logged.push(`${what} ${JSON.stringify(fields)}`)
  const log = { info: () => undefined, warn: note, error: note }
  const late: { runner?: Runner; port?: number } = {}
  const uploads: UploadDesk = {
    open: async (token) => late.runner?.uploads.open(token),
    take: (token, files) =>
      late.runner?.uploads.take(token, files) ?? Promise.resolve({ taken: false, reason: 'closed' }),
  }
  const web = websiteOf(given, store, uploads)
  const telegram = telegramOf(given, store)
  const channels = new Map<ChannelType, Channel>([
    ['web', web.channel],
    ['telegram', telegram.channel],
  ])
  const runner = createRunner({
    ...content,
    store,
    channels,
    fileSources: new Map([['telegram', telegram.files]]),
    clock,
    ids: createIds(),
    log,
    language: 'ar',
    uploadAddress: (token) => `http://127.0.0.1:${late.port ?? 0}/upload/${token}`,
  })
  late.runner = runner
  await runner.start()
  const server = await listen(web.routes.fetch)
  late.port = (server.address() as AddressInfo).port
  const receive: Receive = (messages) => {
    for (const { urn } of messages) given.contacts.add(urn)
    return runner.receive(messages)
  }
  for (const channel of channels.values()) await channel.start(receive)
  return {
    store,
    runner,
    site: `http://127.0.0.1:${late.port}`,
    async stop() {
      await runner.stop()
      for (const channel of channels.values()) await channel.stop()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await store.close()
    },
  }
}

function telegramOf({ api, content }: Process, store: Store) {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return createTelegramChannel({
    token: api.token,
    apiRoot: api.url,
    mode: 'polling',
    position: () => store.inbox.position('telegram', String(api.botId)),
    texts: telegramTexts(content),
    logger,
    pace: QUICK,
  })
}

function websiteOf({ content, clock }: Process, store: Store, desk: UploadDesk) {
  const { association } = content
  const locales = Object.entries(readLocales(join(ROOT, 'locales')))
  const wordsOf = (part: string) =>
    Object.fromEntries(locales.flatMap(([language, words]) => (words[part] ? [[language, words[part]]] : [])))
  return createWebChannel({
    account: association.id,
    associationName: association.name,
    languages: association.languages,
    texts: wordsOf('web') as unknown as TextsByLanguage,
    uploads: { desk, texts: wordsOf('upload') as unknown as UploadTextsByLanguage },
    embedOrigins: [],
    secureCookies: false,
    trustProxy: false,
    history: (urn, afterId) => readHistory({ store }, urn, association.id, afterId),
    now: clock.now,
    newId: createIds().newId,
    logger: { warn: () => undefined, error: () => undefined },
  })
}

function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<ServerType> {
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(server))
  })
}
