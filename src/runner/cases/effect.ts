import type { CaseEvent, CaseEventKind } from '#core/case-event.ts'
import { NOTICES } from '#core/notice.ts'
import type { NoticeKind } from '#core/notice.ts'
import { DAY } from '#core/riyadh.ts'
import type { TaskKind } from '#core/task.ts'
import { nextOpening } from '#core/working-time.ts'
import type { Write } from '#store/write.ts'
import { noticeRow } from '../notices/notice-row.ts'
import type { CaseParts } from './case-writes.ts'
import type { LoadedCase } from './load-case.ts'

/** A case before and after one of the events of a change. */
export interface Happened<K extends CaseEventKind = CaseEventKind> {
  readonly before: LoadedCase
  readonly after: LoadedCase
  readonly event: Extract<CaseEvent, { kind: K }>
}

/** What an event brings about beside its own record, in the same commit. */
export type CaseEffect<K extends CaseEventKind> = (running: CaseParts, happened: Happened<K>) => Write[]

/** Effects of some kinds of events. */
export type CaseEffects = { readonly [K in CaseEventKind]?: CaseEffect<K> }

/** The applicant is told; the same key is said once. */
export function tell(
  running: CaseParts,
  { record }: LoadedCase,
  kind: NoticeKind,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): Write {
  return noticeRow(running, {
    contactId: record.contactId,
    caseId: record.id,
    kind,
    priority: NOTICES[kind].priority,
    params: { reference: record.reference, ...params },
    uniqueKey: `${kind}:${record.id}:${key}`,
  })
}

/** Settings that give the days for a kind of task. */
const DAYS_FOR: { readonly [K in TaskKind]?: string } = { objection: 'objection_days' }

/** Something for staff to do: in the days that a setting gives, else as soon as the association is open. */
export function task(
  { store, ids }: CaseParts,
  { record, settings }: LoadedCase,
  kind: TaskKind,
  at: number,
  mark: string,
): Write {
  const days = settings.days[DAYS_FOR[kind] ?? ''] ?? 0
  return store.tasks.add({
    id: ids.newId(),
    kind,
    caseId: record.id,
    contactId: record.contactId,
    createdAt: at,
    dueAt: nextOpening(settings.workingTime, at + days * DAY) ?? at,
    uniqueKey: `${kind}:${record.id}:${mark}`,
  })
}
