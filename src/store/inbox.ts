import { sql } from 'kysely'
import type { ChannelType } from '#core/contact.ts'
import type { IncomingContent, IncomingFile } from '#core/message.ts'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** A file of a message: its bytes lie among the store's files under the id `stored`. */
export type StoredFile = Omit<IncomingFile, 'content'> & { readonly stored?: string }

/** What a contact sent, as the inbox keeps it: without the bytes of files. */
export type StoredContent = (
  | Exclude<IncomingContent, { kind: 'file' }>
  | { readonly kind: 'file'; readonly file: StoredFile; readonly caption?: string }
) & {
  /** The platform's id of the message, by which a page knows its own messages again. */
  readonly externalId?: string
}

/** A message received and not yet worked on. */
export interface InboxRow {
  /** Order of arrival. */
  readonly id: number
  readonly channel: ChannelType
  readonly account: string
  readonly contactId: string
  readonly receivedAt: number
  readonly sentAt: number
  readonly status: 'pending' | 'done' | 'dead'
  readonly attempts: number
  readonly content: StoredContent
  /** Why it was given up. */
  readonly reason?: string
}

/** A message to put into the inbox. */
export interface NewInboxRow {
  /** From `nextId()`. */
  readonly id: number
  readonly channel: ChannelType
  readonly account: string
  readonly externalId: string
  readonly position?: number
  readonly contactId: string
  readonly receivedAt: number
  readonly sentAt: number
  readonly content: StoredContent
}

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

const insert = query('inbox.insert', (db, p: Insert) =>
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

const done = query('inbox.done', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set({ status: 'done', content: null })
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

const attempted = query('inbox.attempted', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

const dead = query('inbox.dead', (db, p: { id: number; reason: string }) =>
  db
    .updateTable('inbox')
    .set({ status: 'dead', reason: p.reason })
    .where('id', '=', p.id)
    .where('status', '=', 'pending'),
)

const revive = query('inbox.revive', (db, p: { id: number }) =>
  db
    .updateTable('inbox')
    .set({ status: 'pending', attempts: 0, reason: null })
    .where('id', '=', p.id)
    .where('status', '=', 'dead'),
)

const discard = query('inbox.discard', (db, p: { id: number }) =>
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

const pending = query('inbox.pending', (db, p: { after: number; limit: number }) =>
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

const pendingOf = query('inbox.pendingOf', (db, p: { contact: string }) =>
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

const deadRows = query('inbox.deadRows', (db, p: { limit: number }) =>
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

const position = query('inbox.position', (db, p: { channel: string; account: string }) =>
  db
    .selectFrom('inbox')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('channel', '=', p.channel)
    .where('account', '=', p.account)
    .where('position', 'is not', null),
)

const lastId = query('inbox.lastId', (db, _p: object) =>
  db.selectFrom('inbox').select((eb) => eb.fn.max('id').as('id')),
)

const counts = query('inbox.counts', (db, _p: object) =>
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

const purge = query('inbox.purge', (db, p: { before: number; limit: number }) =>
  db
    .deleteFrom('inbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inbox')
        .select('id')
        .where('received_at', '<', p.before)
        .where('status', '=', 'done')
        .orderBy('id')
        .limit(p.limit),
    ),
)

type Row = NonNullable<typeof pending.row>

/** The inbox of a store. */
export type Inbox = ReturnType<typeof createInbox>

/** The inbox over a reader; `last` is the greatest id in it. */
export function createInbox(reader: Reader, vault: Vault, last: number) {
  let newest = last
  const fromRows = async (rows: readonly Row[]): Promise<InboxRow[]> => {
    const result: InboxRow[] = []
    for (const row of rows) result.push(toInboxRow(row, await vault.open(row.key_id)))
    return result
  }

  return {
    /** The next place in the order of arrival. */
    nextId: (): number => ++newest,
    /** A message received; changes no row where the platform delivered it before. */
    insert(row: NewInboxRow, key: DataKey): Write {
      const content = JSON.stringify(row.content)
      return insert.write({
        id: row.id,
        external: vault.index('external', `${row.channel}|${row.account}|${row.externalId}`),
        channel: row.channel,
        account: row.account,
        position: row.position ?? null,
        contact_id: row.contactId,
        received_at: row.receivedAt,
        sent_at: row.sentAt,
        content: key.seal('inbox', String(row.id), 'content', content),
      })
    },
    /** Worked on; its content goes, the log keeps it. */
    done: (id: number): Write => done.write({ id }, 1),
    attempted: (id: number): Write => attempted.write({ id }, 1),
    /** Given up, for staff to look at. */
    dead: (id: number, reason: string): Write => dead.write({ id, reason }, 1),
    /** A given-up message is tried again. */
    revive: (id: number): Write => revive.write({ id }, 1),
    /** Staff has dealt with a given-up message. */
    discard: (id: number): Write => discard.write({ id }, 1),
    /** Messages not yet worked on, in order of arrival, after an id. */
    async pending(after = 0, limit = 1_000): Promise<InboxRow[]> {
      return fromRows(await reader.all(pending, { after, limit }))
    },
    async pendingOf(contactId: string): Promise<InboxRow[]> {
      return fromRows(await reader.all(pendingOf, { contact: contactId }))
    },
    async deadRows(limit: number): Promise<InboxRow[]> {
      return fromRows(await reader.all(deadRows, { limit }))
    },
    /** The greatest place in the platform's own order that is on disk. */
    async position(channel: ChannelType, account: string): Promise<number | undefined> {
      const row = await reader.first(position, { channel, account })
      return row?.position ?? undefined
    },
    async counts(): Promise<{ pending: number; dead: number }> {
      const row = await reader.first(counts, {})
      return { pending: row?.pending ?? 0, dead: row?.dead ?? 0 }
    },
    /** Removes rows worked on and received before a time, at most `limit`; call again until it changes none. */
    purge: (before: number, limit = 1_000): Write => purge.write({ before, limit }),
  }
}

/** The greatest id in the inbox, 0 where it is empty. */
export async function lastInboxId(reader: Reader): Promise<number> {
  return (await reader.first(lastId, {}))?.id ?? 0
}

function toInboxRow(row: Row, key: DataKey): InboxRow {
  const content = row.content ? key.unseal('inbox', String(row.id), 'content', row.content) : 'null'
  return {
    id: row.id,
    channel: row.channel as ChannelType,
    account: row.account,
    contactId: row.contact_id,
    receivedAt: row.received_at,
    sentAt: row.sent_at,
    status: row.status as InboxRow['status'],
    attempts: row.attempts,
    content: JSON.parse(content) as StoredContent,
    ...(row.reason !== null && { reason: row.reason }),
  }
}
