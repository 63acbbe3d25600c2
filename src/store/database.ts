import { closeSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { StoreUnavailable } from './write.ts'
import type { UnavailableReason } from './write.ts'

/** The database file is damaged; the program must not run on it. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt'

  constructor(what: string, options?: ErrorOptions) {
    super(`${what}: restore the last backup; nothing was changed`, options)
  }
}

const REASONS: readonly (readonly [string, UnavailableReason])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
  ['SQLITE_NOMEM', 'io'],
]

/** Why the database as a whole cannot work now, or `undefined` where the error is one statement's own. */
export function unavailable(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error
  if (!(error instanceof Sqlite.SqliteError)) return undefined
  const found = REASONS.find(([code]) => error.code.startsWith(code))
  return found && new StoreUnavailable(found[1], { cause: error })
}

/** How long a statement waits for another program's lock; the event loop stands still meanwhile. */
const BUSY_MS = 500

/** Opens a database file with the store's settings. The file is created where there is none. */
export function openDatabase(path: string, synchronous: 'FULL' | 'NORMAL'): Database {
  // made beforehand so that it, and its WAL after it, are nobody else's to read
  closeSync(openSync(path, 'a', 0o600))
  const db = new Sqlite(path, { timeout: BUSY_MS })
  try {
    db.pragma('journal_mode = WAL')
    // better-sqlite3 is compiled with NORMAL for WAL, which may lose the last commits when the power fails
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('trusted_schema = OFF')
    db.pragma('temp_store = MEMORY')
    return db
  } catch (error) {
    db.close()
    throw openError(error)
  }
}

/** Refuses a damaged database. Pages only: what lies inside a cell is vouched for by its seal and the audit chain. */
export function checkDatabase(db: Database): void {
  try {
    const result = db.pragma('quick_check(1)', { simple: true })
    if (result !== 'ok') throw new StoreCorrupt('the database is damaged')
  } catch (error) {
    throw openError(error)
  }
}

/** The clearest error for a database that would not open. */
export function openError(error: unknown): unknown {
  const known = unavailable(error)
  if (known?.reason === 'corrupt') return new StoreCorrupt('the database is damaged', { cause: error })
  return known ?? error
}
