import { sql } from 'kysely'
import { query } from './query.ts'
import type { Db } from './query.ts'

interface Insert {
  readonly id: string
  readonly contact_id: string
  readonly account: string
  readonly priority: number
  readonly seq: number
  readonly not_before: number
  readonly created_at: number
  readonly message: Uint8Array
  readonly unique_key: string | null
}

export const insert = query('outbox.insert', (db, p: Insert) =>
  db
    .insertInto('outbox')
    .values({
      id: p.id,
      contact_id: p.contact_id,
      account: p.account,
      priority: p.priority,
      seq: p.seq,
      status: 'pending',
      attempts: 0,
      not_before: p.not_before,
      created_at: p.created_at,
      changed_at: p.created_at,
      message: p.message,
      external: null,
      failure: null,
      unique_key: p.unique_key,
    })
    .onConflict((on) => on.column('unique_key').where('unique_key', 'is not', null).doNothing()),
)

export const claim = query('outbox.claim', (db, p: { id: string; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'sending', changed_at: p.at })
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

export const sent = query('outbox.sent', (db, p: { id: string; external: Uint8Array | null; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'sent', external: p.external, changed_at: p.at, message: null, failure: null })
    .where('id', '=', p.id)
    .where('status', '=', 'sending'),
)

interface Retry {
  readonly id: string
  readonly not_before: number
  readonly failure: string
  readonly at: number
}

export const retry = query('outbox.retry', (db, p: Retry) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      status: 'pending',
      attempts: eb('attempts', '+', 1),
      not_before: p.not_before,
      failure: p.failure,
      changed_at: p.at,
    }))
    .where('id', '=', p.id)
    .where('status', '=', 'sending'),
)

/** Messages of an account that could not be handed over; other reasons for waiting stay as they are. */
export const hurry = query('outbox.hurry', (db, p: { account: string; at: number }) =>
  db
    .updateTable('outbox')
    .set({ not_before: p.at })
    .where('status', '=', sql.lit('pending'))
    // Named one by one, so that the index by priority and time finds them.
    .where('priority', 'in', [sql.lit(0), sql.lit(1)])
    .where('failure', '=', sql.lit('connection'))
    .where('account', '=', p.account)
    .where('not_before', '>', p.at),
)

export const failed = query('outbox.failed', (db, p: { id: string; failure: string; at: number }) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      status: 'failed',
      attempts: eb('attempts', '+', 1),
      failure: p.failure,
      changed_at: p.at,
    }))
    .where('id', '=', p.id)
    .where('status', 'in', ['pending', 'sending']),
)

export const cancelPending = query(
  'outbox.cancelPending',
  (db, p: { contact: string; failure: string; at: number }) =>
    db
      .updateTable('outbox')
      .set({ status: 'failed', failure: p.failure, changed_at: p.at })
      .where('contact_id', '=', p.contact)
      .where('status', '=', sql.lit('pending')),
)

/** Channels that are passed over, as many as there are; empty where there are fewer. */
export type Skipped = Readonly<Record<`skip${0 | 1 | 2 | 3 | 4}`, string>>

/** Rows that one look at the queue gives at most. */
export const MOST_DUE = 16

/**
 * First in line of its contact: nothing is being sent to it, and no pending message of the same or a higher
 * priority is older. Each test is one look into a partial index, so a long queue costs no more than a short one.
 */
