import type { Contact } from '#store/contacts.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Write } from '#store/write.ts'
import type { Job, Running } from './running.ts'

/** Messages of one contact that may wait before the rest is read as one burst. */
const BURST = 20

/** Waiting messages that are taken together with the one at hand. */
export interface Burst {
  readonly jobs: ReadonlySet<Job>
  readonly entries: readonly MessageEntry[]
  readonly writes: readonly Write[]
}

/**
 * A flood is accepted whole, kept in the log for staff, and answered once: what waits beyond a limit is not
 * taken for answers one after the other.
 */
export function takeBurst(running: Running, contact: Contact): Burst {
  const waiting = running.mailboxes.waiting(contact.id)
  if (waiting.length <= BURST) return { jobs: new Set(), entries: [], writes: [] }
  const at = running.clock.now()
  const jobs = new Set<Job>()
  const entries: MessageEntry[] = []
  const writes: Write[] = []
  for (const job of waiting) {
    if (job.kind !== 'message' || job.content.kind !== 'text') continue
    jobs.add(job)
    entries.push({ from: 'contact', kind: 'text', text: job.content.text, at })
    writes.push(running.store.inbox.done(job.id))
  }
  return { jobs, entries, writes }
}
