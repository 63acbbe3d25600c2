import { NOTICES } from '#core/notice.ts'
import type { NoticeEnd } from '#core/notice.ts'
import type { StoredNotice } from '#store/notices.ts'
import type { Write } from '#store/write.ts'
import { tellingWrites } from './telling.ts'
import type { Running } from '../running.ts'

/**
 * A notice that will not be said: what somebody waits for becomes a task to call them, at once (never lost); what is
 * only an offer is dropped.
 */
export async function endNotice(
  running: Running,
  notice: StoredNotice,
  why: NoticeEnd,
  from: 'waiting' | 'given' = 'waiting',
): Promise<Write[]> {
  const { store, clock, ids } = running
  if (NOTICES[notice.kind].callAfterHours === undefined)
    return [store.notices.move(notice.id, from, 'dropped', why)]
  const now = clock.now()
  const task = store.tasks.add({
    id: ids.newId(),
    kind: 'call_applicant',
    contactId: notice.contactId,
    ...(notice.caseId !== undefined && { caseId: notice.caseId }),
    createdAt: now,
    dueAt: now,
    uniqueKey: `call:${notice.id}`,
  })
  return [
    store.notices.move(notice.id, from, 'failed', why),
    task,
    ...(await tellingWrites(running, notice, 'failed')),
  ]
}
