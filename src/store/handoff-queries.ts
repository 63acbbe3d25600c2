import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { URGENT_REASONS } from '#core/handoff.ts'
import { query } from './query.ts'

interface Insert {
  readonly id: string
  readonly contact_id: string
  readonly case_id: string | null
  readonly target: string
  readonly reason: string
  readonly opened_at: number
  readonly explanation: Uint8Array | null
}

/** `urgencyOf` in SQL. */
function urgency(reason: RawBuilder<unknown>): RawBuilder<number> {
  const ranks = URGENT_REASONS.map((name, rank) => sql`when ${sql.lit(name)} then ${sql.lit(rank)}`)
  return sql<number>`case ${reason} ${sql.join(ranks, sql` `)} else ${sql.lit(ranks.length)} end`
}

export const insert = query('handoffs.open', (db, p: Insert) =>
  db
    .insertInto('handoffs')
    .values({
      id: p.id,
      contact_id: p.contact_id,
      case_id: p.case_id,
      state: 'open',
      target: p.target,
      reason: p.reason,
      opened_at: p.opened_at,
      claimed_by: null,
      claimed_at: null,
      closed_at: null,
      explanation: p.explanation,
      offered_to: null,
      awaiting_since: p.opened_at,
      escalated_at: null,
      away_told_at: null,
    })
    // A person who already waits is not queued twice; what is more urgent takes over its reason.
    .onConflict((on) =>
      on
        .column('contact_id')
        .where('state', '<>', sql.lit('closed'))
        .doUpdateSet({
          reason: sql<string>`case when ${urgency(sql.ref('excluded.reason'))} < ${urgency(sql.ref('handoffs.reason'))}
            then excluded.reason else handoffs.reason end`,
        }),
    ),
)

export const claim = query('handoffs.claim', (db, p: { id: string; by: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'claimed', claimed_by: p.by, claimed_at: p.at, offered_to: null })
    .where('id', '=', p.id)
    .where('state', '=', 'open'),
)

export const release = query('handoffs.release', (db, p: { id: string; by: string }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'open', claimed_by: null, claimed_at: null, offered_to: null })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', p.by),
)

export const close = query('handoffs.close', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'closed', closed_at: p.at })
    .where('id', '=', p.id)
    .where('state', '<>', 'closed'),
)

export const offer = query('handoffs.offer', (db, p: { id: string; by: string; to: string }) =>
  db
    .updateTable('handoffs')
    .set({ offered_to: p.to })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', p.by),
)

export const accept = query('handoffs.accept', (db, p: { id: string; to: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ claimed_by: p.to, claimed_at: p.at, offered_to: null })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('offered_to', '=', p.to),
)

export const bounce = query('handoffs.bounce', (db, p: { id: string; to: string }) =>
  db.updateTable('handoffs').set({ offered_to: null }).where('id', '=', p.id).where('offered_to', '=', p.to),
)

export const awaiting = query('handoffs.awaiting', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ awaiting_since: p.at, escalated_at: null })
    .where('id', '=', p.id)
    .where('awaiting_since', 'is', null),
)

export const answered = query('handoffs.answered', (db, p: { id: string }) =>
  db.updateTable('handoffs').set({ awaiting_since: null, escalated_at: null }).where('id', '=', p.id),
)

export const escalated = query('handoffs.escalated', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ escalated_at: p.at })
    .where('id', '=', p.id)
    .where('awaiting_since', 'is not', null)
    .where('escalated_at', 'is', null),
)

export const awayTold = query('handoffs.awayTold', (db, p: { id: string; until: number; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ away_told_at: p.until })
    .where('id', '=', p.id)
    .where((eb) => eb.or([eb('away_told_at', 'is', null), eb('away_told_at', '<=', p.at)])),
)

const columns = [
  'id',
  'contact_id',
  'case_id',
  'state',
  'target',
  'reason',
  'opened_at',
  'claimed_by',
  'claimed_at',
  'closed_at',
  'offered_to',
  'awaiting_since',
  'escalated_at',
] as const

export const queue = query('handoffs.queue', (db, p: { limit: number }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('state', '=', 'open')
    .where('state', '<>', sql.lit('closed'))
    .orderBy(urgency(sql.ref('reason')))
    .orderBy('opened_at')
    .limit(p.limit),
)

export const openOf = query('handoffs.openOf', (db, p: { contact: string }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('contact_id', '=', p.contact)
    .where('state', '<>', sql.lit('closed')),
)

export const get = query('handoffs.get', (db, p: { id: string }) =>
  db.selectFrom('handoffs').select(columns).where('id', '=', p.id),
)

export const live = query('handoffs.live', (db, p: { limit: number }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('state', '<>', sql.lit('closed'))
    .orderBy(urgency(sql.ref('reason')))
    .orderBy('opened_at')
    .limit(p.limit),
)

export const newest = query('handoffs.newest', (db, p: { limit: number }) =>
  db.selectFrom('handoffs').select(columns).orderBy('opened_at', 'desc').limit(p.limit),
)

export const ofContact = query('handoffs.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('handoffs').select(columns).where('contact_id', '=', p.contact).orderBy('opened_at', 'desc'),
)

export const explanation = query('handoffs.explanation', (db, p: { id: string }) =>
  db.selectFrom('handoffs').select('explanation').where('id', '=', p.id),
)
