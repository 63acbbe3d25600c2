import type { Reports } from '#channels/channel.ts'
import type { Urn } from '#core/contact.ts'
import type { DeviceState } from './device-state.ts'
import type { WhatsAppHealth } from './health.ts'

/** All that may be logged about WhatsApp: codes and numbers, nothing that a person wrote, no number and no key. */
export interface WhatsAppLogFields {
  readonly code: string
  readonly status?: number
  readonly count?: number
  readonly seconds?: number
}

/** The part of a logger that this channel uses; `error` is an alarm that somebody should see. */
export interface WhatsAppLogger {
  info(fields: WhatsAppLogFields): void
  warn(fields: WhatsAppLogFields): void
  error(fields: WhatsAppLogFields): void
}

/** How long things may take, in milliseconds. */
export interface Pace {
  /** How long the server's ack of a message is waited for. */
  readonly ack: number
  /** First and longest wait before another connection. */
  readonly backOff: readonly [first: number, longest: number]
  /** After so long without an end, a send is stuck and the connection is made anew. */
  readonly stuck: number
  /** The same for a login; above the minute for which the first QR code stands. */
  readonly login: number
  /** How long the right to use the number lasts without being renewed. */
  readonly lease: number
  /** How long `stop` waits for sends under way. */
  readonly drain: number
  /** How long one file may take to come. */
  readonly download: number
  /** Shortest and longest time for which "typing…" is shown before a message. */
  readonly typing: readonly [shortest: number, longest: number]
}

export const USUAL_PACE: Pace = {
  ack: 20_000,
  backOff: [500, 60_000],
  stuck: 120_000,
  login: 120_000,
  lease: 30_000,
  drain: 4_000,
  download: 60_000,
  typing: [300, 1_200],
}

/** What the WhatsApp channel is built from. */
export interface WhatsAppOptions {
  readonly state: DeviceState
  /** Names this process among those that may use the number. */
  readonly holder: string
  readonly logger: WhatsAppLogger
  /** Another server than WhatsApp's own, on this machine only: for tests. */
  readonly url?: string
  /** The version of WhatsApp Web to introduce ourselves as; found out without it. */
  readonly version?: readonly [number, number, number]
  /** Shows questions with few short choices as a poll; without it as numbered text. */
  readonly polls?: boolean
  /** Hears what was delivered and read. */
  readonly reports?: Pick<Reports, 'receipts' | 'lineOpened'>
  /** Hears of every change of the connection. */
  onHealth?(health: WhatsAppHealth): void
  /**
   * The person's phone or app was set up anew, so that somebody else may hold it: told before any message under the
   * new identity, again until it resolves.
   */
  onIdentityChanged?(urn: Urn): Promise<void>
  readonly pace?: Partial<Pace>
}
