import { sql } from 'kysely'
import { query } from './query.ts'

interface Insert {
  readonly id: number
  readonly external: Uint8Array
  readonly channel: string
  readonly account: string
  readonly position: number | null
  readonly contact_id: string
  readonly received_at: number
  readonly sent_at: number
  readonly content: Uint8Array
}

export const insert = query('inbox.insert', (db, p: Insert) =>
  db
    .insertInto('inbox')
    .values({
      id: p.id,
      external: p.external,
      channel: p.channel,
      account: p.account,
      position: p.position,
      contact_id: p.contact_id,
      received_at: p.received_at,
      sent_at: p.sent_at,
      status: 'pending',
      attempts: 0,
      reason: null,
      content: p.content,
    })
    .onConflict((on) => on.column('external').doNothing()),
)

export const done = query('inbox.done', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set({ status: 'done', content: null })
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

export const attempted = query('inbox.attempted', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

export const dead = query('inbox.dead', (db, p: { id: number; reason: string }) =>
  db
    .updateTable('inbox')
    .set({ status: 'dead', reason: p.reason })
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

export const revive = query('inbox.revive', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set({ status: 'pending', attempts: 0, reason: null })
    .where('id', '=', p.id)
    .where('status', '=', 'dead'),
)

export const discard = query('inbox.discard', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set({ status: 'done', content: null })
    .where('id', '=', p.id)
    .where('status', '=', 'dead'),
)

const columns = [
  'inbox.id',
  'inbox.channel',
  'inbox.account',
  'inbox.contact_id',
  'inbox.received_at',
  'inbox.sent_at',
  'inbox.status',
  'inbox.attempts',
  'inbox.reason',
  'inbox.content',
  'contacts.key_id',
] as const

export const pending = query('inbox.pending', (db, p: { after: number; limit: number }) =>
  db
    .selectFrom('inbox')
    .innerJoin('contacts', 'contacts.id', 'inbox.contact_id')
    .innerJoin('data_keys', 'data_keys.id', 'contacts.key_id')
    .select(columns)
    .where('inbox.status', '=', sql.lit('pending'))
    .where('inbox.id', '>', p.after)
    .where('data_keys.destroyed_at', 'is', null)
    .orderBy('inbox.id')
    .limit(p.limit),
)

export const pendingOf = query('inbox.pendingOf', (db, p: { contact: string }) =>
  db
    .selectFrom('inbox')
    .innerJoin('contacts', 'contacts.id', 'inbox.contact_id')
    .innerJoin('data_keys', 'data_keys.id', 'contacts.key_id')
    .select(columns)
    .where('inbox.status', '=', sql.lit('pending'))
    .where('inbox.contact_id', '=', p.contact)
    .where('data_keys.destroyed_at', 'is', null)
    .orderBy('inbox.id'),
)

export const deadRows = query('inbox.deadRows', (db, p: { limit: number }) =>
  db
    .selectFrom('inbox')
    .innerJoin('contacts', 'contacts.id', 'inbox.contact_id')
    .innerJoin('data_keys', 'data_keys.id', 'contacts.key_id')
    .select(columns)
    .where('inbox.status', '=', sql.lit('dead'))
    .where('data_keys.destroyed_at', 'is', null)
    .orderBy('inbox.received_at')
    .limit(p.limit),
)

export const position = query('inbox.position', (db, p: { channel: string; account: string }) =>
  db
    .selectFrom('inbox')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('channel', '=', p.channel)
    .where('account', '=', p.account)
    .where('position', 'is not', null),
)

export const lastId = query('inbox.lastId', (db, _p: object) =>
  db.selectFrom('inbox').select((eb) => eb.fn.max('id').as('id')),
)

export const counts = query('inbox.counts', (db, _p: object) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom('inbox')
      .select((i) => i.fn.countAll<number>().as('n'))
      .where('status', '=', sql.lit('pending'))
      .as('pending'),
    eb
      .selectFrom('inbox')
      .select((i) => i.fn.countAll<number>().as('n'))
      .where('status', '=', sql.lit('dead'))
      .as('dead'),
  ]),
)

/** Looks no further than the first message that is young: ids are in order of arrival. */
export const purge = query('inbox.purge', (db, p: { before: number; limit: number }) =>
  db.deleteFrom('inbox').where('id', 'in', (eb) =>
    eb
      .selectFrom('inbox')
      .select('id')
      .where('received_at', '<', p.before)
      .where('status', '=', 'done')
      .where('id', '<', (first) =>
        first.fn.coalesce(
          first.selectFrom('inbox').select('id').where('received_at', '>=', p.before).orderBy('id').limit(1),
          sql.lit(Number.MAX_SAFE_INTEGER),
        ),
      )
      .orderBy('id')
      .limit(p.limit),
  ),
)

export type Row = NonNullable<typeof pending.row>
