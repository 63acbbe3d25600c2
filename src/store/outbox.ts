import type { ChannelType, Urn } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import type { DataKey } from './data-key.ts'
import { OpenedValues } from './opened-values.ts'
import * as sql from './outbox-queries.ts'
import * as told from './outbox-receipt-queries.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Commit, Write } from './write.ts'

/** What is to be delivered; a file's bytes lie among the store's files under `fileId`. */
export type OutboxMessage = Omit<OutgoingMessage, 'id' | 'urn' | 'account' | 'file'> & {
  readonly fileId?: string
}

export type OutboxStatus = 'pending' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** A reply is sent before any broadcast. */
export const PRIORITY = { reply: 0, broadcast: 1 } as const

export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

/** A message to put into the outbox. */
export interface NewOutboxRow {
  readonly id: string
  readonly contactId: string
  readonly account: string
  /** The recipient, frozen when the message was written. */
  readonly urn: Urn
  readonly priority: Priority
  /** Order within the contact; greater is later. */
  readonly seq: number
  readonly notBefore: number
  readonly createdAt: number
  readonly message: OutboxMessage
  /** The same key is sent once. */
  readonly uniqueKey?: string
}

/** A message in the outbox whose content is still there. */
export interface OutboxRow extends NewOutboxRow {
  readonly status: OutboxStatus
  readonly attempts: number
  readonly failure?: string
}

/** A message in the outbox without its content. */
export interface OutboxState {
  readonly id: string
  readonly contactId: string
  readonly account: string
  readonly priority: Priority
  readonly status: OutboxStatus
  readonly attempts: number
  readonly createdAt: number
  readonly changedAt: number
  readonly failure?: string
  readonly uniqueKey?: string
}

/** What is sealed of a message: its words and its recipient. */
type Content = OutboxMessage & { readonly urn: Urn }

/** Messages kept open in memory at most: those just written. */
const OPENED = 2_000

/** The outbox of a store. */
export type Outbox = ReturnType<typeof createOutbox>

