import type { UploadDesk } from '#channels/upload-desk.ts'
import type { Urn } from '#core/contact.ts'
import type { Language, Localised } from '#core/text.ts'
import type { TextsByLanguage } from './texts.ts'
import type { UploadTextsByLanguage } from './upload-texts.ts'

/** One message of a conversation so far, as the database remembers it. */
export interface HistoryItem {
  /**
   * Unique in the conversation. For what we said: the `OutgoingMessage.id`. For what the contact said: the
   * `IncomingMessage.externalId`, by which the page knows its own messages again.
   */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly from: 'us' | 'them'
  /** For a pressed button: the label that was on it. */
  readonly text: string
  readonly language?: Language
  readonly question?: string
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
  /** The text numbers something else: choices go without numbers. */
  readonly unnumbered?: boolean
  readonly request?: 'phone' | 'location' | 'file'
  readonly file?: { readonly name: string }
}

/** A file of ours that a contact may fetch. */
export interface StoredFile {
  readonly name: string
  readonly mime: string
  readonly content: Uint8Array
}

/** Where the channel writes what happened; counts and reasons only, never a person's words. */
export interface WebLogger {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What the website chat needs from outside. */
export interface WebOptions {
  /** Our own account on this channel, e.g. the association's id. */
  readonly account: string
  readonly associationName: Localised
  /** Languages of the page, the first one by default. */
  readonly languages: readonly Language[]
  readonly texts: TextsByLanguage
  /** The page's public origin (`https://chat.example.sa`); absent: whatever host the browser asked for. */
  readonly origin?: string
  /** Origins of the association's sites that may embed the chat. */
  readonly embedOrigins: readonly string[]
  /** True behind https: `__Host-` and `Secure` cookies, HSTS. */
  readonly secureCookies: boolean
  /** True where a reverse proxy of ours writes the last entry of `X-Forwarded-For`. */
  readonly trustProxy: boolean
  /**
   * The conversation in the order in which it was said: what came after `afterId`, else (or if that id is
   * unknown) its newest part, at most a few hundred messages.
   */
  history(urn: Urn, afterId?: string): Promise<readonly HistoryItem[]>
  /** The file of one of our messages to this contact; absent: names are shown without a link. */
  readonly openFile?: (urn: Urn, messageId: string) => Promise<StoredFile | undefined>
  /** Where files are handed in over one-time links, and the words of its page; absent: there is none. */
  readonly uploads?: { readonly desk: UploadDesk; readonly texts: UploadTextsByLanguage }
  /** Greatest file that a contact may send, in bytes; 10 MiB unless told. */
  readonly fileBytes?: number
  readonly now: () => number
  readonly newId: () => string
  readonly logger: WebLogger
}

/** Bytes of one file unless an option says otherwise: 10 MiB. */
export const FILE_BYTES = 10 * 1024 * 1024

/** UTF-16 units of one text, either way. */
export const TEXT_LENGTH = 4000
