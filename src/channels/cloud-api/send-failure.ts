import { SendError } from '#channels/send-error.ts'
import type { SendFailure } from '#channels/send-error.ts'
import { GraphError } from './graph-client.ts'

/** More to the same person than one message in six seconds for too long. */
export const PAIR_LIMIT = 131_056
/** More from our number than it may send in a second. */
const THROUGHPUT = 130_429
const RATE_LIMITS: ReadonlySet<number> = new Set([4, 80_007, THROUGHPUT, 133_016])
/** Too many people blocked or reported us: trying on makes it worse. */
const SPAM_LIMIT = 131_048
const WINDOW_CLOSED: ReadonlySet<number> = new Set([470, 131_047])

const SECOND = 1_000
const MINUTE = 60_000
/** Waits for refusals that do not say how long. */
const WAITS = { pair: 6 * SECOND, throughput: 5 * SECOND, spam: 30 * MINUTE, other: 5 * SECOND } as const

/** Sentences for staff by Meta's number (Cloud API, "Error codes"), where a general one would help nobody. */
const SENTENCES: Readonly<Record<number, readonly [SendFailure, string]>> = {
  131_026: [
    'rejected',
    'WhatsApp cannot deliver to this person: no WhatsApp there, an old one, or we were blocked',
  ],
  131_030: ['config', 'the Meta app is still in test mode and may write only to listed numbers'],
  131_049: ['rejected', 'Meta held the message back so that the person does not get too many'],
  131_050: ['rejected', 'the person asked WhatsApp for no more messages of this kind from us'],
  131_062: ['rejected', 'this kind of message needs a phone number, and the person shares none'],
  131_031: ['config', 'Meta has locked the WhatsApp business account'],
  131_042: ['config', 'Meta has no valid way of payment for the WhatsApp business account'],
  133_010: ['config', 'our number is not registered with the Cloud API'],
  368: ['config', 'Meta has suspended the WhatsApp business account for a time'],
  190: ['config', 'Meta refuses the access token: it has expired or was withdrawn'],
  132_001: ['config', 'Meta knows no such template in this language'],
  132_015: ['config', 'Meta has paused the template because people complained'],
  132_016: ['config', 'Meta has switched the template off for good'],
}

/** Why a send failed, in the words of our closed list; `unanswered` is how long a receipt is waited for. */
export function sendErrorFrom(error: unknown, unanswered: number): SendError {
  if (error instanceof SendError) return error
  if (!(error instanceof GraphError)) return new SendError('connection', 'the call to Meta broke off')
  const { status, code, retryAfter } = error
  // Sent again at once it could arrive twice; a receipt may still say that it has arrived.
  if (error.taken)
    return new SendError('connection', `${error.message}: waiting for a receipt`, retryAfter ?? unanswered)
  if (status === 0) return new SendError('connection', error.message)
  const { failure, message, wait } = explain(status, code)
  return new SendError(failure, message, failure === 'throttled' ? (retryAfter ?? wait) : retryAfter)
}

/** What a number of Meta's means, told in a receipt. */
export function failureOfCode(code: number): SendFailure {
  return explain(400, code).failure
}

interface Explained {
  readonly failure: SendFailure
  readonly message: string
  readonly wait?: number
}

function explain(status: number, code: number): Explained {
  const known = SENTENCES[code]
  if (known) return { failure: known[0], message: `${known[1]} (${code})` }
  if (WINDOW_CLOSED.has(code)) return { failure: 'window_closed', message: closedWindow(code) }
  const wait = waitFor(status, code)
  if (wait !== undefined)
    return { failure: 'throttled', message: `Meta asks to wait (${code || status})`, wait }
  if (isOurs(status, code))
    return { failure: 'config', message: `Meta refuses our account or template (${code || status})` }
  if (status >= 500 || [1, 2, 131_000, 131_016, 131_057].includes(code))
    return { failure: 'connection', message: `Meta is not well (${code || status})` }
  return { failure: 'rejected', message: `Meta refused the message (${code || status})` }
}

/** Why nothing was sent outside the 24 hours, for staff. */
export function closedWindow(code?: number): string {
  const sentence = 'the 24-hour window is closed: WhatsApp lets us write again when the person writes'
  return code === undefined ? sentence : `${sentence} (${code})`
}

function waitFor(status: number, code: number): number | undefined {
  if (code === PAIR_LIMIT) return WAITS.pair
  if (code === SPAM_LIMIT) return WAITS.spam
  if (RATE_LIMITS.has(code)) return WAITS.throughput
  return status === 429 ? WAITS.other : undefined
}

/** Whether a refusal is about the token, the permissions, the number or a template: nothing about this message. */
function isOurs(status: number, code: number): boolean {
  if (status === 401 || status === 403 || status === 404) return true
  return [3, 10, 131_005, 131_037, 131_045].includes(code) || within(code, 200, 299) || isTemplate(code)
}

function isTemplate(code: number): boolean {
  return within(code, 132_000, 132_099)
}

function within(code: number, from: number, to: number): boolean {
  return code >= from && code <= to
}
