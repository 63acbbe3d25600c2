import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { HearGroup } from '#channels/staff-group.ts'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import type { Telegram } from '#channels/telegram/telegram.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import type { Log } from '#runner/log.ts'
import type { Runner } from '#runner/runner.ts'
import { createStaffDesk } from '#runner/staff-topics/staff-desk.ts'
import type { StaffDesk } from '#runner/staff-topics/staff-desk.ts'
import type { Store } from '#store/store.ts'
import type { Content } from '../assemble.ts'
import type { Config } from '../config.ts'
import { originOf } from './open-web.ts'
import { telegramTexts } from './telegram-texts.ts'

/** What the desk of the staff's group needs of the service. */
interface StaffDeskNeeds {
  readonly telegram: Telegram | undefined
  readonly store: Store
  readonly runner: Runner
  readonly log: Log
  port(): number
}

/** The desk of the staff's group, where the association has one. */
export function openStaffDesk(config: Config, needs: StaffDeskNeeds): StaffDesk | undefined {
  const { telegram, store, runner, log, port } = needs
  if (!telegram?.group) return undefined
  return createStaffDesk({
    store,
    runner,
    group: telegram.group,
    clock: SYSTEM_CLOCK,
    log,
    language: config.language === 'en' ? 'en' : 'ar',
    mirror: config.telegram?.staff?.mirror ?? false,
    address: (handoffId) => `${originOf(config) ?? `http://localhost:${port()}`}/console/inbox/${handoffId}`,
  })
}

/** The Telegram bot, where there is a token. */
export function openTelegram(
  config: Config,
  content: Content,
  store: Store,
  log: Log,
  hear: HearGroup,
): Telegram | undefined {
  const { telegram } = config
  if (!telegram) return undefined
  const account = telegram.token.slice(0, telegram.token.indexOf(':'))
  return createTelegramChannel({
    token: telegram.token,
    mode: telegram.webhook ? 'webhook' : 'polling',
    position: () => store.inbox.position('telegram', account),
    texts: telegramTexts(content),
    logger: {
      info: ({ code, ...fields }) => log.info(code, fields),
      warn: ({ code, ...fields }) => log.warn(code, fields),
      error: ({ code, ...fields }) => log.error(code, fields),
    },
    ...(telegram.apiRoot !== undefined && { apiRoot: telegram.apiRoot }),
    ...(telegram.staff && { staff: { chat: telegram.staff.chat, hear } }),
    ...(telegram.webhook && { webhookUrl: telegram.webhook.url, webhookSecret: telegram.webhook.secret }),
  })
}

/** Lets Telegram's posts in at the webhook's address. */
export function mountWebhook(app: Hono, url: string, telegram: Telegram): void {
  app.post(new URL(url).pathname, bodyLimit({ maxSize: 1024 * 1024 }), async (c) => {
    const secret = c.req.header('x-telegram-bot-api-secret-token')
    const status = await telegram.webhook({ secret, body: new Uint8Array(await c.req.arrayBuffer()) })
    return c.body(null, status as 200)
  })
}
