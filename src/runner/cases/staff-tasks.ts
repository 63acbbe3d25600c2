import type { Asking } from '#core/change-case.ts'
import { mayDo } from '#core/staff.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Task } from '#store/tasks.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { caseWrites } from './case-writes.ts'
import { loadCase } from './load-case.ts'
import { changeAsStaff } from './staff-change.ts'
import { seesOwn } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/** A task with the reference of the case that it is about. */
export interface ShownTask extends Task {
  readonly reference?: string
}

const MOST = 200

/** What is to be done, the most pressing first; of their own cases for those who see no others. */
export async function listTasks(
  { store }: Running,
  member: StaffMember,
  limit = MOST,
): Promise<readonly ShownTask[] | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'tasks')) return { refused: 'not_allowed' }
  const tasks = await store.tasks.open(Math.min(MOST, limit))
  const shown: ShownTask[] = []
  for (const task of tasks) {
    const standing = task.caseId === undefined ? undefined : await store.cases.standing(task.caseId)
    if (!seesTask(member, standing)) continue
    shown.push({ ...task, ...(standing && { reference: standing.reference }) })
  }
  return shown
}

function seesTask(member: StaffMember, standing: CaseStanding | undefined): boolean {
  return !seesOwn(member) || standing?.assignedTo === member.id
}

/** A task was done; whoever called an applicant about a decision has told them of it. */
export async function finishTask(
  running: Running,
  member: StaffMember,
  id: string,
  result?: string,
): Promise<{ readonly done: string } | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'tasks')) return { refused: 'not_allowed' }
  const task = await store.tasks.get(id)
  const standing = task?.caseId === undefined ? undefined : await store.cases.standing(task.caseId)
  if (!task || !seesTask(member, standing)) return { refused: 'not_found' }
  const at = clock.now()
  const by = `staff:${member.id}` as const
  const noted = await noteOf(running, task, result, { by, at })
  const entry = { at, actor: by, action: 'task_done', subject: id }
  const kept = noted.length > 0 ? undefined : result
  try {
    await store.commit([store.tasks.done(id, member.id, at, kept), ...noted, store.audit.append(entry)])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    return { refused: error.query.startsWith('tasks.') ? 'already_done' : 'changed_meanwhile' }
  }
  if (task.kind === 'call_applicant' && task.caseId !== undefined) await told(running, member, task.caseId)
  return { done: id }
}

/** What came of a task about a case belongs to the case: sealed, and destroyed, with all else about the person. */
async function noteOf(
  running: Running,
  { caseId }: Task,
  text: string | undefined,
  asking: Asking,
): Promise<Write[]> {
  const loaded = caseId === undefined || !text ? undefined : await loadCase(running, { id: caseId })
  const change = loaded && text ? caseWrites(running, loaded, { do: 'note', text }, asking) : undefined
  return change && 'writes' in change ? change.writes : []
}

/** Where the call was about a decision that could not be sent. */
async function told(running: Running, member: StaffMember, caseId: string): Promise<void> {
  const command = { do: 'tell', telling: 'called' } as const
  await changeAsStaff(running, member, { id: caseId }, command)
}
