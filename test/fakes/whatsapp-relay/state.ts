import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Device, Directory } from './directory.ts'
import type { Group } from './groups.ts'
import type { MediaHost } from './media-host.ts'
import type { Domain } from './stanza.ts'

/** Hooks that make the relay misbehave; each may be set and taken away at any time. */
export interface Faults {
  /** Copies of a stanza to send to a device: 0 loses it (it stays queued), 2 sends it twice. */
  outgoing?: (to: Device, stanza: BinaryNode) => number
  /** `false` ignores what a device sent, as if it had been lost on the way. */
  incoming?: (from: Device, stanza: BinaryNode) => boolean
  /** A code (such as 463) refuses a message instead of relaying it. */
  refuseMessage?: (from: Device, stanza: BinaryNode) => string | undefined
  /** `false` never says that the backlog is complete, as was seen in the wild (Baileys issue 2810). */
  backlogDone?: (device: Device) => boolean
}

/** A message that somebody sent through the relay. */
export interface LoggedMessage {
  /** Phone number of the account. */
  readonly from: string
  readonly stanza: BinaryNode
  readonly refused: string | undefined
}

/** What all parts of the relay share. */
export interface RelayState {
  readonly directory: Directory
  readonly groups: Map<string, Group>
  readonly media: MediaHost
  readonly addressing: Domain
  /** Every message stanza, in order. */
  readonly log: LoggedMessage[]
  /** What the relay had no answer for; a test holds it to be empty. */
  readonly unhandled: string[]
  /** The relay's own mistakes; a test holds it to be empty. */
  readonly errors: unknown[]
  faults: Faults
  nextId(): string
}

export function noteUnhandled({ unhandled }: RelayState, { tag, attrs, content }: BinaryNode): void {
  const first = Array.isArray(content) ? content[0]?.tag : ''
  unhandled.push(`${tag} ${attrs.type ?? ''} ${attrs.xmlns ?? ''} ${first ?? ''}`)
}
