import { SendError } from '#channels/send-error.ts'

/** Waits for the server's acks: only they say that a message was sent (defect 3 of rc14). */
export interface Acks {
  /** Whether the server answered after the time was up: then `expect` settles at once, and nothing need be sent. */
  answered(id: string): boolean
  /** Resolves when the server acknowledged this id, rejects with a `SendError` when it refused or kept silent. */
  expect(id: string): Promise<void>
  /** The server took a message, or refused it with a code. */
  heard(id: string, code: string | undefined): void
  /** The connection is gone: nobody knows what became of what is under way. */
  lost(): void
}

/** Answers remembered that nobody waited for: they came after the time was up. */
const REMEMBERED = 1_000

interface Waiting {
  readonly timer: NodeJS.Timeout
  settle(error?: SendError): void
}

/** Acks of one channel, across its connections. */
export function createAcks(patience: number): Acks {
  const waiting = new Map<string, Waiting>()
  const late = new Map<string, string | undefined>()

  const end = (id: string, error?: SendError): boolean => {
    const found = waiting.get(id)
    if (!found) return false
    clearTimeout(found.timer)
    waiting.delete(id)
    found.settle(error)
    return true
  }

  return {
    answered: (id) => late.has(id),
    expect(id) {
      // A second attempt under the same id: the first one's time must not end it.
      end(id, new SendError('connection', 'the message is being sent again'))
      if (late.has(id)) {
        const code = late.get(id)
        late.delete(id)
        return code === undefined ? Promise.resolve() : Promise.reject(refusal(code))
      }
      return new Promise((resolve, reject) => {
        const silent = (): void => {
          end(id, new SendError('connection', 'WhatsApp did not acknowledge the message in time'))
        }
        const timer = setTimeout(silent, patience)
        waiting.set(id, { timer, settle: (error) => (error ? reject(error) : resolve()) })
      })
    },
    heard(id, code) {
      if (end(id, code === undefined ? undefined : refusal(code))) return
      late.set(id, code)
      const oldest = late.keys().next()
      if (late.size > REMEMBERED && !oldest.done) late.delete(oldest.value)
    },
    lost() {
      for (const id of waiting.keys())
        end(id, new SendError('connection', 'the connection to WhatsApp broke off'))
    },
  }
}

/**
 * What a refusal means. 463 says that WhatsApp does not let us write to this person now; to try again counts as
 * another attempt to reach out and makes the restriction longer.
 */
export function refusal(code: string): SendError {
  switch (code) {
    case '463':
      return new SendError('rejected', 'WhatsApp does not let this number write first (463)')
    case '429':
      return new SendError('throttled', 'WhatsApp asks to write less (429)', 60_000)
    case '500':
    case '503':
      return new SendError('connection', `WhatsApp could not take the message (${code})`)
    default:
      return new SendError('rejected', `WhatsApp refused the message (${/^\d{3}$/.test(code) ? code : '?'})`)
  }
}
