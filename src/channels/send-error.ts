/** The closed list of reasons why a message could not be delivered. */
export const SEND_FAILURES = [
  'config',
  'connection',
  'throttled',
  'rejected',
  'contact_stopped',
  /** The platform lets us write only for a time after the person wrote (WhatsApp: 24 hours). */
  'window_closed',
] as const

export type SendFailure = (typeof SEND_FAILURES)[number]

const RETRYABLE: Readonly<Record<SendFailure, boolean>> = {
  config: false,
  connection: true,
  throttled: true,
  rejected: false,
  contact_stopped: false,
  window_closed: false,
}

/**
 * A message was not delivered. `failure` decides what happens next; `message` is for staff and logs and never
 * holds a person's words, numbers or a token. `retryAfter` is in milliseconds, as the platform asked.
 */
export class SendError extends Error {
  override readonly name = 'SendError'
  readonly failure: SendFailure
  readonly retryAfter: number | undefined

  constructor(failure: SendFailure, message: string, retryAfter?: number) {
    super(message)
    this.failure = failure
    this.retryAfter = retryAfter
  }

  get retryable(): boolean {
    return RETRYABLE[this.failure]
  }
}

/** A file could not be fetched from its platform. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly reason: 'too_large' | 'gone' | 'unavailable'

  constructor(reason: 'too_large' | 'gone' | 'unavailable') {
    super(reason)
    this.reason = reason
  }
}
