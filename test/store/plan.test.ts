import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import * as cases from '#store/case-queries.ts'
import { migrate } from '#store/migrations.ts'
import * as outbox from '#store/outbox-queries.ts'
import { byExternal } from '#store/outbox-receipt-queries.ts'
import type { Query } from '#store/write.ts'

const db = new Sqlite(':memory:')
migrate(db)
afterAll(() => void db.close())

/** How SQLite means to find the rows of a query. */
function planOf(query: Query): string {
  const values = query.sql.split('?').slice(1).fill('1')
  const rows = db.prepare(`explain query plan ${query.sql}`).all(values) as { detail: string }[]
  return rows.map((row) => row.detail).join('\n')
}

describe('the outbox', () => {
  it.each([outbox.dueReplies, outbox.dueBroadcasts])(
    'finds what is due by partial indexes, in order, without sorting: $name',
    (query) => {
      const plan = planOf(query)
      expect(plan).toContain('SEARCH o USING INDEX outbox_due (priority=? AND not_before<?)')
      expect(plan).toContain('SEARCH s USING INDEX outbox_sending (contact_id=?)')
      expect(plan).toContain('SEARCH e USING INDEX outbox_order (contact_id=?')
      expect(plan).not.toMatch(/SCAN|TEMP/)
    },
  )

  it.each([
    outbox.claim,
    outbox.sent,
    outbox.retry,
    outbox.failed,
    outbox.cancelPending,
    outbox.hurry,
    byExternal,
  ])('changes rows that it finds by an index: $name', (query) => {
    expect(planOf(query)).toMatch(/^SEARCH outbox USING INDEX/)
  })

  it('shows a query that would read everything', () => {
    expect(planOf({ name: 'bad', sql: 'select id from outbox where created_at = ?' })).toContain(
      'SCAN outbox',
    )
  })
})

describe('cases', () => {
  it.each([
    [cases.statesOf, 'cases_contact'],
    [cases.dueBefore, 'cases_due'],
    [cases.assignedTo, 'cases_assigned'],
    [cases.sameIdentity, 'cases_identity'],
    [cases.twinsOf, 'cases_identity'],
    [cases.events, 'case_events_case'],
    [cases.inState, 'cases_state'],
  ])('are found by an index: $0.name', (query, index) => {
    const plan = planOf(query)
    expect(plan).toContain(`USING INDEX ${index} (`)
    expect(plan).not.toContain('SCAN')
  })
})
