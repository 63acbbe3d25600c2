import type { ChannelType, Urn } from '#core/contact.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import type { SendFailure } from './send-error.ts'

/** What a channel can show, as data; a renderer picks the best that fits. 0 means: not at all. */
export interface Capabilities {
  /** Buttons under one message. */
  readonly buttons: number
  /** Letters that fit on a button before it is cut. */
  readonly buttonLabel: number
  /** Rows of a native list. */
  readonly listRows: number
  /** UTF-16 units of one text. */
  readonly textLength: number
  /** Bytes of one file that a contact may send. */
  readonly fileBytes: number
  readonly polls: boolean
  readonly requestPhone: boolean
  readonly requestLocation: boolean
  /** The platform reports later what became of a message, by the id it gave. */
  readonly receipts?: true
  /** Messages it may have in hand at one time, where that is another number than the usual one. */
  readonly atOnce?: number
  /**
   * Receipts give the outbox id back: for so many milliseconds a message left behind by a process that died waits for
   * one before it is sent again, since nobody would know the repetition for one.
   */
  readonly settlesWithin?: number
  /**
   * How the platform takes messages that nobody asked for, where it minds: only templates outside an open chat, or at
   * the risk of the account (a linked device).
   */
  readonly outreach?: 'window' | 'reply_only'
}

/**
 * Takes messages in. Resolves when every one of them is on disk, and only then may the channel confirm them
 * to its platform; rejects when they could not be stored, and then nothing is confirmed.
 */
export type Receive = (messages: readonly IncomingMessage[]) => Promise<void>

/** What the platform said about a message that it took. */
export interface Sent {
  readonly externalId: string
}

/** What a platform tells later about a message that it took, or whose taking we never heard of. */
export interface Receipt {
  /** Our own account that sent it. */
  readonly account: string
  /** The platform's id of the message. */
  readonly externalId: string
  /** The outbox id, where the platform gives back what was sent along with the message. */
  readonly outboxId?: string
  /** One of several pieces of the message, not the last: only its failure says something about the whole. */
  readonly part?: true
  readonly state: 'sent' | 'delivered' | 'read' | 'failed'
  /** Milliseconds since 1970, by the platform's clock. */
  readonly at: number
  readonly failure?: SendFailure
  /** The platform's own number for why it failed. */
  readonly code?: number
}

/** A person's account on a platform has a new id: another phone number, or an id that the platform made anew. */
export interface IdentityChange {
  /** Our own account that it writes to. */
  readonly account: string
  /** What it may have been known as, the most certain first. */
  readonly before: readonly Urn[]
  readonly urn: Urn
}

/** Where a channel hands over what its platform tells besides messages. Each resolves when it is on disk. */
export interface Reports {
  receipts(receipts: readonly Receipt[]): Promise<void>
  identityChanged(change: IdentityChange): Promise<void>
  /** The line of an account is open again: what waits for want of it is due now. */
  lineOpened?(account: string): Promise<void>
}

/** A messaging platform in use. Differences between platforms are data, not methods. */
export interface Channel {
  readonly type: ChannelType
  readonly capabilities: Capabilities
  /** Begins to receive; resolves when the channel is ready, rejects when it can never be (a wrong token). */
  start(receive: Receive): Promise<void>
  /** Delivers one message, or throws a `SendError`. */
  send(message: OutgoingMessage): Promise<Sent>
  /** Stops receiving and waits for what is under way; safe to call twice. */
  stop(): Promise<void>
}

/** Where a channel's files are fetched from, by the reference inside an incoming file. */
export interface FileSource {
  /** The bytes, or an error: `too_large` beyond `limit` bytes, `gone` when the platform has it no more, `unavailable` for now. */
  fetch(ref: string, limit: number): Promise<Uint8Array>
}
