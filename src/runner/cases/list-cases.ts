import type { CaseState } from '#core/case.ts'
import { mayDo } from '#core/staff.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import { seesOwn } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/** Which cases to list: the newest where nothing is said. */
export interface CaseFilter {
  readonly state?: CaseState
  /** Of this member of staff. */
  readonly assignedTo?: string
  /** Whose decision is overdue now. */
  readonly overdue?: boolean
  readonly limit?: number
}

const USUAL = 50
const MOST = 500

/** Cases without anything of their content, as far as a member of staff may see them. */
export async function listCases(
  { store, clock }: Running,
  member: StaffMember,
  filter: CaseFilter = {},
): Promise<readonly CaseStanding[] | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'list')) return { refused: 'not_allowed' }
  const limit = Math.min(MOST, filter.limit ?? USUAL)
  const whose = seesOwn(member) ? member.id : filter.assignedTo
  const { state } = filter
  const found =
    whose !== undefined
      ? await store.cases.assignedTo(whose, MOST)
      : filter.overdue
        ? await store.cases.dueBefore(clock.now(), limit)
        : state !== undefined
          ? await store.cases.inState(state, limit)
          : await store.cases.newest(limit)
  const fits = (item: CaseStanding): boolean =>
    (state === undefined || item.state === state) &&
    (!filter.overdue || (item.dueAt !== undefined && item.dueAt <= clock.now()))
  return found.filter(fits).slice(0, limit)
}
