import { query } from './query.ts'

/** The platform speaks of a message that we do not know it took: the answer to our call was lost. */
export const settled = query('outbox.settled', (db, p: { id: string; external: Uint8Array; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'sent', external: p.external, changed_at: p.at, message: null, failure: null })
    .where('id', '=', p.id)
    .where('status', 'in', ['pending', 'sending']),
)

export const delivered = query('outbox.delivered', (db, p: { id: string; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'delivered', changed_at: p.at })
    .where('id', '=', p.id)
    .where('status', '=', 'sent'),
)

export const read = query('outbox.read', (db, p: { id: string; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'read', changed_at: p.at })
    .where('id', '=', p.id)
    .where('status', 'in', ['sent', 'delivered']),
)

export const undelivered = query('outbox.undelivered', (db, p: { id: string; failure: string; at: number }) =>
  db
    .updateTable('outbox')
    .set({ status: 'failed', failure: p.failure, changed_at: p.at })
    .where('id', '=', p.id)
    .where('status', '=', 'sent'),
)

export const byExternal = query('outbox.byExternal', (db, p: { account: string; external: Uint8Array }) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('external', '=', p.external)
    .where('account', '=', p.account)
    .orderBy('created_at', 'desc')
    .limit(1),
)
