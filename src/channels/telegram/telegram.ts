import { setTimeout as sleep } from 'node:timers/promises'
import type { Capabilities, Channel, FileSource, Receive } from '#channels/channel.ts'
import type { StaffGroup } from '#channels/staff-group.ts'
import { TelegramError, createClient } from './client.ts'
import type { Client } from './client.ts'
import { createFileSource } from './file-source.ts'
import { createIntake } from './intake.ts'
import { USUAL_PACE } from './options.ts'
import type { Pace, TelegramOptions } from './options.ts'
import { pollUpdates } from './poll-updates.ts'
import { publishProfile } from './publish-profile.ts'
import { ALLOWED_UPDATES } from './read-update.ts'
import { LIMITS } from './render.ts'
import { createSend } from './send.ts'
import { createStaffGroup } from './staff-group.ts'
import { takeWebhook } from './take-webhook.ts'
import type { WebhookRequest } from './take-webhook.ts'

/** The channel, the files people sent over it, and the handler for the webhook's address. */
export interface Telegram {
  readonly channel: Channel
  readonly files: FileSource
  /** The staff's group, where there is one. */
  readonly group?: StaffGroup
  /** Resolves to the HTTP status to answer with. 503 in polling mode and while the channel is not started. */
  webhook(request: WebhookRequest): Promise<number>
}

export const TELEGRAM_CAPABILITIES: Capabilities = {
  buttons: LIMITS.buttons,
  buttonLabel: LIMITS.label,
  listRows: 0,
  textLength: LIMITS.text,
  fileBytes: LIMITS.fileBytes,
  polls: false,
  requestPhone: true,
  requestLocation: true,
}

/** How long a start waits for Telegram's answer; the association's other channels must not wait for it. */
const GREETING = 10_000

/** A Telegram bot as a channel. Nothing is confirmed to Telegram that `receive` has not stored. */
export function createTelegramChannel(options: TelegramOptions): Telegram {
  const pace: Pace = { ...USUAL_PACE, ...options.pace }
  const { token, texts, logger, staff } = options
  const account = accountOf(token)
  if (options.mode === 'webhook' && !(options.webhookUrl && options.webhookSecret))
    throw new Error('Telegram by webhook needs its address and its secret')
  const receiving = new AbortController()
  const sending = new AbortController()
  const client = createClient(token, options.apiRoot, pace.request)
  const intake = createIntake({ client, account, texts, logger, signal: sending.signal, staff })
  const send = createSend({ client, texts, logger })
  const background: Promise<void>[] = []
  const deliveries = new Set<Promise<unknown>>()
  let receiver: Receive | undefined

  const channel: Channel = {
    type: 'telegram',
    capabilities: TELEGRAM_CAPABILITIES,
    async start(receive) {
      await checkToken(client, options, receiving.signal)
      if (receiving.signal.aborted) return
      receiver = receive
      const position = (): Promise<number | undefined> => options.position()
      const polling = { client, intake, receive, position, logger, pace }
      background.push(
        options.mode === 'polling'
          ? pollUpdates(polling, receiving.signal)
          : setWebhook(client, options, pace, receiving.signal),
        publishProfile(client, texts, logger, receiving.signal),
      )
    },
    send(message) {
      return tracked(deliveries, send(message, sending.signal))
    },
    async stop() {
      receiver = undefined
      receiving.abort()
      // What is being sent may still arrive; given up too early it would be sent twice.
      const enough = setTimeout(() => sending.abort(), pace.drain)
      await Promise.all([...background, intake.settle(), Promise.allSettled(deliveries)])
      clearTimeout(enough)
      sending.abort()
    },
  }

  return {
    channel,
    ...(staff && { group: createStaffGroup(client, staff.chat, sending.signal) }),
    files: createFileSource({
      client,
      token,
      apiRoot: options.apiRoot,
      logger,
      pace,
      signal: receiving.signal,
    }),
    webhook(request) {
      const secret = options.mode === 'webhook' ? options.webhookSecret : undefined
      if (!receiver || !secret) return Promise.resolve(503)
      return tracked(deliveries, takeWebhook(request, { intake, secret, receive: receiver, logger }))
    },
  }
}

/** The bot's id: the part of its token before the colon. */
function accountOf(token: string): string {
  const id = /^(\d+):[A-Za-z0-9_-]+$/.exec(token)?.[1]
  if (!id) throw new Error('TELEGRAM_BOT_TOKEN is not of the form 123456:ABC…')
  return id
}

/** Rejects when Telegram refuses the token. Telegram being out of reach is no reason: the loop keeps trying. */
async function checkToken(client: Client, { logger }: TelegramOptions, signal: AbortSignal): Promise<void> {
  try {
    await client.greet(AbortSignal.any([signal, AbortSignal.timeout(GREETING)]))
  } catch (error) {
    const status = error instanceof TelegramError ? error.status : 0
    if (status === 401 || status === 404)
      throw new Error(`Telegram refuses the token (${status}): check TELEGRAM_BOT_TOKEN`, { cause: error })
    if (!signal.aborted) logger.warn({ code: 'telegram_unreachable', method: 'getMe', status })
  }
}

/** Tells Telegram where to post, until it has taken it. */
async function setWebhook(
  client: Client,
  options: TelegramOptions,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  const [first, longest] = pace.backOff
  for (let wait = first; !signal.aborted; wait = Math.min(longest, wait * 2)) {
    try {
      const where = { url: options.webhookUrl ?? '', secret_token: options.webhookSecret ?? '' }
      await client.call('setWebhook', { ...where, allowed_updates: ALLOWED_UPDATES }, signal)
      return
    } catch (error) {
      if (signal.aborted) return
      const { status, retryAfter } = error instanceof TelegramError ? error : { status: 0, retryAfter: 0 }
      options.logger.error({ code: 'telegram_webhook_not_set', method: 'setWebhook', status })
      await sleep(Math.max(wait, retryAfter ?? 0), undefined, { signal }).catch(() => undefined)
    }
  }
}

function tracked<T>(set: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  set.add(work)
  // Only the bookkeeping swallows a failure; the caller gets it.
  void work.catch(() => undefined).finally(() => set.delete(work))
  return work
}
