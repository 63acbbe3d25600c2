import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** Something that a person has to do, with a day until which. */
export interface Task {
  readonly id: string
  readonly kind: string
  readonly caseId?: string
  readonly contactId?: string
  readonly createdAt: number
  readonly dueAt: number
  readonly doneAt?: number
  readonly doneBy?: string
  /** What came of it, in staff's words. */
  readonly result?: string
}

/** A task to be done; the same key is kept once. */
export type NewTask = Omit<Task, 'doneAt' | 'doneBy' | 'result'> & { readonly uniqueKey?: string }

interface Insert {
  readonly id: string
  readonly kind: string
  readonly case_id: string | null
  readonly contact_id: string | null
  readonly created_at: number
  readonly due_at: number
  readonly unique_key: string | null
}

const add = query('tasks.add', (db, p: Insert) =>
  db
    .insertInto('tasks')
    .values({
      id: p.id,
      kind: p.kind,
      case_id: p.case_id,
      contact_id: p.contact_id,
      created_at: p.created_at,
      due_at: p.due_at,
      done_at: null,
      done_by: null,
      result: null,
      unique_key: p.unique_key,
    })
    .onConflict((on) => on.column('unique_key').doNothing()),
)

const done = query('tasks.done', (db, p: { id: string; by: string; at: number; result: Uint8Array | null }) =>
  db
    .updateTable('tasks')
    .set({ done_at: p.at, done_by: p.by, result: p.result })
    .where('id', '=', p.id)
    .where('done_at', 'is', null),
)

const settleOfCase = query(
  'tasks.settleOfCase',
  (db, p: { case: string; kind: string; by: string; at: number }) =>
    db
      .updateTable('tasks')
      .set({ done_at: p.at, done_by: p.by })
      .where('case_id', '=', p.case)
      .where('kind', '=', p.kind)
      .where('done_at', 'is', null),
)

const closeOfCase = query('tasks.closeOfCase', (db, p: { case: string; by: string; at: number }) =>
  db
    .updateTable('tasks')
    .set({ done_at: p.at, done_by: p.by })
    .where('case_id', '=', p.case)
    .where('done_at', 'is', null),
)

const get = query('tasks.get', (db, p: { id: string }) =>
  db.selectFrom('tasks').selectAll().where('id', '=', p.id),
)

const open = query('tasks.open', (db, p: { limit: number }) =>
  db.selectFrom('tasks').selectAll().where('done_at', 'is', null).orderBy('due_at').limit(p.limit),
)

const ofCase = query('tasks.ofCase', (db, p: { case: string }) =>
  db.selectFrom('tasks').selectAll().where('case_id', '=', p.case).orderBy('created_at'),
)

const count = query('tasks.count', (db, _p: object) =>
  db
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('done_at', 'is', null),
)

/** The tasks of a store. */
export type Tasks = ReturnType<typeof createTasks>

/** Tasks over a reader; their results are sealed with the association's key. */
export function createTasks(reader: Reader, association: DataKey) {
  const toTask = (row: NonNullable<typeof get.row>): Task => ({
    id: row.id,
    kind: row.kind,
    ...(row.case_id !== null && { caseId: row.case_id }),
    ...(row.contact_id !== null && { contactId: row.contact_id }),
    createdAt: row.created_at,
    dueAt: row.due_at,
    ...(row.done_at !== null && { doneAt: row.done_at }),
    ...(row.done_by !== null && { doneBy: row.done_by }),
    ...(row.result && { result: association.unseal('tasks', row.id, 'result', row.result) }),
  })

  return {
    /** A new task; changes no row where its unique key was used before. */
    add: (task: NewTask): Write =>
      add.write({
        id: task.id,
        kind: task.kind,
        case_id: task.caseId ?? null,
        contact_id: task.contactId ?? null,
        created_at: task.createdAt,
        due_at: task.dueAt,
        unique_key: task.uniqueKey ?? null,
      }),
    /** Done by someone; stale when it was done already. */
    done: (id: string, by: string, at: number, result?: string): Write => {
      const sealed = result === undefined ? null : association.seal('tasks', id, 'result', result)
      return done.write({ id, by, at, result: sealed }, 1)
    },
    /** What a case needed of one kind is no longer needed; of every kind, where none is named. */
    settle: (caseId: string, by: string, at: number, kind?: string): Write =>
      kind === undefined
        ? closeOfCase.write({ case: caseId, by, at })
        : settleOfCase.write({ case: caseId, kind, by, at }),
    async get(id: string): Promise<Task | undefined> {
      const row = await reader.first(get, { id })
      return row && toTask(row)
    },
    /** What is to be done, the most pressing first. */
    async open(limit: number): Promise<Task[]> {
      return (await reader.all(open, { limit })).map(toTask)
    },
    /** A case's tasks, open and done, in order. */
    async ofCase(caseId: string): Promise<Task[]> {
      return (await reader.all(ofCase, { case: caseId })).map(toTask)
    },
    async countOpen(): Promise<number> {
      return (await reader.first(count, {}))?.count ?? 0
    },
  }
}
