import type { IncomingMessage } from '#core/message.ts'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import { createLog } from '#runner/log.ts'
import { assemble, associationIds, loadContent, openData } from '../../src/assemble.ts'
import { telegramTexts } from '../../src/cli/telegram-texts.ts'
import { readConfig } from '../../src/config.ts'
import { ROOT } from '../fakes/conversation.ts'

/**
 * Wasl with its promise broken on purpose: Telegram hears that messages are stored, and only then, a little later,
 * they are. The kill test must find out.
 */
const LATER = 40

const config = readConfig(process.env, associationIds(ROOT))
if (!config.telegram) throw new Error('this program needs a bot')
const { token, apiRoot } = config.telegram
const content = loadContent(ROOT, config.association)
const store = await openData(config.dataFolder)
const log = createLog('silent')
const { channel } = createTelegramChannel({
  token,
  mode: 'polling',
  position: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
  texts: telegramTexts(content),
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  ...(apiRoot !== undefined && { apiRoot }),
})
const channels = new Map([[channel.type, channel]])
const runner = assemble(content, store, { channels, fileSources: new Map(), log, language: 'ar' })

await runner.start()
await channel.start((messages: readonly IncomingMessage[]) => {
  setTimeout(() => void runner.receive(messages), LATER)
  return Promise.resolve()
})
process.stdout.write('website chat: none\n')
await new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()))
await channel.stop()
await runner.stop()
await store.close()
