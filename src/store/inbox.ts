import type { ChannelType } from '#core/contact.ts'
import type { IncomingContent, IncomingFile } from '#core/message.ts'
import type { DataKey } from './data-key.ts'
import * as sql from './inbox-queries.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** A file of a message: its bytes lie among the store's files under the id `stored`, or it was not kept, and why. */
export type StoredFile = Omit<IncomingFile, 'content'> & {
  readonly stored?: string
  /** A key of `problems.json`. */
  readonly problem?: string
}

/** Files that came over a one-time link, for one place of a form; all of them are among the store's files. */
export interface StoredUpload {
  readonly kind: 'uploaded'
  readonly form: string
  readonly place: string
  readonly files: readonly StoredFile[]
}

/** What a contact sent, as the inbox keeps it: without the bytes of files. */
export type StoredContent = (
  | Exclude<IncomingContent, { kind: 'file' }>
  | { readonly kind: 'file'; readonly file: StoredFile; readonly caption?: string }
  | StoredUpload
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

/** The inbox of a store. */
export type Inbox = ReturnType<typeof createInbox>

/** The inbox over a reader; `last` is the greatest id in it. */
export function createInbox(reader: Reader, vault: Vault, last: number) {
  let newest = last
  const fromRows = async (rows: readonly sql.Row[]): Promise<InboxRow[]> => {
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
      return sql.insert.write({
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
    done: (id: number): Write => sql.done.write({ id }, 1),
    attempted: (id: number): Write => sql.attempted.write({ id }, 1),
    /** Given up, for staff to look at. */
    dead: (id: number, reason: string): Write => sql.dead.write({ id, reason }, 1),
    /** A given-up message is tried again. */
    revive: (id: number): Write => sql.revive.write({ id }, 1),
    /** Staff has dealt with a given-up message. */
    discard: (id: number): Write => sql.discard.write({ id }, 1),
    /** Messages not yet worked on, in order of arrival, after an id. */
    async pending(after = 0, limit = 1_000): Promise<InboxRow[]> {
      return fromRows(await reader.all(sql.pending, { after, limit }))
    },
    async pendingOf(contactId: string): Promise<InboxRow[]> {
      return fromRows(await reader.all(sql.pendingOf, { contact: contactId }))
    },
    async deadRows(limit: number): Promise<InboxRow[]> {
      return fromRows(await reader.all(sql.deadRows, { limit }))
    },
    /** The greatest place in the platform's own order that is on disk. */
    async position(channel: ChannelType, account: string): Promise<number | undefined> {
      const row = await reader.first(sql.position, { channel, account })
      return row?.position ?? undefined
    },
    async counts(): Promise<{ pending: number; dead: number }> {
      const row = await reader.first(sql.counts, {})
      return { pending: row?.pending ?? 0, dead: row?.dead ?? 0 }
    },
    /** Removes rows worked on and received before a time, at most `limit`; call again until it changes none. */
    purge: (before: number, limit = 1_000): Write => sql.purge.write({ before, limit }),
  }
}

/** The greatest id in the inbox, 0 where it is empty. */
export async function lastInboxId(reader: Reader): Promise<number> {
  return (await reader.first(sql.lastId, {}))?.id ?? 0
}

function toInboxRow(row: sql.Row, key: DataKey): InboxRow {
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
