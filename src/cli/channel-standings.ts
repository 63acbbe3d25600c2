import type { Channel } from '#channels/channel.ts'
import type { ChannelStanding } from '#console/channels/channel-standing.ts'
import type { ChannelType } from '#core/contact.ts'
import type { Config } from '../config.ts'
import type { TelegramWatch } from './telegram-watch.ts'

/** How the channels of a service do, for the pages of staff. */
export function channelStandings(
  config: Pick<Config, 'telegram'>,
  states: readonly { readonly type: string; readonly on: boolean; readonly variable?: string }[],
  channels: ReadonlyMap<ChannelType, Channel>,
  watch: TelegramWatch,
): () => readonly ChannelStanding[] {
  const mode = config.telegram?.webhook ? 'webhook' : 'polling'
  return () =>
    states.map(({ type, on, variable }): ChannelStanding => {
      const channel = channels.get(type as ChannelType)
      return {
        type: type as ChannelType,
        on,
        ...(variable !== undefined && { variable }),
        ...(channel && { outreach: channel.capabilities.outreach ?? 'free' }),
        ...(type === 'telegram' && on && { telegram: { mode, state: watch.state() } }),
      }
    })
}
