import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { registerAuditHash } from '#store/audit.ts'
import { freshFolder, freshStore, NOW } from './fresh.ts'

const entry = (n: number) => ({
  at: NOW + n,
  actor: `staff:${n}`,
  action: 'case_opened',
  subject: `case:${n}`,
})

/** A store with ten entries and a hand on its database. */
async function audited() {
  const folder = freshFolder()
  const store = await freshStore(folder)
  for (let n = 1; n <= 10; n++) await store.commit([store.audit.append(entry(n))])
  const db = new Sqlite(join(folder, 'wasl.db'))
  registerAuditHash(db)
  const tamper = (sql: string) => {
    db.exec(`drop trigger if exists audit_no_update; drop trigger if exists audit_no_delete; ${sql}`)
    db.close()
  }
  return { store, db, tamper }
}

describe('the audit log', () => {
  it('holds as long as nobody touches it, over many commits of one tick too', async () => {
    const { store, db } = await audited()
    db.close()
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.commit([store.audit.append(entry(n))])))
    expect(await store.audit.verify()).toEqual({ ok: true })
    expect(await store.audit.after(8, 2)).toMatchObject([entry(9), entry(10)])
    expect(await store.audit.head()).toMatchObject({ seq: 60 })
  })

  it('cannot be changed or deleted by a statement', async () => {
    const { db } = await audited()
    expect(() => db.exec(`update audit set actor = 'x'`)).toThrow('append-only')
    expect(() => db.exec('delete from audit where seq = 10')).toThrow('append-only')
    db.close()
  })

  const attacks: readonly (readonly [string, string, number])[] = [
    ['an edit', `update audit set subject = 'case:0' where seq = 4`, 4],
    ['an edit of the time', `update audit set at = at + 1 where seq = 10`, 10],
    [
      'an edit that moves letters between fields',
      `update audit set actor = actor || 'c', action = substr(action, 2) where seq = 3`,
      3,
    ],
    ['a deletion', 'delete from audit where seq = 5', 5],
    [
      'a deletion closed up',
      'delete from audit where seq = 5; update audit set seq = seq - 1 where seq > 5',
      5,
    ],
    ['a deletion of the first', 'delete from audit where seq = 1', 1],
    [
      'an insertion',
      `update audit set seq = -seq where seq > 5; update audit set seq = 1 - seq where seq < 0; insert into audit select 6, at, actor, action, subject, hash from audit where seq = 5`,
      6,
    ],
    [
      'an exchange',
      'update audit set seq = -7 where seq = 7; update audit set seq = 7 where seq = 8; update audit set seq = 8 where seq = -7',
      7,
    ],
    ['an entry pushed along', 'update audit set seq = 11 where seq = 10', 10],
    [
      'an edit with the right hash of its own',
      `update audit set subject = 'case:0', hash = audit_hash((select hash from audit where seq = 3), 4, at, actor, action, 'case:0') where seq = 4`,
      5,
    ],
    ['an appended forgery', `insert into audit values (11, 1, 'a', 'b', 'c', zeroblob(32))`, 11],
  ]

  it.each(attacks)('shows %s', async (_, sql, brokenAt) => {
    const { store, tamper } = await audited()
    tamper(sql)
    expect(await store.audit.verify()).toEqual({ ok: false, brokenAt })
  })

  it('shows that its end was cut off, or written anew, to whoever kept the head', async () => {
    const { store, tamper } = await audited()
    const head = await store.audit.head()
    expect(await store.audit.verify(head)).toEqual({ ok: true })
    tamper('delete from audit where seq > 8')
    expect(await store.audit.verify()).toEqual({ ok: true })
    expect(await store.audit.verify(head)).toEqual({ ok: false, brokenAt: 9 })
    for (const n of [9, 11]) await store.commit([store.audit.append(entry(n))])
    expect(await store.audit.verify()).toEqual({ ok: true })
    expect(await store.audit.verify(head)).toEqual({ ok: false, brokenAt: 10 })
  })

  it('is checked over more than one page', async () => {
    const { store, db } = await audited()
    await store.commit(Array.from({ length: 4_500 }, (_, n) => store.audit.append(entry(n))))
    expect(await store.audit.verify()).toEqual({ ok: true })
    expect(await store.audit.verify(undefined, 3_000)).toEqual({ ok: true })
    db.exec(`drop trigger audit_no_update; update audit set actor = 'x' where seq = 4200`)
    db.close()
    expect(await store.audit.verify()).toEqual({ ok: false, brokenAt: 4_200 })
    expect(await store.audit.verify(undefined, 3_000)).toEqual({ ok: false, brokenAt: 4_200 })
    expect(await store.audit.verify(undefined, 4_300)).toEqual({ ok: true })
  })
})
