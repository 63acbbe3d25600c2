import { z } from 'zod'
import { NOTICE_KINDS } from '#core/notice.ts'
import { LANGUAGES } from '#core/text.ts'
import type { Language } from '#core/text.ts'
import { readWhatsApp } from './config-whatsapp.ts'
import type { WhatsAppConfig } from './config-whatsapp.ts'

/** What the environment says, checked once at start and frozen. */
export interface Config {
  readonly association: string
  readonly host: string
  readonly port: number
  /** Database, files and keys. */
  readonly dataFolder: string
  /** Keys, where they are to lie apart from the data. */
  readonly keysFolder: string
  readonly language: Language
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Address under which the website chat is reached from outside; decides cookies and allowed origins. */
  readonly publicUrl: string | undefined
  /** Other sites that may embed the chat. */
  readonly webOrigins: readonly string[]
  readonly telegram: TelegramConfig | undefined
  readonly whatsapp: WhatsAppConfig | undefined
  readonly cloudApi: CloudApiConfig | undefined
  /** A language model that may choose among approved answers; off without an address. */
  readonly languageModel: LanguageModelConfig | undefined
}

export interface TelegramConfig {
  readonly token: string
  readonly apiRoot: string | undefined
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
  /** The staff's group, and whether what people say is copied into it. */
  readonly staff: { readonly chat: string; readonly mirror: boolean } | undefined
}

/** WhatsApp by Meta's Cloud API. */
export interface CloudApiConfig {
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly graphRoot: string | undefined
  readonly graphVersion: string | undefined
  readonly markRead: boolean
  /** Approved message templates by kind of notice. */
  readonly templates: Readonly<Record<string, TemplateConfig>>
}

/** A template's name at Meta, Meta's code of each language, and the notice's values in the template's order. */
export interface TemplateConfig {
  readonly name: string
  readonly languages: { readonly [language in Language]?: string }
  readonly parameters: readonly string[]
}

export interface LanguageModelConfig {
  readonly url: string
  readonly model: string
  readonly apiKey: string | undefined
  readonly timeoutMs: number
}

/** Everything wrong with the environment, one sentence each; never a value that could be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Reads the environment; throws a `ConfigError` that lists every mistake at once. */
export function readConfig(environment: Environment, associations: readonly string[]): Config {
  const problems: string[] = []
  const reader = new Reading(environment, problems)
  const dataFolder = reader.text('DATA_DIR') ?? 'data/run'
  const config: Config = {
    association: reader.oneOf('ASSOCIATION', associations) ?? 'musanid',
    host: reader.text('HOST') ?? '127.0.0.1',
    port: reader.port('PORT') ?? 8080,
    dataFolder,
    keysFolder: reader.text('KEYS_DIR') ?? `${dataFolder}/keys`,
    language: reader.oneOf('DEFAULT_LANGUAGE', LANGUAGES) ?? 'ar',
    logLevel: reader.oneOf('LOG_LEVEL', LEVELS) ?? 'info',
    publicUrl: reader.url('PUBLIC_URL'),
    webOrigins: reader.origins('WEB_ORIGINS'),
    telegram: telegram(reader),
    whatsapp: readWhatsApp(reader),
    cloudApi: cloudApi(reader),
    languageModel: languageModel(reader),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config)
}

function telegram(reader: Reading): TelegramConfig | undefined {
  const token = reader.matching(
    'TELEGRAM_BOT_TOKEN',
    /^\d{3,20}:[\w-]{30,80}$/,
    'is not a bot token as @BotFather gives it',
  )
  const apiRoot = reader.url('TELEGRAM_API_ROOT')?.replace(/\/+$/, '')
  const url = reader.url('TELEGRAM_WEBHOOK_URL')
  const secret = reader.matching(
    'TELEGRAM_WEBHOOK_SECRET',
    /^[\w-]{16,256}$/,
    'needs 16 to 256 of A–Z a–z 0–9 _ -',
  )
  const chat = reader.matching(
    'TELEGRAM_STAFF_CHAT',
    /^-100\d{5,15}$/,
    'is not the id of a supergroup (it begins with -100)',
  )
  const mirror = reader.oneOf('TELEGRAM_STAFF_MIRROR', ['on', 'off'] as const)
  if (mirror && !chat) reader.problem('TELEGRAM_STAFF_CHAT is needed with TELEGRAM_STAFF_MIRROR')
  if (url && !secret) reader.problem('TELEGRAM_WEBHOOK_SECRET is needed with TELEGRAM_WEBHOOK_URL')
  if ((url || apiRoot || chat) && !token)
    reader.problem('TELEGRAM_BOT_TOKEN is needed with the other TELEGRAM_ variables')
  if (!token) return undefined
  const staff = chat ? { chat, mirror: mirror === 'on' } : undefined
  return { token, apiRoot, webhook: url && secret ? { url, secret } : undefined, staff }
}

