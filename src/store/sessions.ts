import { sql } from 'kysely'
import type { DataKey } from './data-key.ts'
import { OpenedValues } from './opened-values.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A contact's saved progress; its state is the engine's own and is sealed. */
export interface StoredSession {
  readonly id: string
  readonly contactId: string
  readonly rev: number
  readonly state: unknown
  readonly updatedAt: number
  readonly expiresAt: number
}

/** A session to save. `flow`, `step`, `waiting` and `status` are kept in plain columns for reports of where people are. */
export interface SessionToSave {
  readonly id: string
  readonly contactId: string
  readonly state: unknown
  readonly at: number
  readonly expiresAt: number
  readonly status?: string
  readonly flow?: string
  readonly step?: string
  readonly waiting?: string
}

interface Row {
  readonly contact_id: string
  readonly id: string
  readonly status: string | null
  readonly flow: string | null
  readonly step: string | null
  readonly waiting: string | null
  readonly state: Uint8Array
  readonly updated_at: number
  readonly expires_at: number
}

const find = query('sessions.find', (db, p: { contact: string }) =>
  db
    .selectFrom('sessions')
    .select(['id', 'rev', 'state', 'updated_at', 'expires_at'])
    .where('contact_id', '=', p.contact),
)

const insert = query('sessions.begin', (db, p: Row) =>
  db
    .insertInto('sessions')
    .values({
      contact_id: p.contact_id,
      id: p.id,
      rev: 1,
      status: p.status,
      flow: p.flow,
      step: p.step,
      waiting: p.waiting,
      state: p.state,
      updated_at: p.updated_at,
      expires_at: p.expires_at,
    })
    .onConflict((on) => on.column('contact_id').doNothing()),
)

const update = query('sessions.save', (db, p: Row & { rev: number }) =>
  db
    .updateTable('sessions')
    .set((eb) => ({
      id: p.id,
      rev: eb('rev', '+', 1),
      status: p.status,
      flow: p.flow,
      step: p.step,
      waiting: p.waiting,
      state: p.state,
      updated_at: p.updated_at,
      expires_at: p.expires_at,
    }))
    .where('contact_id', '=', p.contact_id)
    .where('rev', '=', p.rev),
)

const end = query('sessions.end', (db, p: { contact: string }) =>
  db.deleteFrom('sessions').where('contact_id', '=', p.contact),
)

const byFlow = query('sessions.countByFlow', (db, _p: object) =>
  db
    .selectFrom('sessions')
    .select(['flow', 'step', 'waiting', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(['flow', 'step', 'waiting']),
)

const places = query('sessions.places', (db, p: { before: number }) =>
  db
    .selectFrom('sessions')
    .select((eb) => [
      'flow',
      'step',
      eb.fn.countAll<number>().as('here'),
      sql<number>`sum(updated_at < ${p.before})`.as('left'),
    ])
    .where('flow', 'is not', null)
    .where('step', 'is not', null)
    .groupBy(['flow', 'step']),
)

/** How many stand at one step of a flow, and how many of them were silent for long. */
export interface Place {
  readonly flow: string
  readonly step: string
  readonly here: number
  readonly left: number
}

const expired = query('sessions.expired', (db, p: { now: number; limit: number }) =>
  db
    .selectFrom('sessions')
    .select(['id', 'contact_id'])
    .where('expires_at', '<=', p.now)
    .orderBy('expires_at')
    .limit(p.limit),
)

/** How many contacts stand at one place of a flow. */
export interface Whereabouts {
  readonly flow?: string
  readonly step?: string
  readonly waiting?: string
  readonly count: number
}

/** Sessions kept open in memory at most: those of the people who are writing now. */
const OPENED = 2_000

/** The sessions of a store; a contact has at most one. */
export type Sessions = ReturnType<typeof createSessions>

/** Sessions over a reader. */
export function createSessions(reader: Reader) {
  const opened = new OpenedValues<unknown>(OPENED)
  return {
    async find(contactId: string, key: DataKey): Promise<StoredSession | undefined> {
      const row = await reader.first(find, { contact: contactId })
      return (
        row && {
          id: row.id,
          contactId,
          rev: row.rev,
          state: opened.open(
            contactId,
            row.state,
            () => JSON.parse(key.unseal('sessions', contactId, 'state', row.state)) as unknown,
          ),
          updatedAt: row.updated_at,
          expiresAt: row.expires_at,
        }
      )
    },
    /** Saves over the revision the caller read (0: there was none); stale when another turn was first. */
    save(session: SessionToSave, expectedRev: number, key: DataKey): Write {
      const state = key.seal('sessions', session.contactId, 'state', JSON.stringify(session.state))
      opened.keep(session.contactId, state, session.state)
      const row = {
        contact_id: session.contactId,
        id: session.id,
        status: session.status ?? null,
        flow: session.flow ?? null,
        step: session.step ?? null,
        waiting: session.waiting ?? null,
        state,
        updated_at: session.at,
        expires_at: session.expiresAt,
      }
      return expectedRev === 0 ? insert.write(row, 1) : update.write({ ...row, rev: expectedRev }, 1)
    },
    end: (contactId: string): Write => end.write({ contact: contactId }),
    /** How many people stand at which step of which flow. */
    async countByFlow(): Promise<Whereabouts[]> {
      return (await reader.all(byFlow, {})).map(toWhereabouts)
    },
    /** How many people stand at each step, and how many of them wrote nothing since `before`. */
    async places(before: number): Promise<Place[]> {
      const rows = await reader.all(places, { before })
      return rows.map(({ flow, step, ...counts }) => ({ ...counts, flow: flow ?? '', step: step ?? '' }))
    },
    /** Sessions past their time, the oldest first. */
    async expired(now: number, limit: number): Promise<{ id: string; contactId: string }[]> {
      const rows = await reader.all(expired, { now, limit })
      return rows.map((row) => ({ id: row.id, contactId: row.contact_id }))
    },
  }
}

function toWhereabouts({ flow, step, waiting, count }: NonNullable<typeof byFlow.row>): Whereabouts {
  return {
    ...(flow !== null && { flow }),
    ...(step !== null && { step }),
    ...(waiting !== null && { waiting }),
    count,
  }
}
