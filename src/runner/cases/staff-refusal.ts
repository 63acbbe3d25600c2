import type { Actor } from '#core/case.ts'
import type { CaseEventKind } from '#core/case-event.ts'
import type { CaseRefusal } from '#core/change-case.ts'
import type { StaffMember } from '#store/staff.ts'
import { seesOwnOnly } from '#core/staff.ts'
import type { LoadedCase } from './load-case.ts'

/** Why something that staff ask for cannot be done; a closed list, each with a sentence. */
export type StaffRefusal =
  | CaseRefusal
  | 'not_found'
  | 'not_allowed'
  | 'changed_meanwhile'
  | 'slot_taken'
  | 'slot_past'
  | 'no_slots'
  | 'unknown_staff'
  | 'unknown_day'
  | 'unknown_person'
  | 'already_done'
  | 'change_waits'
  | 'case_open'
  | 'retained'
  | 'unproven'

/** What is said when it cannot be done: why, what is open, and who was first with what. */
export interface Refused {
  readonly refused: StaffRefusal
  readonly items?: readonly string[]
  /** Where someone else was first: who did what. */
  readonly first?: { readonly by: Actor; readonly what: CaseEventKind; readonly at: number }
}

/** Whether a member of staff knows of their own cases only. */
export function seesOwn({ scope, role }: StaffMember): boolean {
  return scope === 'own' || seesOwnOnly(role)
}

/** Whether a member of staff may know of a case at all. */
export function sees(member: StaffMember, { file }: Pick<LoadedCase, 'file'>): boolean {
  if (!seesOwn(member)) return true
  return file.assignedTo === member.id || file.visit?.visitor === member.id
}
