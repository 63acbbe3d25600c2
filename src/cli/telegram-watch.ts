import type { TelegramState } from '#console/channels/channel-standing.ts'
import type { Log } from '#runner/log.ts'

/** What a code of the channel's log says about the channel. */
const SAYS: Readonly<Record<string, TelegramState>> = {
  telegram_polling_again: 'working',
  telegram_unreachable: 'unreachable',
  telegram_poll_failed: 'unreachable',
  telegram_silent: 'unreachable',
  telegram_second_poller: 'second_poller',
  telegram_token_refused: 'refused',
  telegram_webhook_not_set: 'webhook_not_set',
}

/** The channel tries again sooner than this, and complains again: a complaint that is older has been settled. */
const SETTLED = 10 * 60_000

/** A log for Telegram's channel, and what it told last. */
export interface TelegramWatch {
  readonly log: Log
  state(): TelegramState
}

/** Listens to what Telegram's channel logs, so that staff see how it does. */
export function watchTelegram(log: Log, now: () => number): TelegramWatch {
  let last: { readonly state: TelegramState; readonly at: number } = { state: 'working', at: 0 }
  const hear = (code: string): void => {
    const state = SAYS[code]
    if (state !== undefined) last = { state, at: now() }
  }
  const heard =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (code, fields) => {
      hear(code)
      log[level](code, fields)
    }
  return {
    log: { ...log, info: heard('info'), warn: heard('warn'), error: heard('error') },
    state: () => (last.state !== 'refused' && now() - last.at > SETTLED ? 'working' : last.state),
  }
}
