import { sql } from 'kysely'
import type { NoticeKind, NoticeState } from '#core/notice.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A message that the association starts, from the moment it is due until it was told. */
export interface StoredNotice {
  readonly id: string
  readonly contactId: string
  readonly caseId?: string
  readonly kind: NoticeKind
  readonly priority: number
  /** Variables of its flow; ids and references, nothing personal. */
  readonly params: Readonly<Record<string, string | number>>
  readonly notBefore: number
  readonly createdAt: number
  readonly changedAt: number
  readonly state: NoticeState
  /** Why it waits, or why it ended. */
  readonly reason?: string
  readonly uniqueKey?: string
}

/** A notice to be said; the same key is said once. */
export type NewNotice = Omit<StoredNotice, 'state' | 'reason' | 'changedAt'>

interface Insert {
  readonly id: string
  readonly contact_id: string
  readonly case_id: string | null
  readonly kind: string
  readonly priority: number
  readonly params: string
  readonly not_before: number
  readonly created_at: number
  readonly unique_key: string | null
}

interface Row extends Insert {
  readonly changed_at: number
  readonly state: string
  readonly reason: string | null
}

const insert = query('notices.insert', (db, p: Insert) =>
  db
    .insertInto('notices')
    .values({
      id: p.id,
      contact_id: p.contact_id,
      case_id: p.case_id,
      kind: p.kind,
      priority: p.priority,
      params: p.params,
      not_before: p.not_before,
      created_at: p.created_at,
      changed_at: p.created_at,
      state: 'waiting',
      reason: null,
      unique_key: p.unique_key,
    })
    .onConflict((on) => on.column('unique_key').doNothing()),
)

const get = query('notices.get', (db, p: { id: string }) =>
  db.selectFrom('notices').selectAll().where('id', '=', p.id),
)

const due = query('notices.due', (db, p: { now: number; limit: number }) =>
  db
    .selectFrom('notices')
    .selectAll()
    .where('state', '=', sql.lit('waiting'))
    .where('not_before', '<=', p.now)
    .orderBy('priority')
    .orderBy('not_before')
    .limit(p.limit),
)

const nextDue = query('notices.nextDue', (db, p: { after: number }) =>
  db
    .selectFrom('notices')
    .select((eb) => eb.fn.min('not_before').as('at'))
    .where('state', '=', sql.lit('waiting'))
    .where('not_before', '>', p.after),
)

const ofContact = query('notices.ofContact', (db, p: { contact: string; limit: number }) =>
  db
    .selectFrom('notices')
    .selectAll()
    .where('contact_id', '=', p.contact)
    .orderBy('created_at', 'desc')
    .limit(p.limit),
)

const waiting = query('notices.waiting', (db, p: { limit: number }) =>
  db
    .selectFrom('notices')
    .selectAll()
    .where('state', '=', sql.lit('waiting'))
    .orderBy('priority')
    .orderBy('not_before')
    .limit(p.limit),
)

const waitingContacts = query('notices.waitingContacts', (db, _p: object) =>
  db.selectFrom('notices').select('contact_id').distinct().where('state', '=', sql.lit('waiting')),
)

interface Move {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly reason: string | null
  readonly at: number
}

const move = query('notices.move', (db, p: Move) =>
  db
    .updateTable('notices')
    .set({ state: p.to, reason: p.reason, changed_at: p.at })
    .where('id', '=', p.id)
    .where('state', '=', p.from),
)

interface Postpone {
  readonly id: string
  readonly not_before: number
  readonly reason: string
  readonly at: number
}

const postpone = query('notices.postpone', (db, p: Postpone) =>
  db
    .updateTable('notices')
    .set({ not_before: p.not_before, reason: p.reason, changed_at: p.at })
    .where('id', '=', p.id)
    .where('state', '=', sql.lit('waiting')),
)

const hasten = query('notices.hasten', (db, p: { contact: string; at: number }) =>
  db
    .updateTable('notices')
    .set({ not_before: p.at })
    .where('contact_id', '=', p.contact)
    .where('state', '=', sql.lit('waiting'))
    .where('reason', 'in', ['awaits_message', 'daily_cap', 'spacing', 'with_staff'])
    .where('not_before', '>', p.at),
)

const readdress = query('notices.readdress', (db, p: { id: string; contact: string }) =>
  db
    .updateTable('notices')
    .set({ contact_id: p.contact })
    .where('id', '=', p.id)
    .where('state', '=', sql.lit('waiting')),
)

const dropOfCase = query('notices.dropOfCase', (db, p: { case: string; reason: string; at: number }) =>
  db
    .updateTable('notices')
    .set({ state: 'dropped', reason: p.reason, changed_at: p.at })
    .where('case_id', '=', p.case)
    .where('state', '=', sql.lit('waiting')),
)

