import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase, StoreCorrupt } from '#store/database.ts'
import { loadKeys } from '#store/keys.ts'
import { StoreLocked } from '#store/lock.ts'
import { migrate, MIGRATIONS, StoreTooNew } from '#store/migrations.ts'
import { openStore } from '#store/store.ts'
import { WrongKey } from '#store/vault.ts'
import { addContact, freshFolder, freshStore, NOW, text } from './fresh.ts'

/** A folder with a store that was used and closed. */
async function usedFolder(): Promise<string> {
  const folder = freshFolder()
  const store = await freshStore(folder)
  const key = await addContact(store, 'c1')
  const rows = Array.from({ length: 200 }, (_, n) => text(store, 'c1', `${n}`))
  await store.commit(rows.map((row) => store.inbox.insert(row, key)))
  await store.commit([store.audit.append({ at: NOW, actor: 'a', action: 'b', subject: 'c' })])
  await store.close()
  return folder
}

/** Runs SQL on the database file of a closed store. */
function tamper(folder: string, sql: string): void {
  const db = new Sqlite(join(folder, 'wasl.db'))
  db.exec(sql)
  db.close()
}

describe('opening', () => {
  it('makes everything readable by its owner only', async () => {
    const folder = join(freshFolder(), 'deep', 'run')
    const store = await freshStore(folder)
    await addContact(store, 'c1')
    const modes = ['', 'wasl.db', 'wasl.db-wal', 'files', 'keys', 'keys/master.key', 'keys/index.key']
    for (const name of modes) expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0])
  })

  it('finds again what was there, and goes on counting', async () => {
    const folder = await usedFolder()
    const store = await freshStore(folder)
    expect(await store.contacts.find('telegram:c1', 'bot')).toMatchObject({ id: 'c1' })
    expect((await store.inbox.pending()).map((row) => row.id)).toHaveLength(200)
    expect(store.inbox.nextId()).toBe(201)
  })

  it('waits for the disk at every commit, checks references and overwrites what is deleted', () => {
    const path = join(freshFolder(), 'wasl.db')
    openDatabase(path, 'FULL').close()
    const db = openDatabase(path, 'FULL')
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'trusted_schema']
    expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 1, 0])
    db.close()
  })

  it('is closed twice without harm', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    await store.close()
    await store.close()
    await expect(store.contacts.get('c1')).rejects.toMatchObject({ reason: 'closed' })
    await expect(store.commit([])).rejects.toMatchObject({ reason: 'closed' })
  })
})

describe('a folder in use', () => {
  it('is refused with the number of the process that has it', async () => {
    const folder = freshFolder()
    await freshStore(folder)
    await expect(freshStore(folder)).rejects.toThrow(StoreLocked)
    await expect(freshStore(folder)).rejects.toThrow(String(process.pid))
  })

  it('is free at once when its process is killed, with everything that was committed', async () => {
    const folder = freshFolder()
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    child.stdin.end(`
      const { openStore } = await import(${JSON.stringify(new URL('../../src/store/store.ts', import.meta.url))})
      const { loadKeys } = await import(${JSON.stringify(new URL('../../src/store/keys.ts', import.meta.url))})
      const folder = ${JSON.stringify(folder)}
      const store = await openStore({ folder, ...loadKeys(folder), now: () => 0 })
      await store.commit([store.settings.set('before', 'the kill')])
      console.log('ready')
      setInterval(() => {}, 1000)
    `)
    await once(child.stdout, 'data')
    await expect(freshStore(folder)).rejects.toThrow(StoreLocked)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = await freshStore(folder)
    expect(await store.settings.get('before')).toBe('the kill')
  })
})

/** The error of opening a folder, and whether the database file is still what it was. */
async function refusal(folder: string): Promise<{ error: unknown; unchanged: boolean }> {
  const before = readFileSync(join(folder, 'wasl.db'))
  const error: unknown = await freshStore(folder).then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return { error, unchanged: readFileSync(join(folder, 'wasl.db')).equals(before) }
}

const REFUSED = { error: expect.any(StoreCorrupt) as unknown, unchanged: true }

