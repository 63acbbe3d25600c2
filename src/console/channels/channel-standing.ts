import type { ChannelType } from '#core/contact.ts'
import type { Outreach } from '#core/notice-plan.ts'

/** How Telegram does, as far as its channel tells. */
export type TelegramState = 'working' | 'unreachable' | 'refused' | 'second_poller' | 'webhook_not_set'

/** A channel as the page of the channels shows it. */
export interface ChannelStanding {
  readonly type: ChannelType
  readonly on: boolean
  /** The variable that turns it on. */
  readonly variable?: string
  readonly outreach?: Outreach
  readonly telegram?: { readonly mode: 'polling' | 'webhook'; readonly state: TelegramState }
}

/** How a linked number does: the states of the channel, with what the phone must be shown. */
export interface PhoneHealth {
  readonly state:
    | 'stopped'
    | 'connecting'
    | 'pairing'
    | 'open'
    | 'restricted'
    | 'replaced'
    | 'logged_out'
    | 'banned'
    | 'outdated'
  /** Another process of ours uses the number. */
  readonly waiting?: true
  readonly qr?: string
  readonly code?: string
  readonly until?: number
}

/** The link to the phone of the association's WhatsApp number. */
export interface PhoneLink {
  health(): PhoneHealth
  standing(): { readonly since?: number; readonly restrictedUntil?: number }
  /** Asks for a QR code, or for a code to type on the phone with this number (digits only). */
  pair(phone?: string): Promise<PhoneHealth>
  unpair(): Promise<void>
}
