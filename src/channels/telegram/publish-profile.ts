import type { LanguageCode } from 'grammy/types'
import { LANGUAGES } from '#core/text.ts'
import { TelegramError } from './client.ts'
import type { Client } from './client.ts'
import { cut } from './cut.ts'
import type { TelegramLogger, TelegramTexts, TelegramWords } from './options.ts'

/** Commands of a bot that speaks in private chats only. */
const SCOPE = { type: 'all_private_chats' } as const

/**
 * Shows commands and descriptions in every language, Arabic as the one for all others. Each is read first and set
 * only where it differs: setting at every start runs into Telegram's limits. A failure is told and left for the next start.
 */
export async function publishProfile(
  client: Client,
  texts: TelegramTexts,
  logger: TelegramLogger,
  signal: AbortSignal,
): Promise<void> {
  const others = LANGUAGES.filter((language) => language !== 'ar')
  const perLanguage: (readonly [LanguageCode | undefined, TelegramWords | undefined])[] = [
    [undefined, texts.ar],
    ...others.map((language) => [language, texts[language]] as const),
  ]
  let changes = 0
  try {
    for (const [code, words] of perLanguage) if (words) changes += await publish(client, words, code, signal)
    if (changes > 0) logger.info({ code: 'telegram_profile_published', count: changes })
  } catch (error) {
    if (signal.aborted) return
    const { method, status } = error instanceof TelegramError ? error : { method: 'unknown', status: 0 }
    logger.warn({ code: 'telegram_profile_failed', method, status })
  }
}

/** Publishes one language; resolves to the number of calls that changed something. */
async function publish(
  client: Client,
  words: TelegramWords,
  code: LanguageCode | undefined,
  signal: AbortSignal,
): Promise<number> {
  const language = code === undefined ? {} : { language_code: code }
  let changes = 0

  const commands = words.commands.map((each) => ({ ...each, description: cut(each.description, 256) }))
  const shown = await client.call('getMyCommands', { scope: SCOPE, ...language }, signal)
  if (keyOf(shown) !== keyOf(commands)) {
    await client.call('setMyCommands', { commands, scope: SCOPE, ...language }, signal)
    changes += 1
  }

  const description = cut(words.description, 512)
  if ((await client.call('getMyDescription', language, signal)).description !== description) {
    await client.call('setMyDescription', { description, ...language }, signal)
    changes += 1
  }

  const short = cut(words.shortDescription, 120)
  if ((await client.call('getMyShortDescription', language, signal)).short_description !== short) {
    await client.call('setMyShortDescription', { short_description: short, ...language }, signal)
    changes += 1
  }
  return changes
}

function keyOf(commands: TelegramWords['commands']): string {
  return JSON.stringify(commands.map(({ command, description }) => [command, description]))
}
