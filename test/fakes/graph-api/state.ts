import type { Body, Seen } from './check-message.ts'

/** A message that was sent to a person. */
export interface SentMessage extends Seen {
  /** WhatsApp's id of it. */
  readonly id: string
  /** Phone number or user id, as it was called. */
  readonly person: string
  readonly type: string
  /** What was sent along and comes back with receipts. */
  readonly mark: string | undefined
  readonly file: StoredFile | undefined
  /** As it was called. */
  readonly body: Body
}

/** A file that a person sent, or that was uploaded for one. */
export interface StoredFile {
  readonly name: string
  readonly mime: string
  readonly content: Uint8Array
  /** Where it is said to lie; a path of this server otherwise. */
  readonly url?: string
  /** The size and digest that are claimed; the real ones otherwise. */
  readonly claimed?: number
  readonly digest?: string
}

/** Who a person is on WhatsApp: both, or one of them. */
export interface Person {
  readonly phone?: string
  readonly userId?: string
}

/** Everything the fake server knows. */
export interface State {
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly sent: SentMessage[]
  readonly files: Map<string, StoredFile>
  readonly counts: Map<string, number>
  /** People outside the 24 hours, by phone or user id. */
  readonly closed: Set<string>
  /** Messages that were marked as read. */
  readonly read: string[]
  lastId: number
  /** Milliseconds. */
  now(): number
  /** Seconds at which the last thing happened. */
  last: number
}

export function nextId(state: State, prefix: string): string {
  state.lastId += 1
  return `${prefix}${String(state.lastId).padStart(12, '0')}`
}
