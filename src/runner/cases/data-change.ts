import { NOTICES } from '#core/notice.ts'
import type { StoredCase } from '#store/cases.ts'
import type { Write } from '#store/write.ts'
import { noticeRow } from '../notices/notice-row.ts'
import type { Running } from '../running.ts'
import { task } from './effect.ts'
import type { LoadedCase } from './load-case.ts'

/** Data are changed no sooner than this after their owner was told: time to say that it was somebody else. */
const WAIT = 72 * 3_600_000

/** Whether a change of data still waits for a word of its owner. */
export function changeWaits({ kind, submittedAt }: StoredCase, now: number): boolean {
  return kind === 'update' && now < submittedAt + WAIT
}

/**
 * Somebody asked for a change of data: staff call back on the number known before, and every other account of the
 * same person is told.
 */
export async function dataChangeWrites(running: Running, loaded: LoadedCase): Promise<Write[]> {
  const { record } = loaded
  if (record.kind !== 'update') return []
  const others = [...(await contactsOf(running, record))].filter((contact) => contact !== record.contactId)
  return [
    task(running, loaded, 'verify_change', running.clock.now(), 'once'),
    ...others.map((contactId) =>
      noticeRow(running, {
        contactId,
        caseId: record.id,
        kind: 'data_changed',
        priority: NOTICES.data_changed.priority,
        params: { reference: record.reference },
        uniqueKey: `data_changed:${record.id}:${contactId}`,
      }),
    ),
  ]
}

/** The accounts that speak for the person whose request the change is about. */
async function contactsOf({ store }: Running, { answers }: StoredCase): Promise<Set<string>> {
  const { about } = answers
  const named = typeof about === 'string' ? await store.cases.byReference(about) : undefined
  if (!named) return new Set()
  const links = named.personId === undefined ? [] : await store.people.contactsOf(named.personId)
  return new Set([named.contactId, ...links.map(({ contactId }) => contactId)])
}
