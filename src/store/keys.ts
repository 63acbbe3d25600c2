import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs'
import { statSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The name of the database file inside a data folder. */
export const DATABASE_FILE = 'wasl.db'

const KEY_BYTES = 32

/** The two secrets that lie outside the database; each is 32 bytes. */
export interface Keys {
  /** Wraps the key of every person. */
  readonly masterKey: Uint8Array
  /** Makes the blind indexes. */
  readonly indexKey: Uint8Array
}

/** A key file cannot be used, or must not be made. The message says what to do. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/**
 * Reads the keys of a data folder, and makes them where there is no database yet. A key that is lost can not be
 * replaced: what it sealed stays sealed.
 */
export function loadKeys(folder: string, keysFolder = join(folder, 'keys')): Keys {
  mkdirSync(keysFolder, { recursive: true, mode: 0o700 })
  const hasDatabase = existsSync(join(folder, DATABASE_FILE))
  return {
    masterKey: loadKey(join(keysFolder, 'master.key'), hasDatabase),
    indexKey: loadKey(join(keysFolder, 'index.key'), hasDatabase),
  }
}

function loadKey(path: string, hasDatabase: boolean): Uint8Array {
  if (!existsSync(path)) {
    if (hasDatabase)
      throw new KeyFileError(
        `${path} is missing, but the database needs it: put back the key it was made with`,
      )
    createKey(path)
  }
  if ((statSync(path).mode & 0o077) !== 0)
    throw new KeyFileError(`${path} may be read by others: chmod 600 ${path}`)
  const key = readFileSync(path)
  if (key.length !== KEY_BYTES)
    throw new KeyFileError(`${path} has ${key.length} bytes instead of ${KEY_BYTES}: put back the right key`)
  return key
}

/** Writes a key beside its place and links it there: never half a key, never over another one. */
function createKey(path: string): void {
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, randomBytes(KEY_BYTES))
    chmodSync(draft, 0o600)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  }
  unlinkSync(draft)
  syncFolder(join(path, '..'))
}

/** Makes the names inside a folder durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
