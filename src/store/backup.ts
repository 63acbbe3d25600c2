import { chmod, copyFile, mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { DATABASE_FILE } from './keys.ts'

/** Copies a store that is in use: the database page by page, then the sealed files, which never change. */
export async function backupStore(db: Database, files: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'files'), { recursive: true, mode: 0o700 })
  const draft = join(folder, `${DATABASE_FILE}.new`)
  await db.backup(draft)
  await chmod(draft, 0o600)
  await sync(draft)
  await rename(draft, join(folder, DATABASE_FILE))
  for (const shelf of await readdir(files)) {
    const target = join(folder, 'files', shelf)
    await mkdir(target, { recursive: true, mode: 0o700 })
    for (const name of await readdir(join(files, shelf))) {
      if (name.endsWith('.new')) continue
      await copyFile(join(files, shelf, name), join(target, name))
      await sync(join(target, name))
    }
    await sync(target)
  }
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
