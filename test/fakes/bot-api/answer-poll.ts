import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import type { Call } from './methods.ts'
import { Refusal } from './state.ts'
import type { State } from './state.ts'

/** An answer of the Bot API, before it is written. */
export interface Answer {
  readonly status: number
  readonly json: unknown
}

/** What the polls of one bot share. */
export interface PollDesk {
  readonly state: State
  /** Ends the poll that is open now. */
  poller: AbortController | undefined
}

/** Holds the call until there is something to tell; a second one ends the first, as Telegram does. */
export async function answerPoll(
  desk: PollDesk,
  { payload }: Call,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<Answer | undefined> {
  const { state } = desk
  if (state.webhook)
    return refused(new Refusal(409, "Conflict: can't use getUpdates method while webhook is active"))
  desk.poller?.abort()
  const poller = new AbortController()
  const gone = new AbortController()
  desk.poller = poller
  response.once('close', () => gone.abort())
  const offset = payload['offset'] === undefined ? undefined : Number(payload['offset'])
  const limit = Number(payload['limit'] ?? 100)
  const until = performance.now() + Number(payload['timeout'] ?? 0) * 1000
  const ended = AbortSignal.any([poller.signal, gone.signal])
  let updates = state.queue.from(offset, limit)
  for (let left = until - performance.now(); updates.length === 0 && left > 0;) {
    await state.queue.wait(left, ended)
    if (ended.aborted) break
    updates = state.queue.from(offset, limit)
    left = until - performance.now()
  }
  if (gone.signal.aborted) return undefined
  if (poller.signal.aborted)
    return refused(new Refusal(409, 'Conflict: terminated by other getUpdates request'))
  desk.poller = undefined
  const result =
    fault?.kind === 'reversed'
      ? updates.toReversed()
      : fault?.kind === 'duplicated'
        ? [...updates, ...state.lastBatch, ...updates]
        : updates
  state.lastBatch = updates
  return { status: 200, json: { ok: true, result } }
}

/** The answer that says no. */
export function refused({ status, message, retryAfter }: Refusal): Answer {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return { status, json: { ok: false, error_code: status, description: message, ...parameters } }
}
