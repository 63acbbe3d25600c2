import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** Something to be done at a time; it survives restarts. */
export interface Timer {
  readonly id: string
  readonly kind: string
  readonly contactId?: string
  readonly caseId?: string
  readonly dueAt: number
  /** Scheduling the same key again moves the timer. */
  readonly uniqueKey?: string
  /** JSON without personal data. */
  readonly payload: unknown
}

interface Row {
  readonly id: string
  readonly kind: string
  readonly contact_id: string | null
  readonly case_id: string | null
  readonly due_at: number
  readonly unique_key: string | null
  readonly payload: string
}

const schedule = query('timers.schedule', (db, p: Row) =>
  db
    .insertInto('timers')
    .values({
      id: p.id,
      kind: p.kind,
      contact_id: p.contact_id,
      case_id: p.case_id,
      due_at: p.due_at,
      unique_key: p.unique_key,
      payload: p.payload,
      status: 'waiting',
    })
    .onConflict((on) =>
      on.column('unique_key').doUpdateSet({
        id: p.id,
        kind: p.kind,
        contact_id: p.contact_id,
        case_id: p.case_id,
        due_at: p.due_at,
        payload: p.payload,
        status: 'waiting',
      }),
    ),
)

const due = query('timers.due', (db, p: { now: number; limit: number }) =>
  db
    .selectFrom('timers')
    .select(['id', 'kind', 'contact_id', 'case_id', 'due_at', 'unique_key', 'payload'])
    .where('status', '=', sql.lit('waiting'))
    .where('due_at', '<=', p.now)
    .orderBy('due_at')
    .limit(p.limit),
)

const done = query('timers.done', (db, p: { id: string }) =>
  db.updateTable('timers').set({ status: 'done' }).where('id', '=', p.id).where('status', '=', 'waiting'),
)

const cancel = query('timers.cancel', (db, p: { key: string }) =>
  db
    .updateTable('timers')
    .set({ status: 'cancelled' })
    .where('unique_key', '=', p.key)
    .where('status', '=', 'waiting'),
)

const postpone = query('timers.postpone', (db, p: { id: string; at: number }) =>
  db
    .updateTable('timers')
    .set({ due_at: p.at })
    .where('id', '=', p.id)
    .where('status', '=', sql.lit('waiting')),
)

const next = query('timers.next', (db, _p: object) =>
  db
    .selectFrom('timers')
    .select((eb) => eb.fn.min('due_at').as('at'))
    .where('status', '=', sql.lit('waiting')),
)

const purge = query('timers.purge', (db, p: { before: number; limit: number }) =>
  db
    .deleteFrom('timers')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('timers')
        .select('id')
        .where('status', '<>', 'waiting')
        .where('due_at', '<', p.before)
        .limit(p.limit),
    ),
)

/** The timers of a store. */
export type Timers = ReturnType<typeof createTimers>

/** Timers over a reader. */
export function createTimers(reader: Reader) {
  return {
    schedule: (timer: Timer): Write =>
      schedule.write(
        {
          id: timer.id,
          kind: timer.kind,
          contact_id: timer.contactId ?? null,
          case_id: timer.caseId ?? null,
          due_at: timer.dueAt,
          unique_key: timer.uniqueKey ?? null,
          payload: JSON.stringify(timer.payload ?? null),
        },
        1,
      ),
    /** Timers whose time has come, the earliest first. */
    async due(now: number, limit: number): Promise<Timer[]> {
      return (await reader.all(due, { now, limit })).map(toTimer)
    },
    /** Carried out; stale when it was moved or cancelled meanwhile. */
    done: (id: string): Write => done.write({ id }, 1),
    /** Later, because it could not be carried out now. */
    postpone: (id: string, at: number): Write => postpone.write({ id, at }),
    cancel: (uniqueKey: string): Write => cancel.write({ key: uniqueKey }),
    /** When the next timer is due. */
    async next(): Promise<number | undefined> {
      return (await reader.first(next, {}))?.at ?? undefined
    },
    /** Removes timers that are over, at most `limit`; call again until it changes none. */
    purge: (before: number, limit = 1_000): Write => purge.write({ before, limit }),
  }
}

function toTimer(row: Row): Timer {
  return {
    id: row.id,
    kind: row.kind,
    ...(row.contact_id !== null && { contactId: row.contact_id }),
    ...(row.case_id !== null && { caseId: row.case_id }),
    dueAt: row.due_at,
    ...(row.unique_key !== null && { uniqueKey: row.unique_key }),
    payload: JSON.parse(row.payload) as unknown,
  }
}
