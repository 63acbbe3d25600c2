import { setTimeout as sleep } from 'node:timers/promises'
import type { Receive } from '#channels/channel.ts'
import { TelegramError } from './client.ts'
import type { Client } from './client.ts'
import { isUpdate } from './intake.ts'
import type { Intake } from './intake.ts'
import type { Pace, TelegramLogger } from './options.ts'
import { ALLOWED_UPDATES } from './read-update.ts'

export interface Polling {
  readonly client: Client
  readonly intake: Intake
  readonly receive: Receive
  readonly position: () => Promise<number | undefined>
  readonly logger: TelegramLogger
  readonly pace: Pace
}

/**
 * Long polling until `signal` aborts or Telegram refuses the token. A loop that hears nothing for too long is left
 * behind and started anew: a dead connection, or a disk that never answers, must not silence the bot.
 */
export async function pollUpdates(polling: Polling, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const attempt = new AbortController()
    const either = AbortSignal.any([signal, attempt.signal])
    const watch = watchFor(polling.pace.silence, either)
    const ended = await Promise.race([runLoop(polling, watch.heard, either), watch.silence])
    attempt.abort()
    if (ended !== 'silence') return
    polling.logger.error({ code: 'telegram_silent', seconds: polling.pace.silence / 1000 })
  }
}

interface Watch {
  /** Something was heard; silence before `more` milliseconds have gone is expected. */
  readonly heard: (more?: number) => void
  readonly silence: Promise<'silence' | 'stopped'>
}

function watchFor(limit: number, signal: AbortSignal): Watch {
  let deadline = performance.now() + limit
  const wait = async (): Promise<'silence' | 'stopped'> => {
    for (let left = limit; left > 0; left = deadline - performance.now()) {
      await pause(left, signal)
      if (signal.aborted) return 'stopped'
    }
    return 'silence'
  }
  return {
    heard(more = 0) {
      deadline = performance.now() + limit + more
    },
    silence: wait(),
  }
}

type Heard = Watch['heard']

async function runLoop(polling: Polling, heard: Heard, signal: AbortSignal): Promise<'ended'> {
  // No offset at first: nothing is confirmed that this process has not seen stored. What an earlier one had stored
  // but not confirmed comes again and is recognised. An offset from before a renumbering (after a week of silence,
  // or on another Bot API server) would be refused or would confirm messages that nobody has read.
  let offset: number | undefined
  let prepared = false
  let failures = 0
  while (!signal.aborted) {
    try {
      if (!prepared) await polling.client.call('deleteWebhook', {}, signal)
      prepared = true
      offset = (await pollOnce(polling, offset, heard, signal)) ?? offset
      if (failures > 0) polling.logger.info({ code: 'telegram_polling_again', count: failures })
      failures = 0
    } catch (error) {
      if (signal.aborted) break
      failures += 1
      const wait = afterFailure(polling, error, failures)
      if (wait === undefined) break
      // An answer, even a refusal, is no silence; a wait that was asked for is none either.
      if (!(error instanceof TelegramError) || error.status > 0) heard(wait)
      await pause(wait, signal)
    }
  }
  return 'ended'
}

/** One `getUpdates`; resolves to the next offset once everything in the batch that matters is on disk. */
async function pollOnce(
  { client, intake, receive, position, pace }: Polling,
  offset: number | undefined,
  heard: Heard,
  signal: AbortSignal,
): Promise<number | undefined> {
  const answer = await client.call(
    'getUpdates',
    {
      timeout: Math.ceil(pace.poll / 1000),
      limit: 100,
      allowed_updates: ALLOWED_UPDATES,
      ...(offset === undefined ? {} : { offset }),
    },
    signal,
  )
  heard()
  const updates = answer.filter(isUpdate)
  if (updates.length === 0) return undefined
  const mustBeStored = await intake.take(updates, receive)
  if (mustBeStored !== undefined) {
    const stored = await position()
    if (stored === undefined || stored < mustBeStored) throw new NotStored()
  }
  heard()
  return Math.max(...updates.map((update) => update.update_id)) + 1
}

/** Said to be stored, and not found in the database: nothing may be confirmed. */
class NotStored extends Error {}

/** Tells about a failure, and how long to wait after it; undefined when there is no use in going on. */
function afterFailure({ logger, pace }: Polling, error: unknown, failures: number): number | undefined {
  const [first, longest] = pace.backOff
  const wait = Math.min(longest, first * 2 ** Math.min(failures - 1, 20))
  if (!(error instanceof TelegramError)) {
    logger.error({ code: 'telegram_not_stored', count: failures })
    return wait
  }
  const { status, method } = error
  if (status === 401 || status === 404) {
    logger.error({ code: 'telegram_token_refused', method, status })
    return undefined
  }
  if (status === 409) logger.error({ code: 'telegram_second_poller', method, status, count: failures })
  else logger.warn({ code: 'telegram_poll_failed', method, status, count: failures })
  return Math.max(wait, error.retryAfter ?? 0)
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  // The only way it rejects is the abort, which the caller looks at.
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}
