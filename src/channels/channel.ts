import type { ChannelType } from '#core/contact.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'

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
