import { SendError } from '#channels/send-error.ts'
import { TelegramError } from './client.ts'

/** Telegram's usual wait, for a 429 that does not say how long. */
const USUAL_WAIT = 5_000

/** Why a send failed, in the words of our closed list. */
export function sendErrorFrom(error: unknown): SendError {
  if (error instanceof SendError) return error
  if (!(error instanceof TelegramError)) return new SendError('connection', 'the call to Telegram broke off')
  const { status, refusal, retryAfter } = error
  if (status === 429)
    return new SendError('throttled', 'Telegram asks to wait (429)', retryAfter ?? USUAL_WAIT)
  if (status === 403)
    return new SendError('contact_stopped', 'the person blocked the bot, left Telegram or never began (403)')
  if (status === 401 || status === 404)
    return new SendError('config', `Telegram refuses the token (${status}): check TELEGRAM_BOT_TOKEN`)
  // 409 stands for two pollers and says nothing about the message.
  if (status === 0 || status >= 500 || status === 409)
    return new SendError('connection', error.message, retryAfter)
  if (refusal === 'no_chat') return new SendError('rejected', 'Telegram knows no such chat (400)')
  return new SendError('rejected', `Telegram refused the message (${status})`)
}
