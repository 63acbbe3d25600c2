import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createLog } from '#runner/log.ts'
import { assemble, associationIds, loadContent, openData } from '../../src/assemble.ts'
import { openControl } from '../../src/cli/control.ts'
import { operatorCommands } from '../../src/cli/operator/operator.ts'
import { readConfig } from '../../src/config.ts'
import { ROOT } from '../fakes/conversation.ts'
import { pause } from './bot-process.ts'

/**
 * Wasl on WhatsApp, put together as `wasl start` does, but for its pace: it does not type before it answers, and comes
 * back soon. On SIGUSR2 it says how much memory it holds, where the garbage collector is exposed.
 */
const PACE = { typing: [0, 0], backOff: [50, 1_000] } as const
const PATIENCE = 3_000

const config = readConfig(process.env, associationIds(ROOT))
const content = loadContent(ROOT, config.association)
const store = await openData(config.dataFolder)
const log = createLog(config.logLevel)
const { channel, files } = createWhatsAppChannel({
  state: store.device('whatsapp'),
  holder: 'folder',
  url: process.env.RELAY_URL ?? '',
  logger: {
    info: ({ code, ...fields }) => log.info(code, fields),
    warn: ({ code, ...fields }) => log.warn(code, fields),
    error: ({ code, ...fields }) => log.error(code, fields),
  },
  onHealth: ({ state }) => log.info(`whatsapp_${state}`),
  reports: {
    receipts: (receipts) => runner.reports.receipts(receipts),
    lineOpened: async (account) => runner.reports.lineOpened?.(account),
  },
  pace: PACE,
})
const runner = assemble(content, store, {
  channels: new Map([[channel.type, channel]]),
  fileSources: new Map([[channel.type, files]]),
  log,
  language: 'ar',
})

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  globalThis.gc?.()
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`)
})
const told = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()))
await runner.start()
await channel.start(runner.receive)
const operator = operatorCommands({ store, runner, content, clock: SYSTEM_CLOCK })
const control = await openControl(config.dataFolder, operator)
await told
control.close()
const rested = runner.stop()
await Promise.race([rested, pause(PATIENCE)])
await channel.stop()
await rested
await store.close()
log.flush()
process.exit(0)