const dueOf = (priority: 0 | 1) => (db: Db, p: { now: number } & Skipped) =>
  db
    .selectFrom('outbox as o')
    .innerJoin('contacts as c', 'c.id', 'o.contact_id')
    .innerJoin('data_keys as k', 'k.id', 'c.key_id')
    .select([
      'o.id',
      'o.contact_id',
      'o.account',
      'o.priority',
      'o.seq',
      'o.status',
      'o.attempts',
      'o.not_before',
      'o.created_at',
      'o.message',
      'o.failure',
      'o.unique_key',
      'c.key_id',
    ])
    .where('o.status', '=', sql.lit('pending'))
    .where('o.priority', '=', sql.lit(priority))
    .where('o.not_before', '<=', p.now)
    .where('k.destroyed_at', 'is', null)
    .where('c.channel', 'not in', [p.skip0, p.skip1, p.skip2, p.skip3, p.skip4])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as s')
            .select('s.id')
            .whereRef('s.contact_id', '=', 'o.contact_id')
            .where('s.status', '=', sql.lit('sending')),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as e')
            .select('e.id')
            .whereRef('e.contact_id', '=', 'o.contact_id')
            .where('e.status', '=', sql.lit('pending'))
            .where((e) => e(e.refTuple('e.priority', 'e.seq'), '<', e.refTuple('o.priority', 'o.seq'))),
        ),
      ),
    )
    .orderBy('o.not_before')
    .orderBy('o.seq')
    // A limit given as a parameter would have the statement compiled anew at every run.
    .limit(sql.lit(MOST_DUE))

export const dueReplies = query('outbox.dueReplies', dueOf(0))
export const dueBroadcasts = query('outbox.dueBroadcasts', dueOf(1))

/** A row with its content and the key that opens it. */
export type Row = NonNullable<typeof dueReplies.row>

export const nextDue = query('outbox.nextDue', (db, p: { after: number }) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('not_before').as('at'))
    .where('status', '=', sql.lit('pending'))
    .where('not_before', '>', p.after),
)

export const lastSeq = query('outbox.lastSeq', (db, _p: object) =>
  db.selectNoFrom((eb) => {
    const last = (status: string) =>
      eb
        .selectFrom('outbox')
        .select((o) => o.fn.max('seq').as('seq'))
        .where('status', '=', sql.lit(status))
    return [last('pending').as('pending'), last('sending').as('sending')]
  }),
)

export const recover = query('outbox.recover', (db, p: { at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'pending', changed_at: p.at })
    .where('status', '=', sql.lit('sending')),
)

/** Those of one kind of channel that were left in `sending` are not sent again before a time. */
export const holdBack = query('outbox.holdBack', (db, p: { channel: string; not_before: number }) =>
  db
    .updateTable('outbox')
    .set({ not_before: p.not_before })
    .where('status', '=', sql.lit('sending'))
    .where('contact_id', 'in', (eb) =>
      eb.selectFrom('contacts').select('id').where('channel', '=', p.channel),
    ),
)

const state = [
  'id',
  'contact_id',
  'account',
  'priority',
  'status',
  'attempts',
  'created_at',
  'changed_at',
  'failure',
  'unique_key',
] as const

export const find = query('outbox.find', (db, p: { id: string }) =>
  db.selectFrom('outbox').select(state).where('id', '=', p.id),
)

export type StateRow = NonNullable<typeof find.row>

export const failures = query('outbox.failures', (db, p: { limit: number }) =>
  db
    .selectFrom('outbox')
    .select(state)
    .where('status', '=', sql.lit('failed'))
    .orderBy('changed_at', 'desc')
    .limit(p.limit),
)

export const counts = query('outbox.counts', (db, _p: object) =>
  db.selectNoFrom((eb) => {
    const count = (status: string) =>
      eb
        .selectFrom('outbox')
        .select((o) => o.fn.countAll<number>().as('n'))
        .where('status', '=', sql.lit(status))
    return [count('pending').as('pending'), count('sending').as('sending'), count('failed').as('failed')]
  }),
)

/** Looks no further than the first message that is young: rows are in the order in which they were written. */
export const purge = query(
  'outbox.purge',
  (_db, p: { before: number; limit: number }) => sql`
    delete from outbox where rowid in (
      select rowid from outbox
      where changed_at < ${p.before} and status not in ('pending', 'sending')
        and rowid < coalesce(
          (select rowid from outbox where created_at >= ${p.before} order by rowid limit 1),
          ${sql.lit(Number.MAX_SAFE_INTEGER)}
        )
      order by rowid limit ${p.limit}
    )`,
)
