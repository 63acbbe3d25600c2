import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Another process works in this data folder. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked'

  constructor(folder: string, pid: string) {
    super(`the data folder ${folder} is in use${pid ? ` by process ${pid}` : ''}: stop it first`)
  }
}

/**
 * Keeps a data folder for this process until the returned function is called or the process dies. The guarantee
 * is the operating system's: a lock on an open file, which no crash can leave behind. The process id beside it
 * only names the holder in the error.
 */
export function lockFolder(folder: string): () => void {
  const holder = join(folder, 'lock.pid')
  const db = new Sqlite(join(folder, 'lock.db'), { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new StoreLocked(folder, readHolder(holder))
    throw error
  }
  writeFileSync(holder, String(process.pid), { mode: 0o600 })
  return () => db.close()
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
