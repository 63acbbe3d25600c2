import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** What the pages of staff may be told while they are open. Only kinds and ids: a page asks for what it may see. */
export const CONSOLE_EVENTS = ['handoff', 'message', 'case', 'task', 'notice'] as const

export type ConsoleEventKind = (typeof CONSOLE_EVENTS)[number]

/** Something changed that pages may show; `seq` grows for ever and is what a browser asks to go on after. */
export interface ConsoleEvent {
  readonly seq: number
  readonly at: number
  readonly kind: ConsoleEventKind
  /** Id of the contact, case or task. */
  readonly subject: string
}

const insert = query('console_events.add', (db, p: { at: number; kind: string; subject: string }) =>
  db.insertInto('console_events').values({ at: p.at, kind: p.kind, subject: p.subject }),
)

const after = query('console_events.after', (db, p: { seq: number; limit: number }) =>
  db.selectFrom('console_events').selectAll().where('seq', '>', p.seq).orderBy('seq').limit(p.limit),
)

const last = query('console_events.last', (db, _p: object) =>
  db.selectFrom('console_events').select((eb) => eb.fn.max('seq').as('seq')),
)

const purge = query('console_events.purge', (db, p: { before: number }) =>
  db
    .deleteFrom('console_events')
    .where('at', '<', p.before)
    // The last one stays: numbers must go on where they were.
    .where('seq', '<', (eb) => eb.selectFrom('console_events').select(sql<number>`max(seq)`.as('seq'))),
)

/** The live events of a store. */
export type ConsoleEvents = ReturnType<typeof createConsoleEvents>

/** Live events over a reader. */
export function createConsoleEvents(reader: Reader) {
  return {
    /** In the same commit as the change itself, so that none is forgotten. */
    add: (kind: ConsoleEventKind, subject: string, at: number): Write =>
      insert.write({ at, kind, subject }, 1),
    /** What happened after a number, in order. */
    async after(seq: number, limit: number): Promise<ConsoleEvent[]> {
      const rows = await reader.all(after, { seq, limit })
      return rows.map((row) => ({ ...row, kind: row.kind as ConsoleEventKind }))
    },
    async last(): Promise<number> {
      return (await reader.first(last, {}))?.seq ?? 0
    },
    purge: (before: number): Write => purge.write({ before }),
  }
}
