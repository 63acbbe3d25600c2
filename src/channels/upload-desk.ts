import type { Language, Localised } from '#core/text.ts'

/** What a one-time link is for, as its page shows it: nothing about the person. */
export interface UploadTicket {
  /** The paper's name. */
  readonly label: Localised
  readonly kind: 'document' | 'voice'
  /** Files that may come in one visit. */
  readonly files: number
  /** The language of the conversation. */
  readonly language: Language
}

/** A file as a page took it in. Both names are untrusted. */
export interface UploadedFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** What became of the files of one visit: all were kept, or none. */
export type UploadOutcome =
  | { readonly taken: true }
  /** The link is unknown, used or too old: never told apart. */
  | { readonly taken: false; readonly reason: 'closed' }
  | { readonly taken: false; readonly reason: 'too_many' }
  /** One cannot be kept; the link stays open. `text` says why, in the language of the conversation. */
  | { readonly taken: false; readonly reason: 'refused'; readonly name: string; readonly text: string }

/** Where files are handed in over a one-time link. */
export interface UploadDesk {
  /** The ticket of a token, while it can be used. */
  open(token: string): Promise<UploadTicket | undefined>
  take(token: string, files: readonly UploadedFile[]): Promise<UploadOutcome>
}
