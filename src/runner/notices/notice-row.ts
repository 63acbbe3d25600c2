import type { NewNotice } from '#store/notices.ts'
import type { Write } from '#store/write.ts'
import type { RunnerParts } from '../parts.ts'

/** A notice as a caller wants it: not before a moment where that is given, else as soon as may be. */
export type WantedNotice = Omit<NewNotice, 'id' | 'createdAt' | 'notBefore' | 'uniqueKey'> & {
  readonly notBefore?: number
  readonly uniqueKey: string
}

/** The row of a notice. What is wanted twice under one key is said once. */
export function noticeRow(
  running: Pick<RunnerParts, 'store' | 'ids' | 'clock'>,
  wanted: WantedNotice,
): Write {
  const now = running.clock.now()
  const { notBefore = now, ...notice } = wanted
  return running.store.notices.insert({ id: running.ids.newId(), createdAt: now, notBefore, ...notice })
}
