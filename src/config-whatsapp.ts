/** WhatsApp by a linked device. */
export interface WhatsAppConfig {
  /** The version of WhatsApp Web to introduce ourselves as; found out without it. */
  readonly version: readonly [number, number, number] | undefined
  /** A server on this machine, for tests: WhatsApp's own is reached by TLS only, at its own address. */
  readonly url: string | undefined
}

/** Reads single variables and gathers what is wrong with them. */
interface Reader {
  matching(name: string, pattern: RegExp, otherwise: string): string | undefined
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined
  problem(sentence: string): void
}

const VERSION = /^\d{1,3}\.\d{1,5}\.\d{1,12}$/
const LOOPBACK = /^wss?:\/\/(127\.0\.0\.1|localhost)(:\d{1,5})?(\/[\w/.-]*)?$/

/** Whether and how WhatsApp is linked; off without WHATSAPP=on. */
export function readWhatsApp(reader: Reader): WhatsAppConfig | undefined {
  const on = reader.oneOf('WHATSAPP', ['on', 'off']) === 'on'
  const version = reader.matching('WHATSAPP_VERSION', VERSION, 'is not a version such as 2.3000.1043857760')
  const url = reader.matching('WHATSAPP_URL', LOOPBACK, 'may only name a server on this machine, for tests')
  if (!on && (version ?? url) !== undefined)
    reader.problem('WHATSAPP=on is needed with the other WHATSAPP_ variables')
  const [major = 0, minor = 0, patch = 0] = (version ?? '').split('.').map(Number)
  return on ? { version: version === undefined ? undefined : [major, minor, patch], url } : undefined
}
