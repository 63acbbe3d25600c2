import { Api, GrammyError } from 'grammy'
import type { RawApi } from 'grammy'

/** What a refusal of Telegram means for us; `other` where it makes no difference. */
export type Refusal = 'parse' | 'unmodified' | 'too_big' | 'no_chat' | 'no_topic' | 'temporary' | 'other'

/**
 * A failed call. It holds no text of Telegram's and none of grammY's errors: those contain the token, and what a
 * person wrote. `status` is 0 when no answer came.
 */
export class TelegramError extends Error {
  override readonly name = 'TelegramError'
  readonly method: string
  readonly status: number
  readonly refusal: Refusal
  /** Milliseconds, where Telegram asked to wait. */
  readonly retryAfter: number | undefined

  constructor(method: string, status: number, refusal: Refusal = 'other', retryAfter?: number) {
    super(status === 0 ? `${method}: no answer from Telegram` : `${method}: Telegram answered ${status}`)
    this.method = method
    this.status = status
    this.refusal = refusal
    this.retryAfter = retryAfter
  }
}

/** The methods that take parameters, and so an object before the signal. */
type Method = Exclude<keyof RawApi, 'getMe' | 'getWebhookInfo' | 'logOut' | 'close'>
type Payload<M extends Method> = Parameters<RawApi[M]>[0]
type Result<M extends Method> = Awaited<ReturnType<RawApi[M]>>

/** Calls of the Bot API by name. */
export interface Client {
  /** One call, tried once. Rejects with a `TelegramError` and nothing else. */
  call<M extends Method>(method: M, payload: Payload<M>, signal?: AbortSignal): Promise<Result<M>>
  /** Asks Telegram whether it knows the token. Rejects likewise. */
  greet(signal: AbortSignal): Promise<void>
}

/** A client for one bot. grammY brings the transport and the types; its intake and retries stay out. */
export function createClient(token: string, apiRoot: string | undefined, timeout: number): Client {
  const { raw } = new Api(token, {
    timeoutSeconds: timeout / 1000,
    ...(apiRoot === undefined ? {} : { apiRoot: withoutSlash(apiRoot) }),
  })
  return {
    async call<M extends Method>(method: M, payload: Payload<M>, signal?: AbortSignal): Promise<Result<M>> {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one type for a function per method
      const run = raw[method] as (payload: Payload<M>, signal?: AbortSignal) => Promise<Result<M>>
      try {
        return await run(payload, signal)
      } catch (error) {
        throw safeError(method, error)
      }
    },
    async greet(signal) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- grammY names a library's signal type here
      const getMe = raw.getMe as (signal: AbortSignal) => Promise<unknown>
      try {
        await getMe(signal)
      } catch (error) {
        throw safeError('getMe', error)
      }
    },
  }
}

/** The root of the Bot API without the slash at its end, which grammY refuses. */
export function withoutSlash(apiRoot: string): string {
  return apiRoot.replace(/\/+$/, '')
}

function safeError(method: string, error: unknown): TelegramError {
  if (!(error instanceof GrammyError) || typeof error.error_code !== 'number')
    return new TelegramError(method, 0)
  const wait = error.parameters.retry_after
  return new TelegramError(
    method,
    error.error_code,
    refusalIn(error.description),
    typeof wait === 'number' ? wait * 1000 : undefined,
  )
}

const REFUSALS: readonly (readonly [RegExp, Refusal])[] = [
  [/can't parse entities/i, 'parse'],
  [/message is not modified/i, 'unmodified'],
  [/file is too big/i, 'too_big'],
  [/chat not found|peer_id_invalid/i, 'no_chat'],
  [/message thread not found|topic_(deleted|closed|id_invalid)/i, 'no_topic'],
  [/temporarily unavailable/i, 'temporary'],
]

function refusalIn(description: string): Refusal {
  return REFUSALS.find(([pattern]) => pattern.test(description))?.[1] ?? 'other'
}
