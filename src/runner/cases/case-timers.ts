import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import type { RunnerParts } from '../parts.ts'

/** The kinds of timers that belong to a case; `schedule` has a function for each. */
export const CASE_TIMERS = [
  'case_received',
  'matter_due',
  'return_reminder',
  'return_call',
  'decision_warning',
  'hold_expiry',
  'interview_reminder',
  'interview_passed',
  'visit_reminder',
  'case_close',
  'poll',
  'poll_reminder',
  'survey',
] as const

export type CaseTimer = (typeof CASE_TIMERS)[number]

/** One timer of a case; `mark` tells several of a kind apart. Scheduling it again moves it. */
export interface WantedTimer {
  readonly kind: CaseTimer
  readonly at: number
  readonly mark?: string | number
  readonly payload?: Readonly<Record<string, string | number>>
}

type Parts = Pick<RunnerParts, 'store' | 'ids'>

/** The write that sets a timer of a case. */
export function setTimer(
  { store, ids }: Parts,
  of: { readonly id: string; readonly contactId: string },
  { kind, at, mark, payload = {} }: WantedTimer,
): Write {
  const timer: Timer = {
    id: ids.newId(),
    kind,
    caseId: of.id,
    contactId: of.contactId,
    dueAt: at,
    uniqueKey: keyOf(of.id, kind, mark),
    payload,
  }
  return store.timers.schedule(timer)
}

/** The write that cancels timers of a case, of one kind and its marks. */
export function cancelTimer(
  { store }: Pick<RunnerParts, 'store'>,
  caseId: string,
  kind: CaseTimer,
  marks: readonly (string | number | undefined)[] = [undefined],
): Write[] {
  return marks.map((mark) => store.timers.cancel(keyOf(caseId, kind, mark)))
}

function keyOf(caseId: string, kind: CaseTimer, mark: string | number | undefined): string {
  return mark === undefined ? `${kind}:${caseId}` : `${kind}:${caseId}:${mark}`
}
