import type { DataKey } from '#store/data-key.ts'
import type { StoredFile } from '#store/inbox.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { cleanFile } from './clean-file.ts'
import { safeFileName } from './file-name.ts'

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
  running: Pick<Running, 'store' | 'ids' | 'clock'>,
  owner: { readonly contactId: string; readonly key: DataKey },
  file: StoredFile,
  bytes: Uint8Array,
): Promise<KeptFile> {
  const { contactId, key } = owner
  const name = safeFileName(file.name)
  const outcome = await cleanFile(bytes, { name, mime: file.mime })
  if (!outcome.kept) return { file: { ...file, name, problem: outcome.problem }, writes: [] }
  const id = running.ids.newId()
  const { mime } = outcome
  const meta = { id, contactId, name, mime, createdAt: running.clock.now() }
  const write = await running.store.files.put(outcome.bytes, meta, key)
  const kept = { ...file, name, mime, bytes: outcome.bytes.length, stored: id }
  return { file: kept, bytes: outcome.bytes, writes: [write] }
}
