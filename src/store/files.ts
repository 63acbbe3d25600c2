import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import { diskError } from './write.ts'
import type { Write } from './write.ts'

/** A file that somebody sent, without its bytes. */
export interface FileMeta {
  readonly id: string
  readonly contactId: string
  readonly caseId?: string
  /** As the sender named it; untrusted. */
  readonly name: string
  /** MIME type as found, not as claimed. */
  readonly mime: string
  readonly createdAt: number
}

export interface StoredFileMeta extends FileMeta {
  readonly keyId: string
  readonly bytes: number
  readonly status: 'kept' | 'removed'
}

/** A file larger than the store takes. */
export const FILE_LIMIT = 20 * 1024 * 1024

interface Insert {
  readonly id: string
  readonly contact_id: string
  readonly case_id: string | null
  readonly key_id: string
  readonly name: Uint8Array
  readonly mime: string
  readonly bytes: number
  readonly digest: Uint8Array
  readonly created_at: number
}

const insert = query('files.put', (db, p: Insert) =>
  db.insertInto('files').values({
    id: p.id,
    contact_id: p.contact_id,
    case_id: p.case_id,
    key_id: p.key_id,
    name: p.name,
    mime: p.mime,
    bytes: p.bytes,
    digest: p.digest,
    created_at: p.created_at,
    status: 'kept',
  }),
)

const get = query('files.get', (db, p: { id: string }) =>
  db.selectFrom('files').selectAll().where('id', '=', p.id),
)

const ofCase = query('files.ofCase', (db, p: { case: string }) =>
  db.selectFrom('files').selectAll().where('case_id', '=', p.case).orderBy('created_at'),
)

const attach = query('files.attach', (db, p: { id: string; case: string }) =>
  db.updateTable('files').set({ case_id: p.case }).where('id', '=', p.id),
)

const removed = query('files.removed', (db, p: { id: string }) =>
  db.updateTable('files').set({ status: 'removed' }).where('id', '=', p.id).where('status', '=', 'kept'),
)

const kept = query('files.kept', (db, _p: object) =>
  db.selectFrom('files').select('id').where('status', '=', 'kept'),
)

type Row = NonNullable<typeof get.row>

/** The files of a store: their bytes lie sealed in a folder beside the database. */
export type Files = ReturnType<typeof createFiles>

/** Files over a reader and a folder. */
export function createFiles(reader: Reader, vault: Vault, folder: string) {
  const place = (id: string): { folder: string; path: string } => {
    if (!/^[\w-]{2,100}$/.test(id)) throw new TypeError('not a file id')
    const shelf = join(folder, id.slice(-2))
    return { folder: shelf, path: join(shelf, id) }
  }
  const toMeta = async (row: Row, key?: DataKey): Promise<StoredFileMeta> => {
    const opener = key?.id === row.key_id ? key : await vault.open(row.key_id)
    return fileMeta(row, opener.unseal('files', row.id, 'name', row.name))
  }

  return {
    /** Seals the bytes onto the disk and returns the row to commit; a file without its row is swept at the next start. */
    async put(bytes: Uint8Array, meta: FileMeta, key: DataKey): Promise<Write> {
      if (bytes.length > FILE_LIMIT) throw new RangeError('the file is too large for the store')
      const { folder: shelf, path } = place(meta.id)
      await writeDurably(shelf, path, key.seal('files', meta.id, 'content', bytes))
      const row = {
        id: meta.id,
        contact_id: meta.contactId,
        case_id: meta.caseId ?? null,
        key_id: key.id,
        name: key.seal('files', meta.id, 'name', meta.name),
        mime: meta.mime,
        bytes: bytes.length,
        digest: vault.index('external', `file|${createHash('sha256').update(bytes).digest('hex')}`),
        created_at: meta.createdAt,
      }
      return insert.write(row, 1)
    },
    /** The bytes of a file. */
    async read(id: string, key: DataKey): Promise<Uint8Array> {
      return key.unsealBytes('files', id, 'content', await readFile(place(id).path))
    },
    async get(id: string, key?: DataKey): Promise<StoredFileMeta | undefined> {
      const row = await reader.first(get, { id })
      return row && toMeta(row, key)
    },
    async ofCase(caseId: string, key?: DataKey): Promise<StoredFileMeta[]> {
      const rows = await reader.all(ofCase, { case: caseId })
      return Promise.all(rows.map((row) => toMeta(row, key)))
    },
    attach: (id: string, caseId: string): Write => attach.write({ id, case: caseId }, 1),
    /** Marks a file as removed; `erase` it once this is committed. */
    removed: (id: string): Write => removed.write({ id }, 1),
    /** Deletes the bytes of a removed file. */
    erase: (id: string): Promise<void> => rm(place(id).path, { force: true }),
    /** Deletes bytes that no row keeps; returns how many. Only while nobody puts files. */
    async sweep(): Promise<number> {
      const rows = await reader.all(kept, {})
      return sweepFolder(folder, new Set(rows.map((row) => row.id)))
    },
  }
}

async function sweepFolder(folder: string, wanted: ReadonlySet<string>): Promise<number> {
  let swept = 0
  for (const shelf of await readdir(folder))
    for (const name of await readdir(join(folder, shelf))) {
      if (wanted.has(name)) continue
      await rm(join(folder, shelf, name))
      swept++
    }
  return swept
}

/** Writes a file so that after a crash it is there whole or not at all. */
async function writeDurably(folder: string, path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.new`
  try {
    const created = await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
    await syncFolder(folder)
    if (created) await syncFolder(join(folder, '..'))
  } catch (error) {
    await rm(draft, { force: true })
    throw diskError(error)
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function fileMeta(row: Row, name: string): StoredFileMeta {
  return {
    id: row.id,
    contactId: row.contact_id,
    ...(row.case_id !== null && { caseId: row.case_id }),
    keyId: row.key_id,
    name,
    mime: row.mime,
    bytes: row.bytes,
    createdAt: row.created_at,
    status: row.status as StoredFileMeta['status'],
  }
}
