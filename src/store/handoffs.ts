import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { URGENT_REASONS } from '#core/handoff.ts'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A conversation that staff takes, or should take, over. */
export interface Handoff {
  readonly id: string
  readonly contactId: string
  readonly caseId?: string
  readonly state: 'open' | 'claimed' | 'closed'
  /** To whom it goes: a role or a queue. */
  readonly target: string
  readonly reason: string
  readonly openedAt: number
  readonly claimedBy?: string
  readonly claimedAt?: number
  readonly closedAt?: number
}

/** A handoff to open; `explanation` is in the person's or the bot's words and is sealed. */
export interface NewHandoff {
  readonly id: string
  readonly contactId: string
  readonly caseId?: string
  readonly target: string
  readonly reason: string
  readonly openedAt: number
  readonly explanation?: string
}

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

const insert = query('handoffs.open', (db, p: Insert) =>
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

const claim = query('handoffs.claim', (db, p: { id: string; by: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'claimed', claimed_by: p.by, claimed_at: p.at })
    .where('id', '=', p.id)
    .where('state', '=', 'open'),
)

const release = query('handoffs.release', (db, p: { id: string; by: string }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'open', claimed_by: null, claimed_at: null })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', p.by),
)

const close = query('handoffs.close', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'closed', closed_at: p.at })
    .where('id', '=', p.id)
    .where('state', '<>', 'closed'),
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
] as const

const queue = query('handoffs.queue', (db, p: { limit: number }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('state', '=', 'open')
    .where('state', '<>', sql.lit('closed'))
    .orderBy(urgency(sql.ref('reason')))
    .orderBy('opened_at')
    .limit(p.limit),
)

const openOf = query('handoffs.openOf', (db, p: { contact: string }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('contact_id', '=', p.contact)
    .where('state', '<>', sql.lit('closed')),
)

const explanation = query('handoffs.explanation', (db, p: { id: string }) =>
  db.selectFrom('handoffs').select('explanation').where('id', '=', p.id),
)

/** The handoffs of a store; a contact has at most one that is not closed. */
export type Handoffs = ReturnType<typeof createHandoffs>

/** Handoffs over a reader. */
export function createHandoffs(reader: Reader, now: () => number) {
  return {
    open(handoff: NewHandoff, key: DataKey): Write {
      const { id, explanation: words } = handoff
      const row = {
        id,
        contact_id: handoff.contactId,
        case_id: handoff.caseId ?? null,
        target: handoff.target,
        reason: handoff.reason,
        opened_at: handoff.openedAt,
        explanation: words === undefined ? null : key.seal('handoffs', id, 'explanation', words),
      }
      return insert.write(row, 1)
    },
    /** Taken by a member of staff; stale when another was first. */
    claim: (id: string, by: string): Write => claim.write({ id, by, at: now() }, 1),
    /** Put back into the queue by the one who took it. */
    release: (id: string, by: string): Write => release.write({ id, by }, 1),
    close: (id: string, at: number): Write => close.write({ id, at }, 1),
    /** What waits for staff: the urgent first, then the oldest. */
    async queue(limit: number): Promise<Handoff[]> {
      return (await reader.all(queue, { limit })).map(toHandoff)
    },
    /** The contact's handoff that is open or claimed. */
    async openOf(contactId: string): Promise<Handoff | undefined> {
      const row = await reader.first(openOf, { contact: contactId })
      return row && toHandoff(row)
    },
    async explanation(id: string, key: DataKey): Promise<string | undefined> {
      const row = await reader.first(explanation, { id })
      return row?.explanation ? key.unseal('handoffs', id, 'explanation', row.explanation) : undefined
    },
  }
}

function toHandoff(row: NonNullable<typeof openOf.row>): Handoff {
  return {
    id: row.id,
    contactId: row.contact_id,
    ...(row.case_id !== null && { caseId: row.case_id }),
    state: row.state as Handoff['state'],
    target: row.target,
    reason: row.reason,
    openedAt: row.opened_at,
    ...(row.claimed_by !== null && { claimedBy: row.claimed_by }),
    ...(row.claimed_at !== null && { claimedAt: row.claimed_at }),
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
  }
}
