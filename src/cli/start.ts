import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { ChannelType } from '#core/contact.ts'
import type { Channel, FileSource, Reports } from '#channels/channel.ts'
import type { UploadDesk } from '#channels/upload-desk.ts'
import { makeLink } from '#console/access/set-up.ts'
import type { ConsoleParts } from '#console/desk.ts'
import { consoleRoutes, staffRoutes } from '#console/routes.ts'
import { createLanguageModel } from '#runner/language-model.ts'
import { createLog } from '#runner/log.ts'
import type { Log } from '#runner/log.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createIds } from '#runner/ids.ts'
import type { Runner } from '#runner/runner.ts'
import type { Store } from '#store/store.ts'
import { assemble, loadContent, openData } from '../assemble.ts'
import type { Content } from '../assemble.ts'
import type { Config } from '../config.ts'
import { channelStandings } from './channel-standings.ts'
import { openControl } from './control.ts'
import { handoffCommands } from './handoff.ts'
import { inquiryCommands } from './inquiries.ts'
import { openCloudApi } from './open-cloud-api.ts'
import { mountWebhook, openStaffDesk, openTelegram } from './open-telegram.ts'
import { openWeb, originOf } from './open-web.ts'
import { openWhatsApp } from './open-whatsapp.ts'
import { operatorCommands } from './operator/operator.ts'
import { watchContent } from './reload.ts'
import { watchTelegram } from './telegram-watch.ts'
import { whatsappCommands } from './whatsapp.ts'

/** How long sends under way may still take when the service is told to stop. */
const PATIENCE = 3_000

/** What stays open until the service stops. */
interface Service {
  readonly server: ServerType
  stop(): Promise<void>
}

/** `wasl start`: runs until it is told to stop (SIGINT, SIGTERM), then finishes what is under way. The exit code. */
export async function start(root: string, config: Config): Promise<number> {
  const log = createLog(config.logLevel)
  const content = loadContent(root, config.association, undefined, join(config.dataFolder, 'cache'))
  const store = await openData(config.dataFolder, config.keysFolder)
  const service = await open(root, config, content, store, log).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  // Heard from now on: whoever reads the announcement may already say stop.
  const told = stopSignal()
  await announce(config, content, service.server, await firstLink(store))
  await told
  process.stdout.write('stopping: finishing what is under way\n')
  await service.stop()
  await store.close()
  log.flush()
  return 0
}

async function open(
  root: string,
  config: Config,
  content: Content,
  store: Store,
  log: Log,
): Promise<Service> {
  const startedAt = SYSTEM_CLOCK.now()
  // The upload page of the website asks the runner, which comes after it.
  const uploads: UploadDesk = {
    open: (token) => runner.uploads.open(token),
    take: (token, files) => runner.uploads.take(token, files),
  }
  let port = config.port
  const web = openWeb(root, config, content, { store, log, uploads })
  const watch = watchTelegram(log, SYSTEM_CLOCK.now)
  const telegram = openTelegram(config, content, store, watch.log, async (word) => desk?.hear(word))
  // Channels come before the runner that they report to.
  const reports: Reports = {
    receipts: (receipts) => runner.reports.receipts(receipts),
    identityChanged: (change) => runner.reports.identityChanged(change),
    lineOpened: async (account) => runner.reports.lineOpened?.(account),
  }
  const cloudApi = openCloudApi(config, content, store, reports, log)
  const whatsapp = openWhatsApp(config, store, reports, log, print)
  const channels = new Map<ChannelType, Channel>([['web', web.channel]])
  const fileSources = new Map<ChannelType, FileSource>()
  if (telegram) {
    channels.set('telegram', telegram.channel)
    fileSources.set('telegram', telegram.files)
  }
  if (whatsapp) {
    channels.set('whatsapp', whatsapp.channel)
    fileSources.set('whatsapp', whatsapp.files)
  }
  if (cloudApi) {
    channels.set('cloud-api', cloudApi.channel)
    fileSources.set('cloud-api', cloudApi.files)
  }
  const chooser = config.languageModel && createLanguageModel(config.languageModel, SYSTEM_CLOCK, log)
  const runner = assemble(content, store, {
    channels,
    fileSources,
    ...(whatsapp && { standings: new Map([['whatsapp', () => whatsapp.standing()]]) }),
    log,
    language: config.language,
    uploadAddress: (token) => `${originOf(config) ?? `http://localhost:${port}`}/upload/${token}`,
    ...(chooser && { chooser }),
  })
  const desk = openStaffDesk(config, { telegram, store, runner, log, port: () => port })
  const pages = consoleRoutes({
    counts: store.counts,
    channels: channelStates(config),
    association: content.association.id,
    startedAt,
    now: SYSTEM_CLOCK.now,
    name: content.association.name.ar,
    word: (key) => content.renderer.translate(`console:${key}`, 'ar'),
    samples: content.association.services.some((service) => service.sample),
  })
  const staff: ConsoleParts = {
    ...staffParts(config, store, runner, log),
    channels: channelStandings(config, channelStates(config), channels, watch),
    ...(whatsapp && { phone: whatsapp }),
  }
  const app = new Hono().route('/', pages).route('/', staffRoutes(staff)).route('/', web.routes)
  app.onError((_error, c) => c.text('unavailable', 503))
  if (telegram && config.telegram?.webhook) mountWebhook(app, config.telegram.webhook.url, telegram)
  if (cloudApi) app.route('/', cloudApi.routes)
  const server = await begin(app, config, runner, channels)
  port = (server.address() as AddressInfo).port
  desk?.start()
  const reload = watchContent({
    root,
    folders: ['associations', `associations/${config.association}`, 'inquiries'].map((folder) =>
      join(root, 'data', folder),
    ),
    content,
    load: (previous) => loadContent(root, config.association, previous, join(config.dataFolder, 'cache')),
    apply: (corrected) => runner.replace(corrected),
    log,
  })
  const onHangup = (): void => void reload.now()
  process.on('SIGHUP', onHangup)
  const control = await openControl(config.dataFolder, {
    ...handoffCommands(store, runner),
    ...inquiryCommands(store),
    ...operatorCommands({ store, runner, content, clock: SYSTEM_CLOCK }),
    ...whatsappCommands(whatsapp),
  })
  return {
    server,
    async stop() {
      control.close()
      process.off('SIGHUP', onHangup)
      reload.stop()
      // Together: a call of the desk that hangs is given up when its channel stops.
      await Promise.all([desk?.stop(), shut(server, runner, channels)])
    },
  }
}

