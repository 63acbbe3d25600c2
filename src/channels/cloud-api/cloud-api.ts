import type { Hono } from 'hono'
import type { Capabilities, Channel, FileSource, Receive } from '#channels/channel.ts'
import { SendError } from '#channels/send-error.ts'
import { GraphError, createGraphClient } from './graph-client.ts'
import type { GraphClient } from './graph-client.ts'
import { createIntake } from './intake.ts'
import { createMediaSource } from './media-source.ts'
import { USUAL_PACE } from './options.ts'
import type { CloudApiLogger, CloudApiOptions, Pace } from './options.ts'
import { createPacer } from './pacing.ts'
import { LIMITS } from './render.ts'
import { createRoutes } from './routes.ts'
import { createSender } from './send.ts'

/** The channel, the files people sent over it, and the webhook to serve for it. */
export interface CloudApi {
  readonly channel: Channel
  readonly files: FileSource
  /** To be mounted at the root of the site. Answers 503 while the channel is not started. */
  readonly routes: Hono
}

const CLOUD_API_CAPABILITIES: Capabilities = {
  buttons: LIMITS.buttons,
  buttonLabel: LIMITS.buttonTitle,
  listRows: LIMITS.rows,
  textLength: LIMITS.text,
  fileBytes: 20 * 1024 * 1024,
  polls: false,
  requestPhone: false,
  requestLocation: true,
  receipts: true,
  settlesWithin: USUAL_PACE.unanswered,
  outreach: 'window',
}

const GRAPH_ROOT = 'https://graph.facebook.com'
const GRAPH_VERSION = 'v25.0'

/** How long a start waits for Meta's answer; the association's other channels must not wait for it. */
const GREETING = 10_000

/** WhatsApp by Meta's Cloud API as a channel. Nothing is confirmed to Meta that is not on disk. */
export function createCloudApiChannel(options: CloudApiOptions): CloudApi {
  const pace: Pace = { ...USUAL_PACE, ...options.pace }
  const { phoneNumberId, accessToken, logger } = options
  const graphRoot = (options.graphRoot ?? GRAPH_ROOT).replace(/\/+$/, '')
  const base = `${graphRoot}/${options.graphVersion ?? GRAPH_VERSION}`
  const now = (): number => options.now()
  const receiving = new AbortController()
  const sending = new AbortController()
  const client = createGraphClient({ phoneNumberId, accessToken, base, timeout: pace.request })
  const sender = createSender({
    ...options,
    client,
    now,
    pacer: createPacer(now),
    unanswered: pace.unanswered,
  })
  const { appSecret, reports, markRead = false } = options
  const signal = receiving.signal
  const intake = createIntake({
    account: phoneNumberId,
    appSecret,
    reports,
    sender,
    client,
    markRead,
    logger,
    signal,
    now,
  })
  const underWay = new Set<Promise<unknown>>()
  let receiver: Receive | undefined

  const channel: Channel = {
    type: 'cloud-api',
    capabilities: CLOUD_API_CAPABILITIES,
    async start(receive) {
      await checkAccount(client, logger, signal)
      if (!signal.aborted) receiver = receive
    },
    send: (message) => tracked(underWay, sender.send(message, sending.signal)),
    async stop() {
      receiver = undefined
      // What is being sent may still arrive; given up too early it would be sent twice.
      const enough = setTimeout(() => sending.abort(), pace.drain)
      await Promise.allSettled(underWay)
      clearTimeout(enough)
      receiving.abort()
      sending.abort()
    },
  }
  return {
    channel,
    files: createMediaSource({ client, accessToken, graphRoot, logger, pace, signal }),
    routes: createRoutes({
      verifyToken: options.verifyToken,
      take: (delivery) =>
        receiver ? tracked(underWay, intake.take(delivery, receiver)) : Promise.resolve(503),
    }),
  }
}

/** Rejects when Meta refuses the token or the number. Meta being out of reach is no reason: it will come back. */
async function checkAccount(client: GraphClient, logger: CloudApiLogger, signal: AbortSignal): Promise<void> {
  try {
    await client.greet(AbortSignal.any([signal, AbortSignal.timeout(GREETING)]))
  } catch (error) {
    const { status, code } = error instanceof GraphError ? error : { status: 0, code: 0 }
    if ([400, 401, 403, 404].includes(status))
      throw new SendError(
        'config',
        `Meta refuses the token or the number (${code || status}): check WHATSAPP_CLOUD_ACCESS_TOKEN and WHATSAPP_CLOUD_PHONE_NUMBER_ID`,
      )
    if (!signal.aborted) logger.warn({ code: 'cloud_api_unreachable', status, graph: code })
  }
}

function tracked<T>(set: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  set.add(work)
  // Only the bookkeeping swallows a failure; the caller gets it.
  void work.catch(() => undefined).finally(() => set.delete(work))
  return work
}
