import { channelOf } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { SendError } from '#channels/send-error.ts'
import type { OutboxRow } from '#store/outbox.ts'
import type { Store } from '#store/store.ts'
import type { Write } from '#store/write.ts'
import { openStoredFile } from './data-copy/open-stored-file.ts'
import type { RunnerParts } from './parts.ts'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 10 * 60_000
/** After so many tries (about a day) a message is given up and shown to staff. */
const MOST_ATTEMPTS = 150

/** Gives one message to its channel; what came of it, as writes. Never throws. */
export async function sendMessage(parts: RunnerParts, row: OutboxRow): Promise<readonly Write[]> {
  const { store, clock, channels } = parts
  const channel = channels.get(channelOf(row.urn))
  if (!channel) return afterFailure(parts, row, new SendError('config', 'the channel is off'))
  try {
    const { fileId, ...message } = row.message
    const file = fileId === undefined ? undefined : await storedFile(store, fileId)
    const whole = { ...message, ...(file && { file }) }
    const sent = await channel.send({ ...whole, id: row.id, urn: row.urn, account: row.account })
    const reported = channel.capabilities.receipts ? sent.externalId : undefined
    return [store.outbox.sent(row.id, reported, clock.now())]
  } catch (error) {
    const failure = error instanceof SendError ? error : new SendError('connection', 'unknown')
    return afterFailure(parts, row, failure)
  }
}

/** A file that goes along, opened; what was removed meanwhile is not sent without it. */
async function storedFile(store: Store, id: string): Promise<NonNullable<OutgoingMessage['file']>> {
  const file = await openStoredFile(store, id)
  if (!file) throw new SendError('rejected', 'the file of the message is gone')
  return file
}

function afterFailure({ store, clock, log }: RunnerParts, row: OutboxRow, error: SendError): Write[] {
  log.warn('send_failed', { failure: error.failure, attempts: row.attempts + 1, why: error.message })
  if (error.retryable && row.attempts + 1 < MOST_ATTEMPTS) {
    const usual = Math.min(FIRST_PAUSE * 2 ** Math.min(row.attempts, 12), LONGEST_PAUSE)
    // What a platform asks for is done; where it is out of order, tries grow rarer all the same.
    const pause =
      error.failure === 'throttled' ? (error.retryAfter ?? usual) : Math.max(error.retryAfter ?? 0, usual)
    return [store.outbox.retry(row.id, clock.now() + pause, error.failure)]
  }
  // Whoever of the staff wrote it believes that it arrived, until somebody says so.
  const told = row.uniqueKey?.startsWith('staff:')
    ? [store.consoleEvents.add('message', row.contactId, clock.now())]
    : []
  const failed = [store.outbox.failed(row.id, error.failure), ...told]
  if (error.failure !== 'contact_stopped') return failed
  return [
    ...failed,
    store.outbox.cancelPending(row.contactId, 'contact_stopped'),
    store.contacts.setReachability(row.contactId, 'unreachable'),
  ]
}