describe('a damaged database', () => {
  it('cut short: is refused and left as it is', async () => {
    const folder = await usedFolder()
    const path = join(folder, 'wasl.db')
    truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)
    expect(await refusal(folder)).toEqual(REFUSED)
  })

  it('with bytes flipped in its pages: is refused and left as it is', async () => {
    const folder = await usedFolder()
    const path = join(folder, 'wasl.db')
    const bytes = readFileSync(path)
    for (let page = 4096; page < bytes.length; page += 4096) bytes[page] = (bytes[page] ?? 0) ^ 0xff
    writeFileSync(path, bytes)
    expect(await refusal(folder)).toEqual(REFUSED)
  })

  it('with one page broken that no start would read: is refused and left as it is', async () => {
    const folder = await usedFolder()
    const path = join(folder, 'wasl.db')
    const db = new Sqlite(path, { readonly: true })
    const page = db
      .prepare(`select rootpage from sqlite_schema where name = 'ratings'`)
      .pluck()
      .get() as number
    db.close()
    const bytes = readFileSync(path)
    bytes[(page - 1) * 4096] = 0xff
    writeFileSync(path, bytes)
    expect(await refusal(folder)).toEqual(REFUSED)
  })

  it('that is no database at all: is refused and left as it is', async () => {
    const folder = await usedFolder()
    writeFileSync(join(folder, 'wasl.db'), 'this is no database, whatever its name says '.repeat(200))
    expect(await refusal(folder)).toEqual(REFUSED)
  })

  it('with an entry of the audit log changed: is refused', async () => {
    const folder = await usedFolder()
    tamper(folder, `drop trigger audit_no_update; update audit set actor = 'x'`)
    await expect(freshStore(folder)).rejects.toThrow('the audit log is broken at entry 1')
  })
})

const one = (db: Sqlite.Database) => db.exec('create table one (a)')
const two = (db: Sqlite.Database) => db.exec('create table two (a); insert into two values (1)')

describe('schema', () => {
  it('of a newer program is refused', async () => {
    const folder = await usedFolder()
    tamper(folder, 'pragma user_version = 999')
    await expect(freshStore(folder)).rejects.toThrow(StoreTooNew)
  })

  it('is brought up step by step, each wholly or not at all', () => {
    const db = new Sqlite(':memory:')
    const version = () => db.pragma('user_version', { simple: true })
    migrate(db, [one])
    expect(version()).toBe(1)
    expect(() => migrate(db, [one, (to) => two(to).exec('broken')])).toThrow('syntax error')
    expect(version()).toBe(1)
    migrate(db, [one, two])
    expect(db.prepare('select * from two').all()).toHaveLength(1)
    migrate(db, [one, two])
    expect(version()).toBe(2)
    db.close()
  })

  it('starts from nothing and is whole', () => {
    const db = new Sqlite(':memory:')
    migrate(db)
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  })
})

describe('keys', () => {
  const other = new Uint8Array(32).fill(7)

  it('that are not the right ones are refused by name, and nothing is written', async () => {
    const folder = await usedFolder()
    const keys = loadKeys(folder)
    const open = (more: object) => openStore({ folder, ...keys, ...more, now: () => NOW })
    await expect(open({ masterKey: other })).rejects.toThrow(WrongKey)
    await expect(open({ masterKey: other })).rejects.toThrow('master.key')
    await expect(open({ indexKey: other })).rejects.toThrow('index.key')
    await freshStore(folder)
  })

  it('are made once and stay', () => {
    const folder = freshFolder()
    const keys = loadKeys(folder)
    expect(keys.masterKey).toHaveLength(32)
    expect(keys.masterKey).not.toEqual(keys.indexKey)
    expect(loadKeys(folder)).toEqual(keys)
  })

  it('are never made anew beside a database', async () => {
    const folder = await usedFolder()
    rmSync(join(folder, 'keys', 'index.key'))
    expect(() => loadKeys(folder)).toThrow('index.key is missing')
    expect(existsSync(join(folder, 'keys', 'index.key'))).toBe(false)
  })

  it('are completed after a crash between the two, and a half-written draft is no key', () => {
    const folder = freshFolder()
    const { masterKey } = loadKeys(folder)
    rmSync(join(folder, 'keys', 'index.key'))
    writeFileSync(join(folder, 'keys', 'index.key.1.new'), 'half', { mode: 0o600 })
    const again = loadKeys(folder)
    expect(again.masterKey).toEqual(masterKey)
    expect(again.indexKey).toHaveLength(32)
  })

  it('that others may read, or that are cut short, are refused', () => {
    const folder = freshFolder()
    loadKeys(folder)
    const path = join(folder, 'keys', 'master.key')
    writeFileSync(path, 'short')
    expect(() => loadKeys(folder)).toThrow('5 bytes instead of 32')
    rmSync(path)
    writeFileSync(path, other, { mode: 0o644 })
    expect(() => loadKeys(folder)).toThrow('chmod 600')
  })
})
