import type { Urn } from './contact.ts'
import type { Language } from './text.ts'

/** A file that came with a message. Small channels hand over the bytes; others a reference to fetch them by. */
export interface IncomingFile {
  /** What the sender's program called it; untrusted. */
  readonly name: string
  /** MIME type as claimed; untrusted. */
  readonly mime: string
  /** Size in bytes as claimed, or as counted where `content` is there. */
  readonly bytes: number
  readonly content?: Uint8Array
  /** The channel's own reference, given back to its `FileSource`. */
  readonly ref?: string
  readonly voice?: boolean
}

/** What a contact sent, in the words of no channel. A closed union: a new kind is a compile error where it is not handled. */
export type IncomingContent =
  | { readonly kind: 'text'; readonly text: string }
  /**
   * A button: the id of the question it stood under and of the choice. Both may be forged or old; an empty question
   * is certainly forged. `#n` stands for the n-th choice (from 1) where a channel could not carry a long id.
   */
  | { readonly kind: 'choice'; readonly question: string; readonly choice: string }
  | { readonly kind: 'file'; readonly file: IncomingFile; readonly caption?: string }
  /** A phone number shared by the platform's own button; `own` says that the platform vouches it is the sender's. */
  | { readonly kind: 'phone'; readonly phone: string; readonly own: boolean }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  /** A message that was corrected; `of` is the `messageId` of the first one, or its external id where it has none. */
  | { readonly kind: 'edit'; readonly of: string; readonly text: string }
  | { readonly kind: 'rating'; readonly poll: string; readonly options: readonly number[] }
  /** `/start payload` and the like: begins anew; the payload is public and forgeable. */
  | { readonly kind: 'start'; readonly payload?: string }
  /** Something that Wasl cannot read (sticker, video, game …), by its platform's name. */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** The person blocked or unblocked the account. */
  | { readonly kind: 'reachable'; readonly reachable: boolean }

/** A message received, as a channel hands it over. Unique by `(channel of urn, account, externalId)`. */
export interface IncomingMessage {
  readonly urn: Urn
  /** Our own account on that channel (bot id, phone number id, site). */
  readonly account: string
  /** The platform's id of this message or update. */
  readonly externalId: string
  /** The platform's id of the message itself, where that is another one than the external id (Telegram). */
  readonly messageId?: string
  /** Place in the platform's own order where it has one (Telegram's `update_id`); the channel resumes after the greatest. */
  readonly position?: number
  /** When it was sent, milliseconds since 1970, by the platform's clock. */
  readonly sentAt: number
  readonly content: IncomingContent
  /** The language of the person's app, where told. A hint only. */
  readonly language?: string
}

/** One choice under a question, rendered. */
export interface OutgoingChoice {
  readonly id: string
  readonly label: string
}

/** Which notice a message is, and the values inside its words by name. */
export interface NoticeFacts {
  /** E.g. `draft_reminder`; the key under which a profile lists templates. */
  readonly kind: string
  readonly values: Readonly<Record<string, string>>
}

/** A message to deliver: words are rendered in one language, but not yet in any channel's mark-up. */
export interface OutgoingMessage {
  /** Outbox id; a channel that can passes it on, so that a repeated send is recognised. */
  readonly id: string
  readonly urn: Urn
  readonly account: string
  readonly language: Language
  readonly text: string
  /** The question's id, put into buttons so that an old one is recognised. */
  readonly question?: string
  readonly choices?: readonly OutgoingChoice[]
  /** The text numbers something else (a summary): choices are shown by their words, without numbers. */
  readonly unnumbered?: boolean
  /** Ask by the platform's own means where it has them; typing always works too. */
  readonly request?: 'phone' | 'location' | 'file'
  readonly file?: { readonly name: string; readonly mime: string; readonly content: Uint8Array }
  /** Sent by the association's own wish, not as an answer; some platforms want an approved template for such a message. */
  readonly notice?: NoticeFacts
  /** Personal data inside: ask the platform not to allow forwarding where it can. */
  readonly private?: boolean
}
