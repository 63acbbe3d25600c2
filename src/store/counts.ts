import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'

/** Figures for monitoring. */
export interface StoreCounts {
  readonly inboxPending: number
  readonly inboxDead: number
  readonly outboxPending: number
  readonly outboxSending: number
  readonly outboxFailed: number
  readonly sessions: number
  readonly handoffsOpen: number
  readonly casesByState: Readonly<Record<string, number>>
}

const counts = query('counts', (db, _p: object) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom('inbox')
      .select(sql<number>`count(*)`.as('n'))
      .where('status', '=', sql.lit('pending'))
      .as('inboxPending'),
    eb
      .selectFrom('inbox')
      .select(sql<number>`count(*)`.as('n'))
      .where('status', '=', sql.lit('dead'))
      .as('inboxDead'),
    eb
      .selectFrom('outbox')
      .select(sql<number>`count(*)`.as('n'))
      .where('status', '=', sql.lit('pending'))
      .as('outboxPending'),
    eb
      .selectFrom('outbox')
      .select(sql<number>`count(*)`.as('n'))
      .where('status', '=', sql.lit('sending'))
      .as('outboxSending'),
    eb
      .selectFrom('outbox')
      .select(sql<number>`count(*)`.as('n'))
      .where('status', '=', sql.lit('failed'))
      .as('outboxFailed'),
    eb
      .selectFrom('handoffs')
      .select(sql<number>`count(*)`.as('n'))
      .where('state', '<>', sql.lit('closed'))
      .as('handoffsOpen'),
    eb
      .selectFrom('sessions')
      .select(sql<number>`count(*)`.as('n'))
      .as('sessions'),
  ]),
)

const cases = query('counts.cases', (db, _p: object) =>
  db
    .selectFrom('cases')
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state'),
)

/** Counts what is in a store; every figure comes out of an index. */
export async function countsOf(reader: Reader): Promise<StoreCounts> {
  const row = await reader.first(counts, {})
  const states = await reader.all(cases, {})
  return {
    inboxPending: row?.inboxPending ?? 0,
    inboxDead: row?.inboxDead ?? 0,
    outboxPending: row?.outboxPending ?? 0,
    outboxSending: row?.outboxSending ?? 0,
    outboxFailed: row?.outboxFailed ?? 0,
    sessions: row?.sessions ?? 0,
    handoffsOpen: row?.handoffsOpen ?? 0,
    casesByState: Object.fromEntries(states.map((found) => [found.state, found.count])),
  }
}
