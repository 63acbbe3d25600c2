import type { CallbackQuery, Update } from 'grammy/types'
import type { Receive } from '#channels/channel.ts'
import type { IncomingMessage } from '#core/message.ts'
import { decodeButton } from './button-data.ts'
import { TelegramError } from './client.ts'
import type { Client } from './client.ts'
import { wordsIn } from './options.ts'
import type { TelegramLogger, TelegramOptions, TelegramTexts } from './options.ts'
import { readUpdate } from './read-update.ts'
import { readGroupWord } from './staff-group.ts'

/** What polling and webhook both do with updates. */
export interface Intake {
  /**
   * Answers pressed buttons and hands the rest over. Resolves, to the greatest `update_id` that must now be on
   * disk if there is one, when all of it is stored; rejects when it is not.
   */
  take(updates: readonly Update[], receive: Receive): Promise<number | undefined>
  /** Resolves when no answer to a button is under way. */
  settle(): Promise<void>
}

interface Tools {
  readonly client: Client
  readonly account: string
  readonly texts: TelegramTexts
  readonly logger: TelegramLogger
  readonly signal: AbortSignal
  readonly staff?: TelegramOptions['staff'] | undefined
}

/** An intake for one bot. */
export function createIntake(tools: Tools): Intake {
  const answering = new Set<Promise<void>>()
  return {
    async take(updates, receive) {
      // In Telegram's order and once each, in whatever order and number they came.
      const unique = [...new Map(updates.map((update) => [update.update_id, update])).values()]
      const ordered = unique.toSorted((a, b) => a.update_id - b.update_id)
      for (const { callback_query: query } of ordered) if (query) track(answering, answerButton(tools, query))
      const messages = ordered.flatMap((update) => read(tools, update) ?? [])
      if (messages.length > 0) await receive(messages)
      // After the people: what waits in the group holds up nobody.
      for (const update of ordered) await hear(tools, update)
      return messages.at(-1)?.position
    },
    async settle() {
      await Promise.all(answering)
    },
  }
}

/** Whether a value from outside is an update, as far as all of this depends on it. */
export function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id)
  )
}

/** Hands over what staff wrote in their group; it never comes near `receive`. */
async function hear({ staff, logger }: Tools, update: Update): Promise<void> {
  if (!staff) return
  let word
  try {
    word = readGroupWord(update, staff.chat)
  } catch {
    logger.error({ code: 'telegram_update_unreadable' })
  }
  if (word) await staff.hear(word)
}

function read({ account, logger }: Tools, update: Update): IncomingMessage | undefined {
  try {
    return readUpdate(update, { account, receivedAt: Date.now() })
  } catch {
    // A shape that Telegram does not document must not keep everyone else's messages from coming in.
    logger.error({ code: 'telegram_update_unreadable' })
    return undefined
  }
}

/** Ends the button's spinner, before any work and without waiting. A second answer is refused, which is no matter. */
async function answerButton({ client, texts, logger, signal }: Tools, query: CallbackQuery): Promise<void> {
  const words = wordsIn(texts, query.from.language_code)
  const text =
    query.message && query.message.chat.type !== 'private'
      ? words.privateOnly
      : decodeButton(query.data)
        ? undefined
        : words.buttonGone
  try {
    const payload = { callback_query_id: query.id, ...(text === undefined ? {} : { text }) }
    await client.call('answerCallbackQuery', payload, signal)
  } catch (error) {
    const status = error instanceof TelegramError ? error.status : 0
    if (status !== 400) logger.warn({ code: 'telegram_button_unanswered', status })
  }
}

function track(set: Set<Promise<void>>, work: Promise<void>): void {
  set.add(work)
  void work.finally(() => set.delete(work))
}
