import type { OutgoingMessage } from '#core/message.ts'
import { listAt, numberAt, objectAt, parseJson, textAt } from './json.ts'
import type { Json } from './json.ts'

/**
 * A failed call. It holds no text of Meta's: that may repeat what a person wrote. `status` is 0 when no answer came;
 * `taken` says that Meta may have done what was asked all the same.
 */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly status: number
  /** Meta's own number for the refusal, 0 where there is none. */
  readonly code: number
  readonly taken: boolean
  /** Milliseconds, where Meta asked to wait. */
  readonly retryAfter: number | undefined

  constructor(status: number, code: number, taken: boolean, retryAfter?: number) {
    super(status === 0 ? 'no answer from Meta' : `Meta answered ${status}, code ${code}`)
    this.status = status
    this.code = code
    this.taken = taken
    this.retryAfter = retryAfter
  }
}

/** Where a file lies for a moment, and what it should be. */
export interface MediaFacts {
  readonly url: string
  readonly sha256: string | undefined
  readonly bytes: number | undefined
}

/** The calls that the channel makes. All reject with a `GraphError` and nothing else; each is tried once. */
export interface GraphClient {
  /** Posts a message; resolves to WhatsApp's id of it. */
  message(body: Json, signal: AbortSignal): Promise<string>
  /** Shows a person's message as read, and that an answer is being written. */
  markRead(messageId: string, signal: AbortSignal): Promise<void>
  /** Uploads a file; resolves to its id, good for 30 days. */
  upload(file: NonNullable<OutgoingMessage['file']>, signal: AbortSignal): Promise<string>
  media(id: string, signal: AbortSignal): Promise<MediaFacts>
  /** Asks Meta whether it knows the token and the number. */
  greet(signal: AbortSignal): Promise<void>
}

/** What a client needs to know. */
export interface GraphAccount {
  readonly phoneNumberId: string
  readonly accessToken: string
  /** Root and version, without a slash at the end. */
  readonly base: string
  readonly timeout: number
}

/** A client for one number of ours. */
export function createGraphClient({ phoneNumberId, accessToken, base, timeout }: GraphAccount): GraphClient {
  const number = encodeURIComponent(phoneNumberId)
  const call = async (path: string, init: RequestInit, signal: AbortSignal): Promise<unknown> => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${accessToken}`)
    const ends = AbortSignal.any([signal, AbortSignal.timeout(timeout)])
    // A redirect would carry the token to another server.
    const request = { ...init, headers, signal: ends, redirect: 'error' } as const
    const response = await fetch(`${base}/${path}`, request).catch((error: unknown) => {
      throw new GraphError(0, 0, !neverArrived(error))
    })
    return await readAnswer(response)
  }
  const post = (path: string, body: Json, signal: AbortSignal): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    return call(path, { method: 'POST', headers, body: JSON.stringify(body) }, signal)
  }
  return {
    async message(body, signal) {
      const answer = await post(`${number}/messages`, { messaging_product: 'whatsapp', ...body }, signal)
      const id = textAt(listAt(answer, 'messages')[0], 'id')
      if (id === undefined) throw new GraphError(200, 0, true)
      return id
    },
    async markRead(messageId, signal) {
      const read = { messaging_product: 'whatsapp', status: 'read', message_id: messageId }
      await post(`${number}/messages`, { ...read, typing_indicator: { type: 'text' } }, signal)
    },
    async upload(file, signal) {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', file.mime)
      form.set('file', new Blob([Buffer.from(file.content)], { type: file.mime }), file.name)
      const id = textAt(await call(`${number}/media`, { method: 'POST', body: form }, signal), 'id')
      if (id === undefined) throw new GraphError(200, 0, true)
      return id
    },
    async media(id, signal) {
      const answer = await call(`${encodeURIComponent(id)}?phone_number_id=${number}`, {}, signal)
      const url = textAt(answer, 'url')
      if (url === undefined) throw new GraphError(200, 0, false)
      return { url, sha256: textAt(answer, 'sha256'), bytes: numberAt(answer, 'file_size') }
    },
    async greet(signal) {
      await call(`${number}?fields=id`, {}, signal)
    },
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  const { status, ok, headers } = response
  const text = await response.text().catch(() => undefined)
  const answer = text === undefined ? undefined : parseJson(text)
  const error = objectAt(answer, 'error')
  const code = numberAt(error, 'code')
  if (ok && code === undefined && answer !== undefined) return answer
  // Without Meta's own words it was somebody between us: what is behind may have been done.
  const taken = code === undefined && (ok || status >= 500)
  const wait = Number(headers.get('retry-after') ?? Number.NaN)
  throw new GraphError(status, code ?? 0, taken, wait > 0 ? wait * 1000 : undefined)
}

/** Failures before anything was sent: no name, no connection, no trust. */
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|.*CERT.*)$/

function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return BEFORE_SENDING.test(code)
}
