import { sql } from 'kysely'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** One message of the log, as it was said. */
export interface MessageEntry {
  /** `contact`, `bot`, or the id of a member of staff. */
  readonly from: string
  readonly kind: string
  readonly text?: string
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
  /** Id of the question that stood open with it, for its buttons. */
  readonly question?: string
  /** Its text carries numbers of its own; the choices have none. */
  readonly unnumbered?: boolean
  readonly fileId?: string
  readonly outboxId?: string
  /** The platform's id of what the contact sent. */
  readonly externalId?: string
  /** Where a member of staff wrote it, when not in the console. */
  readonly via?: 'group'
  readonly at: number
}

/** What was said in one turn. */
export interface LoggedTurn {
  readonly id: string
  readonly contactId: string
  readonly personId?: string
  readonly at: number
  readonly entries: readonly MessageEntry[]
}

interface Insert {
  readonly id: string
  readonly contact_id: string
  readonly person_id: string | null
  readonly at: number
  readonly entries: Uint8Array
}

const insert = query('messages.append', (db, p: Insert) =>
  db.insertInto('messages').values({
    id: p.id,
    contact_id: p.contact_id,
    person_id: p.person_id,
    at: p.at,
    entries: p.entries,
  }),
)

const columns = ['seq', 'id', 'contact_id', 'person_id', 'at', 'entries'] as const

const after = query('messages.after', (db, p: { contact: string; seq: number; limit: number }) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('contact_id', '=', p.contact)
    .where('seq', '>', p.seq)
    .orderBy('seq')
    .limit(p.limit),
)

const before = query('messages.before', (db, p: { contact: string; seq: number; limit: number }) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('contact_id', '=', p.contact)
    .where('seq', '<', p.seq)
    .orderBy('seq', 'desc')
    .limit(p.limit),
)

/** Looks no further than the first turn that stays: the log is in order of time, or nearly. */
const purge = query('messages.purge', (db, p: { before: number; limit: number }) =>
  db.deleteFrom('messages').where('seq', 'in', (eb) =>
    eb
      .selectFrom('messages')
      .select('seq')
      .where('at', '<', p.before)
      .where('seq', '<', (first) =>
        first.fn.coalesce(
          first.selectFrom('messages').select('seq').where('at', '>=', p.before).orderBy('seq').limit(1),
          sql.lit(Number.MAX_SAFE_INTEGER),
        ),
      )
      .orderBy('seq')
      .limit(p.limit),
  ),
)

const erase = query('messages.erase', (db, p: { contact: string }) =>
  db.deleteFrom('messages').where('contact_id', '=', p.contact),
)

/** A turn of the log and its place in it. */
export interface LogRow extends LoggedTurn {
  readonly seq: number
}

/** Which part of a log: after a place (oldest first), or the last ones before a place (still oldest first). */
export interface LogPart {
  readonly after?: number
  readonly before?: number
  readonly limit: number
}

/** The message log of a store: one row a turn. */
export type Messages = ReturnType<typeof createMessages>

/** The message log over a reader. */
export function createMessages(reader: Reader) {
  return {
    append: (turn: LoggedTurn, key: DataKey): Write =>
      insert.write(
        {
          id: turn.id,
          contact_id: turn.contactId,
          person_id: turn.personId ?? null,
          at: turn.at,
          entries: key.seal('messages', turn.id, 'entries', JSON.stringify(turn.entries)),
        },
        1,
      ),
    /** A part of a contact's log, the oldest first. Without `after` and `before`: the last turns. */
    async of(contactId: string, key: DataKey, part: LogPart): Promise<LogRow[]> {
      const { limit } = part
      const rows =
        part.after === undefined
          ? await reader.all(before, {
              contact: contactId,
              seq: part.before ?? Number.MAX_SAFE_INTEGER,
              limit,
            })
          : await reader.all(after, { contact: contactId, seq: part.after, limit })
      if (part.after === undefined) rows.reverse()
      return rows.map((row) => toLogRow(row, key))
    },
    /** Removes turns before a time, at most `limit`; call again until it changes none. */
    purge: (olderThan: number, limit = 1_000): Write => purge.write({ before: olderThan, limit }),
    /** Removes a contact's whole log. */
    erase: (contactId: string): Write => erase.write({ contact: contactId }),
  }
}

function toLogRow(row: NonNullable<typeof after.row>, key: DataKey): LogRow {
  return {
    seq: row.seq,
    id: row.id,
    contactId: row.contact_id,
    ...(row.person_id !== null && { personId: row.person_id }),
    at: row.at,
    entries: JSON.parse(key.unseal('messages', row.id, 'entries', row.entries)) as MessageEntry[],
  }
}
