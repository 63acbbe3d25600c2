import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SealBroken } from '#store/data-key.ts'
import { FILE_LIMIT } from '#store/files.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import { addContact, freshFolder, freshStore, NOW, text } from './fresh.ts'

const meta = (id: string) => ({ id, contactId: 'c1', name: 'هوية.jpg', mime: 'image/jpeg', createdAt: NOW })

const onDisk = (folder: string) =>
  readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort()

describe('files', () => {
  it('come back whole, and belong to one cell', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const key = await addContact(store, 'c1')
    const bytes = Buffer.alloc(300_000, 'scan')
    await store.commit([await store.files.put(bytes, meta('file-aa'), key)])
    await store.commit([await store.files.put(Buffer.from('other'), meta('file-bb'), key)])
    expect(bytes.equals(await store.files.read('file-aa', key))).toBe(true)
    expect(await store.files.get('file-aa')).toEqual({
      ...meta('file-aa'),
      keyId: 'key-c1',
      bytes: 300_000,
      status: 'kept',
    })
    writeFileSync(join(folder, 'files/aa/file-aa'), readFileSync(join(folder, 'files/bb/file-bb')))
    await expect(store.files.read('file-aa', key)).rejects.toThrow(SealBroken)
  })

  it('are on disk before their row, and are swept at the next start where the row never came', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const key = await addContact(store, 'c1')
    const kept = await store.files.put(Buffer.from('1'), meta('file-01'), key)
    await store.files.put(Buffer.from('2'), meta('file-02'), key)
    expect(onDisk(folder)).toEqual(['file-01', 'file-02'])
    await store.commit([kept])
    writeFileSync(join(folder, 'files/01/file-03.new'), 'half')
    await store.close()
    const again = await freshStore(folder)
    expect(onDisk(folder)).toEqual(['file-01'])
    expect(Buffer.from(await again.files.read('file-01', await again.vault.open('key-c1'))).toString()).toBe(
      '1',
    )
  })

  it('are removed for good', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const key = await addContact(store, 'c1')
    await store.commit([await store.files.put(Buffer.from('1'), meta('file-01'), key)])
    await store.commit([store.files.removed('file-01')])
    await store.files.erase('file-01')
    await store.files.erase('file-01')
    expect(onDisk(folder)).toEqual([])
    expect(await store.files.get('file-01', key)).toMatchObject({ status: 'removed' })
  })

  it('never leave their folder and never grow beyond the limit', async () => {
    const store = await freshStore()
    const key = await addContact(store, 'c1')
    for (const id of ['../../etc/passwd', 'a/b', '..', 'x', ''])
      await expect(store.files.put(Buffer.from('x'), meta(id), key)).rejects.toThrow('not a file id')
    const big = Buffer.alloc(FILE_LIMIT + 1)
    await expect(store.files.put(big, meta('file-01'), key)).rejects.toThrow('too large')
  })
})

describe('a backup', () => {
  it('taken while the store works opens elsewhere with the keys, and with no others', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const key = await addContact(store, 'c1')
    await store.commit([
      await store.files.put(Buffer.from('scan'), meta('file-01'), key),
      store.inbox.insert(text(store, 'c1', '1', 'before'), key),
    ])
    const target = freshFolder()
    const during = store.backup(target)
    await store.commit([store.inbox.insert(text(store, 'c1', '2', 'during'), key)])
    await during
    const keys = { ...loadKeys(folder), now: () => NOW }
    const wrong = openStore({ ...keys, folder: target, masterKey: new Uint8Array(32) })
    await expect(wrong).rejects.toThrow('master.key')
    const restored = await openStore({ ...keys, folder: target })
    expect(await restored.inbox.pendingOf('c1')).toEqual(
      expect.arrayContaining([expect.objectContaining({ content: { kind: 'text', text: 'before' } })]),
    )
    const again = await restored.vault.open('key-c1')
    expect(Buffer.from(await restored.files.read('file-01', again)).toString()).toBe('scan')
    expect(await restored.audit.verify()).toEqual({ ok: true })
    await restored.close()
  })
})