function cloudApi(reader: Reading): CloudApiConfig | undefined {
  const accessToken = reader.matching(
    'WHATSAPP_CLOUD_ACCESS_TOKEN',
    /^[\w|-]{20,500}$/,
    'is not an access token as Meta gives it',
  )
  const phoneNumberId = reader.matching(
    'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
    /^\d{5,25}$/,
    "is not Meta's id of a phone number (digits only)",
  )
  const appSecret = reader.matching(
    'WHATSAPP_CLOUD_APP_SECRET',
    /^[\w-]{10,100}$/,
    'is not an app secret as Meta gives it',
  )
  const verifyToken = reader.matching(
    'WHATSAPP_CLOUD_VERIFY_TOKEN',
    /^[\w-]{8,256}$/,
    'needs 8 to 256 of A–Z a–z 0–9 _ -',
  )
  const graphRoot = reader.secureUrl('WHATSAPP_CLOUD_GRAPH_ROOT')?.replace(/\/+$/, '')
  const graphVersion = reader.matching(
    'WHATSAPP_CLOUD_GRAPH_VERSION',
    /^v\d{1,3}\.\d$/,
    'is not a version such as v25.0',
  )
  const markRead = reader.oneOf('WHATSAPP_CLOUD_MARK_READ', ['on', 'off'] as const) === 'on'
  const templates = reader.templates('WHATSAPP_CLOUD_TEMPLATES')
  if (!accessToken || !phoneNumberId || !appSecret || !verifyToken) {
    const needed = { ACCESS_TOKEN: accessToken, PHONE_NUMBER_ID: phoneNumberId, APP_SECRET: appSecret }
    const all = Object.entries({ ...needed, VERIFY_TOKEN: verifyToken })
    const missing = all.filter(([, value]) => value === undefined).map(([name]) => `WHATSAPP_CLOUD_${name}`)
    if (
      missing.length < all.length ||
      graphRoot ||
      graphVersion ||
      markRead ||
      Object.keys(templates).length > 0
    )
      reader.problem(`${missing.join(', ')} needed with the other WHATSAPP_CLOUD_ variables`)
    return undefined
  }
  return { phoneNumberId, accessToken, appSecret, verifyToken, graphRoot, graphVersion, markRead, templates }
}

/** The last two are no notices of a case: they remind of a request that was begun, and tell that it was deleted. */
const TemplatesSchema = z.partialRecord(
  z.enum([...NOTICE_KINDS, 'draft_reminder', 'draft_expired']),
  z.strictObject({
    name: z.string().regex(/^[a-z0-9_]{1,512}$/),
    languages: z.partialRecord(z.enum(LANGUAGES), z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)),
    parameters: z.array(z.string().min(1)).max(10).default([]),
  }),
)

/** A person waits no longer than this for a second opinion. */
const MODEL_TIMEOUT = 2_500
const LONGEST_MODEL_TIMEOUT = 10_000

function languageModel(reader: Reading): LanguageModelConfig | undefined {
  const url = reader.url('LLM_URL')
  const model = reader.text('LLM_MODEL')
  const apiKey = reader.text('LLM_API_KEY')
  const timeoutMs = reader.milliseconds('LLM_TIMEOUT_MS', LONGEST_MODEL_TIMEOUT)
  if (url && !model) reader.problem('LLM_MODEL is needed with LLM_URL')
  if (!url && (model || apiKey || timeoutMs))
    reader.problem('LLM_URL is needed with the other LLM_ variables')
  return url && model ? { url, model, apiKey, timeoutMs: timeoutMs ?? MODEL_TIMEOUT } : undefined
}

/** Reads single variables and gathers what is wrong with them. */
class Reading {
  private readonly environment: Environment
  private readonly problems: string[]

  constructor(environment: Environment, problems: string[]) {
    this.environment = environment
    this.problems = problems
  }

  problem(sentence: string): void {
    this.problems.push(sentence)
  }

  text(name: string): string | undefined {
    const value = this.environment[name]?.trim()
    return value === '' ? undefined : value
  }

  matching(name: string, pattern: RegExp, otherwise: string): string | undefined {
    const value = this.text(name)
    if (value !== undefined && !pattern.test(value)) this.problem(`${name} ${otherwise}`)
    return value
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const found = allowed.find((item) => item === value)
    if (found === undefined) this.problem(`${name} must be one of ${allowed.join(', ')}`)
    return found
  }

  port(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const port = Number(value)
    if (!/^\d{1,5}$/.test(value) || port > 65_535) this.problem(`${name} must be a number from 0 to 65535`)
    return port
  }

  milliseconds(name: string, most: number): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const given = Number(value)
    if (!/^\d{1,6}$/.test(value) || given < 1 || given > most)
      this.problem(`${name} must be a number of milliseconds from 1 to ${most}`)
    return given
  }

  url(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      this.problem(`${name} must be an address that begins with http:// or https://`)
    }
    return value
  }

  /** An address to which secrets are sent: over https, or inside this machine. */
  secureUrl(name: string): string | undefined {
    const value = this.url(name)
    if (value === undefined || !URL.canParse(value)) return value
    const { protocol, hostname } = new URL(value)
    if (protocol !== 'https:' && !['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
      this.problem(`${name} must begin with https://`)
    return value
  }

  templates(name: string): Readonly<Record<string, TemplateConfig>> {
    const value = this.text(name)
    if (value === undefined) return {}
    try {
      const read = TemplatesSchema.safeParse(JSON.parse(value))
      if (read.success) return read.data
      for (const { path } of read.error.issues)
        this.problem(`${name}: wrong at ${path.join('.') || 'its top'}`)
    } catch {
      this.problem(`${name} is not JSON`)
    }
    return {}
  }

  origins(name: string): readonly string[] {
    const values = (this.text(name) ?? '').split(',').map((item) => item.trim())
    const given = values.filter((item) => item !== '')
    for (const item of given) {
      if (!URL.canParse(item) || new URL(item).origin !== item) {
        this.problem(`${name} holds something that is no origin (https://example.org, separated by commas)`)
      }
    }
    return given
  }
}