function staffParts(config: Config, store: Store, runner: Runner, log: Log): ConsoleParts {
  const origin = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin
  return {
    store,
    runner,
    clock: SYSTEM_CLOCK,
    ids: createIds(),
    log,
    content: runner.content,
    secure: origin?.startsWith('https:') ?? false,
    trustProxy: origin !== undefined,
    ...(origin !== undefined && { origin }),
  }
}

type Channels = ReadonlyMap<ChannelType, Channel>

/** Begins to work; where one part cannot begin, those that have are stopped, or the process would never end. */
async function begin(app: Hono, config: Config, runner: Runner, channels: Channels): Promise<ServerType> {
  let server: ServerType | undefined
  try {
    await runner.start()
    server = await listen(app, config)
    for (const channel of channels.values()) await channel.start(runner.receive)
    return server
  } catch (error) {
    await shut(server, runner, channels)
    throw error
  }
}

async function shut(server: ServerType | undefined, runner: Runner, channels: Channels): Promise<void> {
  const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  // Sends under way are let finish first: one that is cut off may have arrived, and would be sent twice.
  const impatience = new AbortController()
  const rested = runner.stop()
  await Promise.race([rested, SYSTEM_CLOCK.sleep(PATIENCE, impatience.signal)])
  impatience.abort()
  await Promise.all([...channels.values()].map((channel) => channel.stop()))
  await rested
  if (server && 'closeAllConnections' in server) server.closeAllConnections()
  await closed
}

function channelStates(config: Config) {
  const telegram = config.telegram !== undefined
  return [
    { type: 'web', on: true },
    { type: 'telegram', on: telegram, variable: 'TELEGRAM_BOT_TOKEN' },
    { type: 'whatsapp', on: config.whatsapp !== undefined, variable: 'WHATSAPP=on' },
    { type: 'cloud-api', on: config.cloudApi !== undefined, variable: 'WHATSAPP_CLOUD_ACCESS_TOKEN' },
  ]
}

function listen(app: Hono, config: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
      resolve(server),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `port ${config.port} is in use: set PORT to another one`
          : 'cannot listen'
      reject(Object.assign(new Error(why), { name: 'SendError' }))
    })
  })
}

/** Until somebody administers, each start makes a link that works once, and only for a day. */
async function firstLink(store: Store): Promise<string | undefined> {
  if (await store.access.hasAdministrator()) return undefined
  return makeLink({ store, clock: SYSTEM_CLOCK })
}

async function announce(
  config: Config,
  content: Content,
  server: ServerType,
  first: string | undefined,
): Promise<void> {
  const { port } = server.address() as AddressInfo
  const lines = [
    `Wasl · ${content.association.name.ar}`,
    `  website chat   http://localhost:${port}/`,
    `  status         http://localhost:${port}/status   (/healthz, /metrics)`,
    `  staff console  http://localhost:${port}/console`,
    ...(first === undefined
      ? []
      : [`  administrator  http://localhost:${port}${first}   (once, within a day)`]),
    `  data and keys  ${config.dataFolder}, ${config.keysFolder}`,
  ]
  for (const { type, on, variable } of channelStates(config)) {
    if (!on) lines.push(`  ${type} is off: set ${variable}`)
  }
  if (content.association.services.some((service) => service.sample)) {
    lines.push('  the services are samples, until the association confirms its own in services.yaml')
  }
  await new Promise<void>((resolve) => process.stdout.write(`${lines.join('\n')}\n`, () => resolve()))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
