import type { DataKey } from '#store/data-key.ts'
import type { StoredFile } from '#store/inbox.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { cleanFile } from './clean-file.ts'
import type { Cleaned } from './cleaned.ts'
import { safeFileName } from './file-name.ts'

type Parts = Pick<Running, 'store' | 'ids' | 'clock'>

/** Whose file it is, and the key that seals it. */
interface Owner {
  readonly contactId: string
  readonly key: DataKey
}

/** What came of a file: how the inbox names it, its bytes as kept, and the write that keeps it. */
export interface KeptFile {
  readonly file: StoredFile
  readonly bytes?: Uint8Array
  readonly writes: readonly Write[]
}

/**
 * Looks a file through and puts what is left of it among the store's files, sealed and under a name of chance.
 * As it came it is never written to the disk; of a file that is refused, only why.
 */
export async function keepFile(
  running: Parts,
  owner: Owner,
  file: StoredFile,
  bytes: Uint8Array,
): Promise<KeptFile> {
  const name = safeFileName(file.name)
  const outcome = await cleanFile(bytes, { name, mime: file.mime })
  if (!outcome.kept) return { file: { ...file, name, problem: outcome.problem }, writes: [] }
  const { file: kept, write } = await storeFile(running, owner, { ...file, name }, outcome)
  return { file: kept, bytes: outcome.bytes, writes: [write] }
}

/** Seals a file that was looked through; the row that names it is the write. */
export async function storeFile(
  running: Parts,
  { contactId, key }: Owner,
  file: StoredFile,
  { bytes, mime }: Cleaned,
): Promise<{ readonly file: StoredFile & { readonly stored: string }; readonly write: Write }> {
  const id = running.ids.newId()
  const meta = { id, contactId, name: file.name, mime, createdAt: running.clock.now() }
  const write = await running.store.files.put(bytes, meta, key)
  return { file: { ...file, mime, bytes: bytes.length, stored: id }, write }
}
