import { hasAnswers } from '#engine/session.ts'
import type { Session } from '#engine/session.ts'
import type { Contact } from '#store/contacts.ts'
import type { Write } from '#store/write.ts'
import type { Running } from './running.ts'

const DAY = 86_400_000
/** An unfinished request is remembered to the person after so many quiet days, once. */
export const REMIND_AFTER = 3 * DAY

/** Whether a session holds a request that was begun and not sent. */
export function isUnfinished(session: Session | undefined): boolean {
  return session !== undefined && (session.draft !== undefined || hasAnswers(session.stack))
}

/** The timer that remembers an unfinished request: set when one begins, cancelled when it is sent or given up. */
export function draftTimer(
  running: Running,
  contact: Contact,
  at: number,
  before: Session | undefined,
  after: Session,
): Write[] {
  const was = isUnfinished(before)
  const is = isUnfinished(after)
  if (was === is) return []
  const uniqueKey = `draft:${contact.id}`
  if (!is) return [running.store.timers.cancel(uniqueKey)]
  const timer = { id: running.ids.newId(), kind: 'draft_reminder', contactId: contact.id, payload: {} }
  return [running.store.timers.schedule({ ...timer, dueAt: at + REMIND_AFTER, uniqueKey })]
}
