import type { HearGroup } from '#channels/staff-group.ts'
import type { Language } from '#core/text.ts'

/** What Telegram shows in its own places, in one language. Words live in `locales/`; main passes them in. */
export interface TelegramWords {
  /** The bot's command list: lower-case Latin letters, digits and `_`, up to 32. */
  readonly commands: readonly { readonly command: string; readonly description: string }[]
  /** Shown in an empty chat before the first message, up to 512 letters. */
  readonly description: string
  /** Shown on the bot's profile and when it is shared, up to 120 letters. */
  readonly shortDescription: string
  /** Label of the button that shares the person's own phone number. */
  readonly sharePhone: string
  /** Label of the button that shares where the person is. */
  readonly shareLocation: string
  /** In the empty input field under such a button: typing works too. Up to 64 letters. */
  readonly typeHere: string
  /** Over buttons that have to stand in a message of their own: press one, or type its number. */
  readonly pressOrType: string
  /** Answer to a button that no flow of ours made. Up to 200 letters. */
  readonly buttonGone: string
  /** Answer to a button pressed in a group: personal matters only in a private chat. Up to 200 letters. */
  readonly privateOnly: string
}

/** The words for each language; Arabic stands in where one is missing. */
export type TelegramTexts = { readonly ar: TelegramWords } & {
  readonly [language in Language]?: TelegramWords
}

/** All that may be logged about Telegram: codes and numbers, nothing that a person wrote and no token. */
export interface TelegramLogFields {
  readonly code: string
  readonly method?: string
  readonly status?: number
  readonly count?: number
  readonly seconds?: number
}

/** The part of a logger that this channel uses; `error` is an alarm that somebody should see. */
export interface TelegramLogger {
  info(fields: TelegramLogFields): void
  warn(fields: TelegramLogFields): void
  error(fields: TelegramLogFields): void
}

/** How long things may take, in milliseconds. */
export interface Pace {
  /** How long Telegram may hold an empty `getUpdates`; rounded to seconds on the wire. */
  readonly poll: number
  /** When an unanswered call is given up; above `poll`. */
  readonly request: number
  /** Silence after which the polling loop is started anew, with an alarm. */
  readonly silence: number
  /** First and longest wait between attempts after a failure. */
  readonly backOff: readonly [first: number, longest: number]
  /** How long `stop` waits for sends under way before it gives them up. */
  readonly drain: number
  /** How long one file may take to come. */
  readonly download: number
}

export const USUAL_PACE: Pace = {
  poll: 25_000,
  request: 50_000,
  silence: 120_000,
  backOff: [1_000, 30_000],
  drain: 4_000,
  download: 60_000,
}

/** What the Telegram channel is built from. */
export interface TelegramOptions {
  readonly token: string
  /** A self-hosted Bot API server, for calls and files; Telegram's own without it. */
  readonly apiRoot?: string
  readonly mode: 'polling' | 'webhook'
  /** Required in webhook mode: where Telegram posts to, over https. */
  readonly webhookUrl?: string
  /** Required in webhook mode: 1–256 of `A-Za-z0-9_-`, sent back by Telegram with every update. */
  readonly webhookSecret?: string
  /** The greatest `update_id` on disk, asked of the database. */
  position(): Promise<number | undefined>
  readonly texts: TelegramTexts
  readonly logger: TelegramLogger
  readonly pace?: Partial<Pace>
  /** The staff's group: its id, and who hears what is written there. Every other group is passed over. */
  readonly staff?: { readonly chat: string; readonly hear: HearGroup }
}

/** The words in a language, or in Arabic. Takes any text: Telegram tells an app's language, which may not be ours. */
export function wordsIn(texts: TelegramTexts, language: string | undefined): TelegramWords {
  const short = language?.toLowerCase().split('-')[0]
  const found = Object.entries(texts).find(([known]) => known === short)
  return found?.[1] ?? texts.ar
}
