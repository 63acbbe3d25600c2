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
  /** A colleague who was asked to take it over and has not said yet. */
  readonly offeredTo?: string
  /** The person wrote last, and waits for an answer since then. */
  readonly awaitingSince?: number
  readonly escalatedAt?: number
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

const claim = query('handoffs.claim', (db, p: { id: string; by: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'claimed', claimed_by: p.by, claimed_at: p.at, offered_to: null })
    .where('id', '=', p.id)
    .where('state', '=', 'open'),
)

const release = query('handoffs.release', (db, p: { id: string; by: string }) =>
  db
    .updateTable('handoffs')
    .set({ state: 'open', claimed_by: null, claimed_at: null, offered_to: null })
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

const offer = query('handoffs.offer', (db, p: { id: string; by: string; to: string }) =>
  db
    .updateTable('handoffs')
    .set({ offered_to: p.to })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', p.by),
)

const accept = query('handoffs.accept', (db, p: { id: string; to: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ claimed_by: p.to, claimed_at: p.at, offered_to: null })
    .where('id', '=', p.id)
    .where('state', '=', 'claimed')
    .where('offered_to', '=', p.to),
)

const bounce = query('handoffs.bounce', (db, p: { id: string; to: string }) =>
  db.updateTable('handoffs').set({ offered_to: null }).where('id', '=', p.id).where('offered_to', '=', p.to),
)

const awaiting = query('handoffs.awaiting', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ awaiting_since: p.at, escalated_at: null })
    .where('id', '=', p.id)
    .where('awaiting_since', 'is', null),
)

const answered = query('handoffs.answered', (db, p: { id: string }) =>
  db.updateTable('handoffs').set({ awaiting_since: null, escalated_at: null }).where('id', '=', p.id),
)

const escalated = query('handoffs.escalated', (db, p: { id: string; at: number }) =>
  db
    .updateTable('handoffs')
    .set({ escalated_at: p.at })
    .where('id', '=', p.id)
    .where('awaiting_since', 'is not', null)
    .where('escalated_at', 'is', null),
)

const awayTold = query('handoffs.awayTold', (db, p: { id: string; until: number; at: number }) =>
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

const get = query('handoffs.get', (db, p: { id: string }) =>
  db.selectFrom('handoffs').select(columns).where('id', '=', p.id),
)

const live = query('handoffs.live', (db, p: { limit: number }) =>
  db
    .selectFrom('handoffs')
    .select(columns)
    .where('state', '<>', sql.lit('closed'))
    .orderBy(urgency(sql.ref('reason')))
    .orderBy('opened_at')
    .limit(p.limit),
)

const ofContact = query('handoffs.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('handoffs').select(columns).where('contact_id', '=', p.contact).orderBy('opened_at', 'desc'),
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
    /** Asks a colleague to take it over; it stays with its member until the colleague says yes. */
    offer: (id: string, by: string, to: string): Write => offer.write({ id, by, to }, 1),
    /** The colleague takes it; stale when the offer was withdrawn. */
    accept: (id: string, to: string, at: number): Write => accept.write({ id, to, at }, 1),
    /** The colleague cannot; it stays where it was. */
    bounce: (id: string, to: string): Write => bounce.write({ id, to }, 1),
    /** The person wrote and waits; changes nothing while they wait already. */
    awaiting: (id: string, at: number): Write => awaiting.write({ id, at }),
    /** The last word is ours: the clock of the reply stands still. */
    answered: (id: string): Write => answered.write({ id }),
    /** Told upwards, once a wait. */
    escalated: (id: string, at: number): Write => escalated.write({ id, at }, 1),
    /** The person was told that we are closed until then; stale when they know already. */
    awayTold: (id: string, until: number, at: number): Write => awayTold.write({ id, until, at }, 1),
    async get(id: string): Promise<Handoff | undefined> {
      const row = await reader.first(get, { id })
      return row && toHandoff(row)
    },
    /** All that is not closed: the urgent first, then the oldest. */
    async live(limit: number): Promise<Handoff[]> {
      return (await reader.all(live, { limit })).map(toHandoff)
    },
    /** A contact's handoffs, the newest first. */
    async ofContact(contactId: string): Promise<Handoff[]> {
      return (await reader.all(ofContact, { contact: contactId })).map(toHandoff)
    },
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
    ...(row.offered_to !== null && { offeredTo: row.offered_to }),
    ...(row.awaiting_since !== null && { awaitingSince: row.awaiting_since }),
    ...(row.escalated_at !== null && { escalatedAt: row.escalated_at }),
  }
}
