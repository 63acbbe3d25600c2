/** A value that a database column takes. */
export type Param = string | number | bigint | null | Uint8Array

/** A statement compiled once when its module is loaded; `name` stands for it in errors. */
export interface Query {
  readonly sql: string
  readonly name: string
}

/** One change as data: nothing happens until `store.commit` carries it out. */
export interface Write {
  readonly query: Query
  readonly params: readonly Param[]
  /** Rows that must be changed (or, for a guard, found); any other number undoes the commit with a `StaleWrite`. */
  readonly rows?: number
}

/** Carries out writes, all or none of them, and tells how many rows each changed. */
export type Commit = (writes: readonly Write[]) => Promise<readonly number[]>

/** Someone else changed the row first (owner, revision, status), so the commit was undone. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite'
  readonly query: string

  constructor(query: string) {
    super(`${query}: the row is no longer what the caller saw`)
    this.query = query
  }
}

/** The database refused a write of this commit (a unique key, a missing parent row, a rule), so the commit was undone. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused'
  readonly query: string
  readonly code: string

  constructor(query: string, code: string, options?: ErrorOptions) {
    super(`${query}: refused by the database (${code})`, options)
    this.query = query
    this.code = code
  }
}

export type UnavailableReason = 'full' | 'busy' | 'read_only' | 'corrupt' | 'closed' | 'io'

const UNAVAILABLE: Readonly<Record<UnavailableReason, string>> = {
  full: 'the disk is full',
  busy: 'another program holds the database',
  read_only: 'the database cannot be written to',
  corrupt: 'the database is damaged',
  closed: 'the store is closed',
  io: 'the disk failed',
}

/** Nothing can be written (or read) now; nothing of the commit is on disk. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, options?: ErrorOptions) {
    super(UNAVAILABLE[reason], options)
    this.reason = reason
  }
}

/** What an error of the file system means for the store. */
export function diskError(error: unknown): StoreUnavailable {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  const readOnly = code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
  return new StoreUnavailable(full ? 'full' : readOnly ? 'read_only' : 'io', { cause: error })
}
