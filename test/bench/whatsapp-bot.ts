import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import { createLog } from '#runner/log.ts'
import { assemble, openData } from '../../src/assemble.ts'
import { trustTestRoot } from '../fakes/whatsapp-relay/certificates.ts'
import { benchContent } from './form.ts'
import { profileOnDemand } from './profile-shares.ts'

/**
 * The bot of the WhatsApp benchmark: the real channel, runner and store over the relay, and the form that engines are
 * compared by. It does not type before it answers, and asks in text. Its parent hears how much CPU it used, and where.
 */
const { DATA_DIR = '', RELAY_URL = '', RELAY_ROOT = '' } = process.env

trustTestRoot(Buffer.from(RELAY_ROOT, 'hex'))
const store = await openData(DATA_DIR)
const log = createLog('silent')
const quiet = (): undefined => undefined
const { channel, files } = createWhatsAppChannel({
  state: store.device('whatsapp'),
  holder: 'folder',
  url: RELAY_URL,
  polls: false,
  logger: { info: quiet, warn: quiet, error: quiet },
  reports: {
    receipts: (receipts) => runner.reports.receipts(receipts),
    lineOpened: async (account) => runner.reports.lineOpened?.(account),
  },
  pace: { typing: [0, 0] },
})
const runner = assemble(benchContent(), store, {
  channels: new Map([[channel.type, channel]]),
  fileSources: new Map([[channel.type, files]]),
  log,
  language: 'ar',
})
await runner.start()
await channel.start(runner.receive)
profileOnDemand()
