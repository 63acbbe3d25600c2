import { createHash, timingSafeEqual } from 'node:crypto'
import type { Receive } from '#channels/channel.ts'
import { isUpdate } from './intake.ts'
import type { Intake } from './intake.ts'
import type { TelegramLogger } from './options.ts'

/** What came in at the webhook's address. */
export interface WebhookRequest {
  /** The header `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string | undefined
  readonly body: Uint8Array
}

/** The largest body read; Telegram's updates are a few kilobytes. */
const MAX_BODY = 1024 * 1024

interface Tools {
  readonly intake: Intake
  readonly secret: string
  readonly receive: Receive
  readonly logger: TelegramLogger
}

/** The HTTP status for one delivery: 200 only when it is on disk, so that Telegram repeats everything else. */
export async function takeWebhook(request: WebhookRequest, tools: Tools): Promise<number> {
  if (!sameSecret(request.secret ?? '', tools.secret)) return 401
  if (request.body.byteLength > MAX_BODY) return 413
  const update = parse(request.body)
  if (!isUpdate(update)) return 400
  try {
    await tools.intake.take([update], tools.receive)
    return 200
  } catch {
    tools.logger.error({ code: 'telegram_not_stored', count: 1 })
    return 503
  }
}

/** Compares in a time that tells nothing about the secret; hashing makes the lengths equal. */
function sameSecret(given: string, expected: string): boolean {
  return expected !== '' && timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
