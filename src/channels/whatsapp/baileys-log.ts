import type { WhatsAppLogger } from './options.ts'

/** The shape of a logger that Baileys takes. */
interface BaileysLogger {
  level: string
  child(fields: Record<string, unknown>): BaileysLogger
  trace(fields: unknown, message?: string): void
  debug(fields: unknown, message?: string): void
  info(fields: unknown, message?: string): void
  warn(fields: unknown, message?: string): void
  error(fields: unknown, message?: string): void
}

/** What Baileys says that somebody should hear, in our own words. Its fields hold keys, numbers and texts: none is read. */
const HEARD: Readonly<Record<string, string>> = {
  'failed to decrypt message': 'whatsapp_not_decrypted',
  'transaction failed, rolling back': 'whatsapp_keys_rolled_back',
  "unexpected error in 'processing message'": 'whatsapp_message_failed',
  "unexpected error in 'handling receipt'": 'whatsapp_receipt_failed',
  "unexpected error in 'handling notification'": 'whatsapp_notification_failed',
}

/** A logger for Baileys that passes on nothing but codes from a closed list. */
export function baileysLog(logger: WhatsAppLogger): BaileysLogger {
  const hear = (_fields: unknown, message?: string): void => {
    const code = HEARD[message ?? '']
    if (code !== undefined) logger.warn({ code })
  }
  const nothing = (): void => undefined
  const log: BaileysLogger = {
    level: 'silent',
    child: () => log,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: hear,
    error: hear,
  }
  return log
}
