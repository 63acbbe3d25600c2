/** The kinds of messaging platform that Wasl has a channel for. */
export const CHANNEL_TYPES = ['terminal', 'web', 'telegram', 'whatsapp', 'cloud-api'] as const

export type ChannelType = (typeof CHANNEL_TYPES)[number]

/** Uniform name of a chat account: the channel and the account's id there, e.g. `telegram:3527065`. Personal data. */
export type Urn = `${ChannelType}:${string}`

/** Who speaks with a contact now: the bot, nobody yet (a queue of staff), or one member of staff. */
export type Owner = 'bot' | 'queue' | `staff:${string}`

/** Whether a contact can be written to: it asked us to stop, or the platform refuses it. */
export type Reachability = 'active' | 'stopped' | 'unreachable'

/** A URN of a channel and the account's id there. */
export function makeUrn(channel: ChannelType, id: string | number): Urn {
  return `${channel}:${id}`
}

/** The channel of a URN. Throws on text that is no URN: only a caller can cause that. */
export function channelOf(urn: Urn): ChannelType {
  const type = urn.slice(0, urn.indexOf(':'))
  const found = CHANNEL_TYPES.find((known) => known === type)
  if (!found) throw new Error('not a URN')
  return found
}

/** The account's id inside its channel. */
export function accountIdOf(urn: Urn): string {
  return urn.slice(urn.indexOf(':') + 1)
}
