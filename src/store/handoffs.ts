import type { DataKey } from './data-key.ts'
import * as sql from './handoff-queries.ts'
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
      return sql.insert.write(row, 1)
    },
    /** Taken by a member of staff; stale when another was first. */
    claim: (id: string, by: string): Write => sql.claim.write({ id, by, at: now() }, 1),
    /** Put back into the queue by the one who took it. */
    release: (id: string, by: string): Write => sql.release.write({ id, by }, 1),
    close: (id: string, at: number): Write => sql.close.write({ id, at }, 1),
    /** Asks a colleague to take it over; it stays with its member until the colleague says yes. */
    offer: (id: string, by: string, to: string): Write => sql.offer.write({ id, by, to }, 1),
    /** The colleague takes it; stale when the offer was withdrawn. */
    accept: (id: string, to: string, at: number): Write => sql.accept.write({ id, to, at }, 1),
    /** The colleague cannot; it stays where it was. */
    bounce: (id: string, to: string): Write => sql.bounce.write({ id, to }, 1),
    /** The person wrote and waits; changes nothing while they wait already. */
    awaiting: (id: string, at: number): Write => sql.awaiting.write({ id, at }),
    /** The last word is ours: the clock of the reply stands still. */
    answered: (id: string): Write => sql.answered.write({ id }),
    /** Told upwards, once a wait. */
    escalated: (id: string, at: number): Write => sql.escalated.write({ id, at }, 1),
    /** The person was told that we are closed until then; stale when they know already. */
    awayTold: (id: string, until: number, at: number): Write => sql.awayTold.write({ id, until, at }, 1),
    async get(id: string): Promise<Handoff | undefined> {
      const row = await reader.first(sql.get, { id })
      return row && toHandoff(row)
    },
    /** All that is not closed: the urgent first, then the oldest. */
    async live(limit: number): Promise<Handoff[]> {
      return (await reader.all(sql.live, { limit })).map(toHandoff)
    },
    /** Of all states, the newest first. */
    async newest(limit: number): Promise<Handoff[]> {
      return (await reader.all(sql.newest, { limit })).map(toHandoff)
    },
    /** A contact's handoffs, the newest first. */
    async ofContact(contactId: string): Promise<Handoff[]> {
      return (await reader.all(sql.ofContact, { contact: contactId })).map(toHandoff)
    },
    /** What waits for staff: the urgent first, then the oldest. */
    async queue(limit: number): Promise<Handoff[]> {
      return (await reader.all(sql.queue, { limit })).map(toHandoff)
    },
    /** The contact's handoff that is open or claimed. */
    async openOf(contactId: string): Promise<Handoff | undefined> {
      const row = await reader.first(sql.openOf, { contact: contactId })
      return row && toHandoff(row)
    },
    async explanation(id: string, key: DataKey): Promise<string | undefined> {
      const row = await reader.first(sql.explanation, { id })
      return row?.explanation ? key.unseal('handoffs', id, 'explanation', row.explanation) : undefined
    },
  }
}

function toHandoff(row: NonNullable<typeof sql.openOf.row>): Handoff {
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
