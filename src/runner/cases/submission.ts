import type { Write } from '#store/write.ts'
import type { RunnerParts } from '../parts.ts'
import { setTimer } from './case-timers.ts'

/** What follows once a request or a matter is on record: twins are looked for, a deadline is set. */
export function submissionWrites(
  running: Pick<RunnerParts, 'store' | 'ids'>,
  of: { readonly id: string; readonly contactId: string },
  at: number,
): Write[] {
  return [setTimer(running, of, { kind: 'case_received', at })]
}
