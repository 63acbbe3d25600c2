import type { WAMessageUpdate } from '@whiskeysockets/baileys'
import type { WhatsAppHealth } from './health.ts'
import type { OwnAccount } from './read-row.ts'
import type { OpenLine } from './send.ts'

/** Whom the connection tells what. */
export interface ConnectionHooks {
  onAck(id: string, code: string | undefined): void
  onStored(): void
  onStatus(updates: readonly WAMessageUpdate[]): void
  /** The line is open (again). */
  onOpen(): void
  /** The line broke; nothing under way will be answered. */
  onClosed(): void
  /** The device is about to be forgotten: last chance to take what waits. */
  beforeForget(): Promise<void>
  /** How long the oldest send has been under way. */
  oldestSend(now: number): number
}

/** The connection of one number to WhatsApp, made again whenever that helps. */
export interface Connection {
  start(): Promise<void>
  stop(): Promise<void>
  health(): WhatsAppHealth
  /** Since when the number is linked, where it ever was. */
  since(): number | undefined
  /** The open line; throws a `SendError` where there is none. */
  line(): OpenLine
  own(): OwnAccount | undefined
  /** The device's memory could not be written: what this line still does is worth nothing. */
  broken(): void
  /** WhatsApp refused a message because we may not write first. */
  restricted(): void
  /**
   * Asks for a QR code, or for a code to type on the phone with this number (digits only). Where a phone is linked
   * already it only connects again.
   */
  pair(phone?: string): Promise<WhatsAppHealth>
  /** Takes the link back at WhatsApp too, and forgets the device. */
  unpair(): Promise<void>
}