/** The outbox over a reader. */
export function createOutbox(reader: Reader, vault: Vault, commit: Commit, now: () => number) {
  const opened = new OpenedValues<Content>(OPENED)
  const fromRows = async (rows: readonly sql.Row[]): Promise<OutboxRow[]> => {
    const result: OutboxRow[] = []
    for (const row of rows) {
      const key = await vault.open(row.key_id)
      const { message: sealed } = row
      if (!sealed) throw new Error('outbox: the content of this message is gone')
      const unseal = (): Content => JSON.parse(key.unseal('outbox', row.id, 'message', sealed)) as Content
      result.push(toOutboxRow(row, opened.open(row.id, sealed, unseal)))
      opened.forget(row.id)
    }
    return result
  }

  return {
    /** A message to deliver; changes no row where its unique key was used before. */
    insert(row: NewOutboxRow, key: DataKey): Write {
      const content: Content = { urn: row.urn, ...row.message }
      const message = key.seal('outbox', row.id, 'message', JSON.stringify(content))
      opened.keep(row.id, message, content)
      return sql.insert.write({
        id: row.id,
        contact_id: row.contactId,
        account: row.account,
        priority: row.priority,
        seq: row.seq,
        not_before: row.notBefore,
        created_at: row.createdAt,
        message,
        unique_key: row.uniqueKey ?? null,
      })
    },
    /** About to be given to the channel; stale when it is no longer pending. */
    claim: (id: string): Write => sql.claim.write({ id, at: now() }, 1),
    /** Taken by the platform; its content goes. `externalId` is kept where the platform reports on it later. */
    sent: (id: string, externalId: string | undefined, at: number): Write =>
      sql.sent.write(
        { id, external: externalId === undefined ? null : externalIndex(vault, externalId), at },
        1,
      ),
    /** To be tried again, not before a time. */
    retry: (id: string, notBefore: number, failure: string): Write =>
      sql.retry.write({ id, not_before: notBefore, failure, at: now() }, 1),
    /** What waits only because the line of an account was down is due now. */
    hurry: (account: string): Write => sql.hurry.write({ account, at: now() }),
    /** Given up; its content stays for staff. */
    failed: (id: string, failure: string): Write => sql.failed.write({ id, failure, at: now() }, 1),
    /** Gives up everything not yet sent to a contact. */
    cancelPending: (contactId: string, failure: string): Write =>
      sql.cancelPending.write({ contact: contactId, failure, at: now() }),
    /** The platform speaks of a message whose taking we never heard of; a send under way finds the row settled. */
    settled: (id: string, externalId: string, at: number): Write =>
      told.settled.write({ id, external: externalIndex(vault, externalId), at }),
    /** The platform reports delivery; never takes back what was reported read. */
    delivered: (id: string, at: number): Write => told.delivered.write({ id, at }),
    read: (id: string, at: number): Write => told.read.write({ id, at }),
    /** The platform reports that it could not deliver what it took. */
    undelivered: (id: string, failure: string): Write => told.undelivered.write({ id, failure, at: now() }),
    /** The message that a platform's report speaks of. */
    async idOfExternal(account: string, externalId: string): Promise<string | undefined> {
      return (await reader.first(told.byExternal, { account, external: externalIndex(vault, externalId) }))
        ?.id
    },
    /**
     * What may be sent now: the first pending message of each contact to whom nothing is being sent, replies
     * before broadcasts, the longest due first; at most 16 of each. Channels may be passed over.
     */
    async due(at: number, limit: number, without: readonly ChannelType[] = []): Promise<OutboxRow[]> {
      const [skip0 = '', skip1 = '', skip2 = '', skip3 = '', skip4 = ''] = without
      const values = { now: at, skip0, skip1, skip2, skip3, skip4 }
      const rows = await reader.all(sql.dueReplies, values)
      if (rows.length < limit) rows.push(...(await reader.all(sql.dueBroadcasts, values)))
      return fromRows(rows.slice(0, limit))
    },
    /** The earliest time after another at which a pending message may be due. */
    async nextDue(after = 0): Promise<number | undefined> {
      return (await reader.first(sql.nextDue, { after }))?.at ?? undefined
    },
    /**
     * Messages left in `sending` by a process that died go back to `pending`; they may reach the person twice. Those
     * of some channels wait first, so many milliseconds, for a receipt that settles them.
     */
    async recover(waits: ReadonlyMap<ChannelType, number> = new Map()): Promise<number> {
      const at = now()
      const held = [...waits].map(([channel, wait]) => sql.holdBack.write({ channel, not_before: at + wait }))
      return (await commit([...held, sql.recover.write({ at })])).at(-1) ?? 0
    },
    /** The greatest place in the order of what is still to be sent; 0 where nothing is. */
    async lastSeq(): Promise<number> {
      const row = await reader.first(sql.lastSeq, {})
      return Math.max(row?.pending ?? 0, row?.sending ?? 0)
    },
    /** How a message of the log fared. */
    async find(id: string): Promise<OutboxState | undefined> {
      const row = await reader.first(sql.find, { id })
      return row && toState(row)
    },
    /** What could not be delivered, the newest first. */
    async failures(limit: number): Promise<OutboxState[]> {
      return (await reader.all(sql.failures, { limit })).map(toState)
    },
    async counts(): Promise<{ pending: number; sending: number; failed: number }> {
      const row = await reader.first(sql.counts, {})
      return { pending: row?.pending ?? 0, sending: row?.sending ?? 0, failed: row?.failed ?? 0 }
    },
    /** Removes what was settled before a time, at most `limit`; call again until it changes none. */
    purge: (before: number, limit = 1_000): Write => sql.purge.write({ before, limit }),
  }
}

function externalIndex(vault: Vault, externalId: string): Uint8Array {
  return vault.index('external', `out|${externalId}`)
}

function toOutboxRow(row: sql.Row, { urn, ...message }: Content): OutboxRow {
  return {
    id: row.id,
    contactId: row.contact_id,
    account: row.account,
    urn,
    priority: row.priority as Priority,
    seq: row.seq,
    notBefore: row.not_before,
    createdAt: row.created_at,
    message,
    ...(row.unique_key !== null && { uniqueKey: row.unique_key }),
    status: row.status as OutboxStatus,
    attempts: row.attempts,
    ...(row.failure !== null && { failure: row.failure }),
  }
}

function toState(row: sql.StateRow): OutboxState {
  return {
    id: row.id,
    contactId: row.contact_id,
    account: row.account,
    priority: row.priority as Priority,
    status: row.status as OutboxStatus,
    attempts: row.attempts,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.unique_key !== null && { uniqueKey: row.unique_key }),
  }
}
