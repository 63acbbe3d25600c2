import type { Hono } from 'hono'
import type { Channel, Receive } from '#channels/channel.ts'
import { SendError } from '#channels/send-error.ts'
import { channelOf } from '#core/contact.ts'
import { toChatItem, toHistoryItem } from './chat-item.ts'
import { FILE_BYTES, TEXT_LENGTH } from './options.ts'
import type { WebOptions } from './options.ts'
import { createRoutes } from './routes.ts'
import { STREAM_LIMITS, Streams } from './streams.ts'

/** The website chat: a channel, and the pages to serve for it. */
export interface WebChannel {
  readonly channel: Channel
  /** To be mounted at the root of the site: `/`, `/embed.js`, `/chat/…`. */
  readonly routes: Hono
}

const BEAT_MS = 20_000

/** The association's website as a messaging platform: a page, a script for other sites, and event streams. */
export function createWebChannel(options: WebOptions): WebChannel {
  const { logger } = options
  const streams = new Streams(STREAM_LIMITS, (error) =>
    logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'web chat: history not read'),
  )
  let receive: Receive | undefined
  let beat: NodeJS.Timeout | undefined
  const underWay = new Set<Promise<void>>()

  const channel: Channel = {
    type: 'web',
    capabilities: {
      buttons: 30,
      buttonLabel: 80,
      listRows: 0,
      textLength: TEXT_LENGTH,
      fileBytes: options.fileBytes ?? FILE_BYTES,
      polls: false,
      requestPhone: false,
      requestLocation: false,
    },
    start(given) {
      receive = given
      streams.reopen()
      beat ??= setInterval(() => streams.beat(), BEAT_MS).unref()
      return Promise.resolve()
    },
    send(message) {
      if (channelOf(message.urn) !== 'web')
        return Promise.reject(new SendError('rejected', 'not a contact of the website chat'))
      // Without an open page it is sent all the same: the history keeps it for the next visit.
      const item = toHistoryItem(message, options.now())
      streams.push(message.urn, toChatItem(item, options.openFile !== undefined))
      return Promise.resolve({ externalId: message.id })
    },
    async stop() {
      receive = undefined
      clearInterval(beat)
      beat = undefined
      await Promise.allSettled(underWay)
      streams.closeAll()
    },
  }

  const take: Receive = (messages) => {
    if (!receive) return Promise.reject(new Error('the web chat is stopped'))
    const taken = receive(messages)
    const settled = taken.catch(() => undefined).finally(() => underWay.delete(settled))
    underWay.add(settled)
    return taken
  }
  return { channel, routes: createRoutes(options, streams, take) }
}
