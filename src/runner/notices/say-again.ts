import { NOTICES } from '#core/notice.ts'
import type { Contact } from '#store/contacts.ts'
import type { Write } from '#store/write.ts'
import { loadCase } from '../cases/load-case.ts'
import type { Running } from '../running.ts'
import { noticeRow } from './notice-row.ts'

/** Notices of a contact that are looked at: whoever could not be reached has few. */
const MOST = 50

/**
 * A contact can be reached again: decisions that could not be said, and that nobody has told since, are said now
 * (R12). One notice for each decision, however often this happens.
 */
export async function sayAgain(running: Running, contact: Contact): Promise<Write[]> {
  const writes: Write[] = []
  for (const notice of await running.store.notices.ofContact(contact.id, MOST)) {
    if (notice.kind !== 'decision' || notice.state !== 'failed' || notice.caseId === undefined) continue
    const loaded = await loadCase(running, { id: notice.caseId })
    if (!loaded || loaded.file.telling !== 'failed' || notice.params['round'] !== loaded.file.round) continue
    writes.push(
      noticeRow(running, {
        contactId: contact.id,
        caseId: notice.caseId,
        kind: notice.kind,
        priority: NOTICES.decision.priority,
        params: notice.params,
        uniqueKey: `again:${notice.id}`,
      }),
    )
  }
  return writes
}
