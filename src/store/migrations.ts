import type { Database } from 'better-sqlite3'
import { MIGRATION_1 } from './migration-1.ts'
import { MIGRATION_2 } from './migration-2.ts'
import { MIGRATION_3 } from './migration-3.ts'
import { MIGRATION_4 } from './migration-4.ts'
import { MIGRATION_5 } from './migration-5.ts'
import { MIGRATION_6 } from './migration-6.ts'
import { MIGRATION_7 } from './migration-7.ts'

/** Steps from an empty database to today's schema. Append only: the place in the list is the schema's version. */
export const MIGRATIONS: readonly ((db: Database) => void)[] = [
  (db) => db.exec(MIGRATION_1),
  (db) => db.exec(MIGRATION_2),
  (db) => db.exec(MIGRATION_3),
  (db) => db.exec(MIGRATION_4),
  (db) => db.exec(MIGRATION_5),
  (db) => db.exec(MIGRATION_6),
  (db) => db.exec(MIGRATION_7),
]

/** The database was written by a newer program; this one would damage it. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew'

  constructor(found: number, known: number) {
    super(
      `the database has schema ${found}, this program knows schemas up to ${known}: start the newer program`,
    )
  }
}

/** Brings the schema up to date, each step in a transaction of its own. */
export function migrate(db: Database, steps: readonly ((db: Database) => void)[] = MIGRATIONS): void {
  const found = db.pragma('user_version', { simple: true }) as number
  if (found > steps.length) throw new StoreTooNew(found, steps.length)
  for (let version = found; version < steps.length; version++) {
    db.transaction(() => {
      steps[version]?.(db)
      db.pragma(`user_version = ${version + 1}`)
    }).immediate()
  }
}