const countLines = query('notices.countLines', (db, p: { channel: string; since: number }) =>
  db
    .selectFrom('notices')
    .innerJoin('contacts', 'contacts.id', 'notices.contact_id')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('notices.changed_at').as('last')])
    .where('notices.reason', '=', sql.lit('line'))
    .where('notices.changed_at', '>=', p.since)
    .where('contacts.channel', '=', p.channel),
)

const settled = query('notices.settled', (db, _p: object) =>
  db
    .selectFrom('notices')
    .innerJoin('outbox', (on) =>
      on.on(sql<boolean>`outbox.unique_key = 'notice:' || notices.id and outbox.unique_key is not null`),
    )
    .selectAll('notices')
    .select('outbox.status as fate')
    .where('notices.state', '=', sql.lit('given'))
    .where('outbox.status', 'in', ['sent', 'delivered', 'read', 'failed'])
    .limit(sql.lit(100)),
)

/** The notices of a store. */
export type Notices = ReturnType<typeof createNotices>

/** Notices over a reader. */
export function createNotices(reader: Reader, now: () => number) {
  return {
    /** A notice to be said; changes no row where its unique key was used before. */
    insert: (notice: NewNotice): Write =>
      insert.write({
        id: notice.id,
        contact_id: notice.contactId,
        case_id: notice.caseId ?? null,
        kind: notice.kind,
        priority: notice.priority,
        params: JSON.stringify(notice.params),
        not_before: notice.notBefore,
        created_at: notice.createdAt,
        unique_key: notice.uniqueKey ?? null,
      }),
    async get(id: string): Promise<StoredNotice | undefined> {
      const row = await reader.first(get, { id })
      return row && toNotice(row)
    },
    /** What may be said now, the most important first. */
    async due(at: number, limit: number): Promise<StoredNotice[]> {
      return (await reader.all(due, { now: at, limit })).map(toNotice)
    },
    /** When the next notice after a moment may be due. */
    async nextDue(after: number): Promise<number | undefined> {
      return (await reader.first(nextDue, { after }))?.at ?? undefined
    },
    /** A contact's notices, the newest first. */
    async ofContact(contactId: string, limit = 50): Promise<StoredNotice[]> {
      return (await reader.all(ofContact, { contact: contactId, limit })).map(toNotice)
    },
    /** What waits, the most important first, with the reason why. */
    async waiting(limit: number): Promise<StoredNotice[]> {
      return (await reader.all(waiting, { limit })).map(toNotice)
    },
    /** Contacts for whom something waits. */
    async waitingContacts(): Promise<string[]> {
      return (await reader.all(waitingContacts, {})).map((row) => row.contact_id)
    },
    /** Notices whose message was taken by the platform or given up, and that do not say so yet. */
    async settled(): Promise<{ readonly notice: StoredNotice; readonly failed: boolean }[]> {
      const rows = await reader.all(settled, {})
      return rows.map((row) => ({ notice: toNotice(row), failed: row.fate === 'failed' }))
    },
    /** Moves a notice on; stale when someone else moved it first. */
    move: (id: string, from: NoticeState, to: NoticeState, reason?: string): Write =>
      move.write({ id, from, to, reason: reason ?? null, at: now() }, 1),
    /** Not now, and why; stale when it waits no more. */
    postpone: (id: string, notBefore: number, reason: string): Write =>
      postpone.write({ id, not_before: notBefore, reason, at: now() }, 1),
    /** Another account of the same person is written to instead; stale when it waits no more. */
    readdress: (id: string, contactId: string): Write => readdress.write({ id, contact: contactId }, 1),
    /** The person wrote: what waited for that is due. */
    hasten: (contactId: string): Write => hasten.write({ contact: contactId, at: now() }),
    /** What waits about a case is no longer needed. */
    dropOfCase: (caseId: string, reason: string): Write =>
      dropOfCase.write({ case: caseId, reason, at: now() }),
    /** Lines sent to quiet contacts of a channel since a moment, and when the last one was. */
    async lines(channel: string, since: number): Promise<{ readonly count: number; readonly last?: number }> {
      const row = await reader.first(countLines, { channel, since })
      const last = row?.last as number | null | undefined
      return { count: row?.count ?? 0, ...(typeof last === 'number' && { last }) }
    },
  }
}

function toNotice(row: Row): StoredNotice {
  return {
    id: row.id,
    contactId: row.contact_id,
    ...(row.case_id !== null && { caseId: row.case_id }),
    kind: row.kind as NoticeKind,
    priority: row.priority,
    params: JSON.parse(row.params) as StoredNotice['params'],
    notBefore: row.not_before,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    state: row.state as NoticeState,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.unique_key !== null && { uniqueKey: row.unique_key }),
  }
}
