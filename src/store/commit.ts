import type { Database, Statement as Prepared } from 'better-sqlite3'
import { unavailable } from './database.ts'
import { StaleWrite, StoreUnavailable, WriteRefused } from './write.ts'
import type { Query, Write } from './write.ts'

/** Commits that share one transaction, at most; more gains little and costs latency. */
const GROUP = 250

interface Waiting {
  readonly writes: readonly Write[]
  resolve(changed: readonly number[]): void
  reject(error: unknown): void
}

type Outcome = readonly number[] | Error

/** Groups the commits of one tick into one transaction. */
export interface Committer {
  commit(writes: readonly Write[]): Promise<readonly number[]>
  /** Carries out what waits, then refuses everything. */
  close(): void
}

/** Prepared statements of a database, one per query. */
export function statementsOf(db: Database): (query: Query) => Prepared {
  const known = new Map<Query, Prepared>()
  return (query) => {
    let statement = known.get(query)
    if (!statement) known.set(query, (statement = db.prepare(query.sql)))
    return statement
  }
}

/**
 * Commits writes in groups: everything asked for in one tick of the event loop shares one transaction and one
 * fsync. A commit that fails is undone alone; `onDone` hears of the writes that are on disk.
 */
export function createCommitter(
  db: Database,
  prepared: (query: Query) => Prepared,
  onDone: (writes: readonly Write[]) => void,
): Committer {
  let queue: Waiting[] = []
  let scheduled = false
  let refused: StoreUnavailable | undefined

  const flush = (): void => {
    const group = queue.splice(0, GROUP)
    scheduled = queue.length > 0
    if (scheduled) setImmediate(flush)
    if (group.length === 0) return
    let outcomes: Outcome[]
    try {
      outcomes = runGroup(db, prepared, group)
    } catch (error) {
      const reason = unavailable(error) ?? new StoreUnavailable('io', { cause: error })
      if (reason.reason === 'corrupt') refused = reason
      for (const waiting of group) waiting.reject(reason)
      return
    }
    settle(group, outcomes, onDone)
  }

  return {
    commit: (writes) =>
      new Promise((resolve, reject) => {
        if (refused) return reject(refused)
        queue.push({ writes, resolve, reject })
        if (!scheduled) setImmediate(flush)
        scheduled = true
      }),
    close() {
      while (queue.length > 0) flush()
      refused ??= new StoreUnavailable('closed')
    },
  }
}

function settle(
  group: readonly Waiting[],
  outcomes: readonly Outcome[],
  onDone: (w: readonly Write[]) => void,
): void {
  for (const [at, waiting] of group.entries()) {
    const outcome = outcomes[at]
    if (!outcome || outcome instanceof Error) {
      waiting.reject(outcome)
      continue
    }
    onDone(waiting.writes)
    waiting.resolve(outcome)
  }
}

/**
 * One transaction for all. The first try goes without savepoints, which would copy every page that a commit
 * touches; only where one of several commits fails is the group done again with a savepoint around each.
 */
function runGroup(db: Database, prepared: (query: Query) => Prepared, group: readonly Waiting[]): Outcome[] {
  try {
    return inTransaction(db, () => group.map(({ writes }) => writes.map((write) => run(prepared, write))))
  } catch (error) {
    if (unavailable(error)) throw error
    if (group.length === 1) return [asError(error)]
    return inTransaction(db, () => group.map(({ writes }) => attempt(db, prepared, writes)))
  }
}

function inTransaction<T>(db: Database, work: () => T): T {
  db.exec('begin immediate')
  try {
    const result = work()
    db.exec('commit')
    return result
  } catch (error) {
    // a full disk or a failed one has SQLite roll back by itself
    if (db.inTransaction) db.exec('rollback')
    throw error
  }
}

function attempt(db: Database, prepared: (query: Query) => Prepared, writes: readonly Write[]): Outcome {
  db.exec('savepoint one')
  try {
    const changed = writes.map((write) => run(prepared, write))
    db.exec('release one')
    return changed
  } catch (error) {
    if (unavailable(error)) throw error
    db.exec('rollback to one')
    db.exec('release one')
    return asError(error)
  }
}

function run(prepared: (query: Query) => Prepared, write: Write): number {
  const { query, params, rows } = write
  let changed: number
  try {
    const statement = prepared(query)
    // a select among writes is a guard: it counts what it finds
    changed = statement.reader ? statement.all(params).length : statement.run(params).changes
  } catch (error) {
    if (unavailable(error)) throw error
    throw new WriteRefused(query.name, codeOf(error), { cause: error })
  }
  if (rows !== undefined && changed !== rows) throw new StaleWrite(query.name)
  return changed
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error'
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the commit failed', { cause: error })
}
