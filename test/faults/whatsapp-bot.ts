import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import { createLog } from '#runner/log.ts'
import { assemble, associationIds, loadContent, openData } from '../../src/assemble.ts'
import { readConfig } from '../../src/config.ts'
import { ROOT } from '../fakes/conversation.ts'
import { pause } from './bot-process.ts'

/**
 * Wasl on WhatsApp, put together as `wasl start` does, but for the server: the relay's address instead of WhatsApp's.
 */
const PATIENCE = 3_000

const config = readConfig(process.env, associationIds(ROOT))
const content = loadContent(ROOT, config.association)
const store = await openData(config.dataFolder)
const log = createLog(config.logLevel)
const whatsapp = createWhatsAppChannel({
  state: store.device('whatsapp'),
  holder: 'wasl',
  url: process.env.RELAY_URL ?? '',
  logger: {
    info: ({ code, ...fields }) => log.info(code, fields),
    warn: ({ code, ...fields }) => log.warn(code, fields),
    error: ({ code, ...fields }) => log.error(code, fields),
  },
  pace: { typing: [0, 0] },
})
const { channel, files } = whatsapp
const runner = assemble(content, store, {
  channels: new Map([[channel.type, channel]]),
  fileSources: new Map([[channel.type, files]]),
  log,
  language: 'ar',
})
await runner.start()
await channel.start(runner.receive)
await new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()))
const rested = runner.stop()
await Promise.race([rested, pause(PATIENCE)])
await channel.stop()
await rested
await store.close()
process.exit(0)
