import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Bot } from './bot.ts'

/** The chat behind a real server. */
export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** Serves a bot's pages, at a given port where one is given. */
export async function serveBot(bot: Pick<Bot, 'routes'>, port = 0): Promise<Site> {
  const listen = getRequestListener(bot.routes.fetch)
  const server = createServer((request, response) => void listen(request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** One event of a stream. */
export interface SseEvent {
  readonly event: string
  readonly data: string
  readonly id: string
}

/** Reads a stream event by event. */
export async function* eventsOf(answer: Response): AsyncGenerator<SseEvent> {
  let buffered = ''
  for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    buffered += chunk
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const lines = buffered.slice(0, end).split('\n')
      buffered = buffered.slice(end + 2)
      const field = (name: string): string =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
      if (field('data')) yield { event: field('event') || 'message', data: field('data'), id: field('id') }
    }
  }
}
