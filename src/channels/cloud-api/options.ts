import type { Reports } from '#channels/channel.ts'
import type { Urn } from '#core/contact.ts'
import type { Language } from '#core/text.ts'

/** What WhatsApp shows in its own places, in one language. Words live in `locales/`; main passes them in. */
export interface CloudApiWords {
  /** On the button that opens a list: at most 20 letters. */
  readonly openList: string
}

/** The words for each language; Arabic stands in where one is missing. */
export type CloudApiTexts = { readonly ar: CloudApiWords } & {
  readonly [language in Language]?: CloudApiWords
}

/** A message template that Meta approved, for one kind of notice. */
export interface Template {
  readonly name: string
  /** Meta's code for each language that the template was approved in: `en` may be `en_US` there. */
  readonly languages: { readonly [language in Language]?: string }
  /** Names of the notice's values, in the order in which the template's body numbers them. */
  readonly parameters: readonly string[]
}

/** All that may be logged about the Cloud API: codes and numbers, nothing that a person wrote and no token. */
export interface CloudApiLogFields {
  readonly code: string
  readonly status?: number
  /** Meta's own number for a refusal. */
  readonly graph?: number
  readonly count?: number
}

/** The part of a logger that this channel uses; `error` is an alarm that somebody should see. */
export interface CloudApiLogger {
  info(fields: CloudApiLogFields): void
  warn(fields: CloudApiLogFields): void
  error(fields: CloudApiLogFields): void
}

/** How long things may take, in milliseconds. */
export interface Pace {
  /** When an unanswered call is given up. */
  readonly request: number
  /** How long a message whose taking is unknown waits for a receipt before it is sent again. */
  readonly unanswered: number
  /** How long `stop` waits for sends under way before it gives them up. */
  readonly drain: number
  /** How long one file may take to come. */
  readonly download: number
}

export const USUAL_PACE: Pace = {
  request: 30_000,
  unanswered: 20_000,
  drain: 4_000,
  download: 60_000,
}

/** What the Cloud API channel is built from. */
export interface CloudApiOptions {
  /** Meta's id of our number, not the number itself. */
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  /** `https://graph.facebook.com` without it. */
  readonly graphRoot?: string
  /** Such as `v25.0`, Meta's of February 2026, which works until July 2028 (Graph API changelog). */
  readonly graphVersion?: string
  readonly texts: CloudApiTexts
  /** By kind of notice. */
  readonly templates?: Readonly<Record<string, Template>>
  /** Shows people that their message was read, and that an answer is being written. */
  readonly markRead?: boolean
  readonly reports: Reports
  /** When a contact last wrote to our account, asked of the database; undefined where it knows no such contact. */
  lastHeard(urn: Urn, account: string): Promise<number | undefined>
  now(): number
  readonly logger: CloudApiLogger
  readonly pace?: Partial<Pace>
}

/** The words in a language, or in Arabic. */
export function wordsIn(texts: CloudApiTexts, language: Language): CloudApiWords {
  return texts[language] ?? texts.ar
}
