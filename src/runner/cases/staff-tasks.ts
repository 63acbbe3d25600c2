import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Task } from '#store/tasks.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { changeAsStaff } from './staff-change.ts'
import type { Refused } from './staff-refusal.ts'

/** A task with the reference of the case that it is about. */
export interface ShownTask extends Task {
  readonly reference?: string
}

const MOST = 200

/** What is to be done, the most pressing first. */
export async function listTasks(
  { store }: Running,
  member: StaffMember,
  limit = MOST,
): Promise<readonly ShownTask[] | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'tasks')) return { refused: 'not_allowed' }
  const references = new Map<string, string>()
  const tasks = await store.tasks.open(Math.min(MOST, limit))
  for (const id of new Set(tasks.flatMap(({ caseId }) => caseId ?? []))) {
    const standing = await store.cases.standing(id)
    if (standing) references.set(id, standing.reference)
  }
  return tasks.map((task) => {
    const reference = references.get(task.caseId ?? '')
    return { ...task, ...(reference !== undefined && { reference }) }
  })
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
  if (!task) return { refused: 'not_found' }
  const at = clock.now()
  const entry = { at, actor: `staff:${member.id}`, action: 'task_done', subject: id }
  try {
    await store.commit([store.tasks.done(id, member.id, at, result), store.audit.append(entry)])
  } catch (error) {
    if (error instanceof StaleWrite) return { refused: 'already_done' }
    throw error
  }
  if (task.kind === 'call_applicant' && task.caseId !== undefined) await told(running, member, task.caseId)
  return { done: id }
}

/** Where the call was about a decision that could not be sent. */
async function told(running: Running, member: StaffMember, caseId: string): Promise<void> {
  const command = { do: 'tell', telling: 'called' } as const
  await changeAsStaff(running, member, { id: caseId }, command)
}
