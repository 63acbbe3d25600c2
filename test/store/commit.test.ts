import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { createCommitter, statementsOf } from '#store/commit.ts'
import { openDatabase } from '#store/database.ts'
import { StaleWrite, StoreUnavailable } from '#store/write.ts'
import type { Query, Write } from '#store/write.ts'
import { freshFolder } from './fresh.ts'

const insert: Query = { name: 'insert', sql: 'insert into t (n, words) values (?, ?)' }
const never: Query = { name: 'never', sql: 'update t set n = n where n = -1' }
const all: Query = { name: 'all', sql: 'select n from t order by n' }

const put = (n: number, words = ''): Write => ({ query: insert, params: [n, words] })
const stale: Write = { query: never, params: [], rows: 1 }

const opened: Sqlite.Database[] = []
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
})

function table(db: Sqlite.Database) {
  opened.push(db)
  db.exec('create table if not exists t (n integer primary key, words text) strict')
  const done: Write[] = []
  const prepared = statementsOf(db)
  const committer = createCommitter(db, prepared, (writes) => done.push(...writes))
  const numbers = () => (prepared(all).all() as { n: number }[]).map((row) => row.n)
  return { ...committer, done, numbers }
}

const reasonOf = async (commit: Promise<unknown>) => {
  const error: unknown = await commit.then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return error instanceof StoreUnavailable ? error.reason : error
}

describe('group commit', () => {
  it('shares one transaction among the commits of a tick, 250 at most', async () => {
    const statements: string[] = []
    const db = new Sqlite(':memory:', { verbose: (sql) => statements.push(String(sql)) })
    const { commit, numbers } = table(db)
    await Promise.all(Array.from({ length: 251 }, (_, n) => commit([put(n)])))
    expect(statements.filter((sql) => sql === 'begin immediate')).toHaveLength(2)
    expect(statements.filter((sql) => sql === 'commit')).toHaveLength(2)
    expect(statements.filter((sql) => sql.startsWith('savepoint'))).toHaveLength(0)
    expect(numbers()).toHaveLength(251)
  })

  it('answers nobody before all of the group is committed', async () => {
    const order: string[] = []
    const db = new Sqlite(':memory:', { verbose: (sql) => order.push(String(sql)) })
    const { commit } = table(db)
    await Promise.all([1, 2].map((n) => commit([put(n)]).then(() => order.push('answered'))))
    expect(order.slice(-3)).toEqual(['commit', 'answered', 'answered'])
  })

  it('does again without the failing commits, and counts no write of theirs as done', async () => {
    const { commit, numbers, done } = table(new Sqlite(':memory:'))
    const outcomes = await Promise.allSettled([
      commit([put(1)]),
      commit([put(2), stale]),
      commit([put(1)]),
      commit([put(3)]),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(outcomes[1]).toMatchObject({ reason: new StaleWrite('never') })
    expect(outcomes[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } })
    expect(numbers()).toEqual([1, 3])
    expect(done).toEqual([put(1), put(3)])
  })

  it('undoes a commit whose programming is wrong, alone', async () => {
    const { commit, numbers } = table(new Sqlite(':memory:'))
    const wrong: Write = { query: { name: 'wrong', sql: 'insert into nowhere values (?)' }, params: [1] }
    const short: Write = { query: insert, params: [7] }
    const outcomes = await Promise.allSettled([commit([put(1), wrong]), commit([short]), commit([put(2)])])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(numbers()).toEqual([2])
  })

  it('says nothing of the values in an error', async () => {
    const { commit } = table(new Sqlite(':memory:'))
    await commit([put(1, 'سر 1012345678')])
    const error: unknown = await commit([put(1, 'سر 1012345678')]).catch((refused: unknown) => refused)
    expect(error).toMatchObject({ name: 'WriteRefused' })
    const cause = (error as Error).cause as Error
    expect(`${String(error)} ${String(cause)} ${cause.stack}`).not.toContain('1012345678')
  })
})

describe('a database that cannot write', () => {
  it('full: refuses the whole group, keeps reading, and goes on when there is room', async () => {
    const db = openDatabase(join(freshFolder(), 'full.db'), 'FULL')
    const { commit, numbers } = table(db)
    await commit([put(0)])
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 2}`)
    const big = 'x'.repeat(5_000)
    const group = Array.from({ length: 20 }, (_, n) => commit([put(n + 1, big)]))
    expect(new Set(await Promise.all(group.map(reasonOf)))).toEqual(new Set(['full']))
    expect(db.inTransaction).toBe(false)
    expect(numbers()).toEqual([0])
    db.pragma('max_page_count = 1000000')
    await Promise.all(Array.from({ length: 20 }, (_, n) => commit([put(n + 1, big)])))
    expect(numbers()).toHaveLength(21)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('busy: refuses while another program writes, and goes on afterwards', async () => {
    const path = join(freshFolder(), 'busy.db')
    const { commit, numbers } = table(openDatabase(path, 'FULL'))
    const other = new Sqlite(path)
    opened.push(other)
    other.exec('begin immediate')
    expect(await reasonOf(commit([put(1)]))).toBe('busy')
    other.exec('rollback')
    await commit([put(2)])
    expect(numbers()).toEqual([2])
  })

  it('read-only: says so', async () => {
    const path = join(freshFolder(), 'ro.db')
    table(openDatabase(path, 'FULL'))
    const { commit } = createCommitter(...readOnly(path))
    expect(await reasonOf(commit([put(1)]))).toBe('read_only')
  })

  it('closed: carries out what waits, then refuses', async () => {
    const { commit, close, numbers } = table(new Sqlite(':memory:'))
    const waiting = [1, 2, 3].map((n) => commit([put(n)]))
    close()
    expect(await Promise.all(waiting)).toEqual([[1], [1], [1]])
    expect(numbers()).toEqual([1, 2, 3])
    expect(await reasonOf(commit([put(4)]))).toBe('closed')
  })
})

function readOnly(path: string): Parameters<typeof createCommitter> {
  const db = new Sqlite(path, { readonly: true })
  opened.push(db)
  return [db, statementsOf(db), () => undefined]
}
