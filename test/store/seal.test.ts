import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataKey, SealBroken } from '#store/data-key.ts'
import { KeyDestroyed } from '#store/vault.ts'
import { addContact, freshFolder, freshStore, NOW, text } from './fresh.ts'

const key = new DataKey('k', randomBytes(32))

const broken = (open: () => unknown) => expect(open).toThrow(SealBroken)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('a sealed value', () => {
  it('comes back as it was, whatever the text', () => {
    assert(
      property(string({ unit: 'binary' }), (words) => {
        const sealed = key.seal('t', 'r', 'c', words)
        return key.unseal('t', 'r', 'c', sealed) === words
      }),
    )
    for (const words of ['', 'نورة', '\ud800', 'a\udc00b', '\0', '👨‍👩‍👧'])
      expect(key.unseal('t', 'r', 'c', key.seal('t', 'r', 'c', words))).toBe(words)
    const bytes = randomBytes(100_000)
    expect(bytes.equals(key.unsealBytes('t', 'r', 'c', key.seal('t', 'r', 'c', bytes)))).toBe(true)
  })

  it('opens in its own cell only, with its own key only', () => {
    const sealed = key.seal('cases', 'k1', 'answers', 'sixteen hundred')
    broken(() => key.unseal('people', 'k1', 'answers', sealed))
    broken(() => key.unseal('cases', 'k2', 'answers', sealed))
    broken(() => key.unseal('cases', 'k1', 'summary', sealed))
    broken(() => new DataKey('k', randomBytes(32)).unseal('cases', 'k1', 'answers', sealed))
    expect(key.unseal('cases', 'k1', 'answers', sealed)).toBe('sixteen hundred')
  })

  it('does not open with any one bit changed, or cut short', () => {
    const sealed = key.seal('t', 'r', 'c', 'a value')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => key.unseal('t', 'r', 'c', changed)).toThrow(SealBroken)
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => key.unseal('t', 'r', 'c', sealed.subarray(0, length))).toThrow(SealBroken)
  })

  it('is never the same twice, even over more nonces than are drawn at once', () => {
    const nonces = Array.from({ length: 2_000 }, () =>
      Buffer.from(key.seal('t', 'r', 'c', 'same').subarray(2, 14)).toString('hex'),
    )
    expect(new Set(nonces).size).toBe(2_000)
  })

  it('shows no key when it is printed', () => {
    const secret = randomBytes(32)
    const shown = JSON.stringify(new DataKey('k', secret)) + String(Object.values(new DataKey('k', secret)))
    expect(shown).not.toContain(secret.toString('hex'))
    expect(Object.keys(new DataKey('k', secret))).toEqual(['id', 'version'])
  })
})

/** Whether bytes stand anywhere in a store's database or WAL. */
const onDisk = (folder: string, bytes: Uint8Array) =>
  ['wasl.db', 'wasl.db-wal'].some((name) => readFileSync(join(folder, name)).includes(Buffer.from(bytes)))

describe('what was deleted', () => {
  it('is nowhere on the disk once the store is scrubbed', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const own = await addContact(store, 'c1')
    const turn = { id: 't1', contactId: 'c1', at: NOW, entries: [] }
    const write = store.messages.append(turn, own)
    const sealed = write.params.find((param) => param instanceof Uint8Array) ?? new Uint8Array()
    await store.commit([write])
    expect(onDisk(folder, sealed)).toBe(true)
    await store.commit([store.messages.purge(NOW + 1)])
    await store.scrub()
    expect(onDisk(folder, sealed)).toBe(false)
  })

  it('as a key is gone at once, wrapped too', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const { write } = store.vault.newKey('k')
    const wrapped = write.params.find((param) => param instanceof Uint8Array) ?? new Uint8Array()
    await store.commit([write])
    expect(onDisk(folder, wrapped)).toBe(true)
    await store.commit([store.vault.destroy('k')])
    expect(onDisk(folder, wrapped)).toBe(false)
  })
})

describe('the vault', () => {
  it('refuses values that were swapped between two rows of one person', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const own = await addContact(store, 'c1')
    await store.commit(['1', '2'].map((id) => store.inbox.insert(text(store, 'c1', id, `words ${id}`), own)))
    const db = new Sqlite(join(folder, 'wasl.db'))
    db.exec(`update inbox set content = (select content from inbox as other where other.id <> inbox.id)`)
    db.close()
    await expect(store.inbox.pending()).rejects.toThrow(SealBroken)
  })

  it('indexes equal values alike, by kind, and never without the key', async () => {
    const one = (await freshStore()).vault
    expect(hex(one.index('identity', '1000000008'))).toBe(hex(one.index('identity', '1000000008')))
    expect(one.index('identity', '1000000008')).toHaveLength(16)
    const others = [
      one.index('phone', '1000000008'),
      one.index('identity', '1000000009'),
      (await freshStore()).vault.index('identity', '1000000008'),
    ]
    expect(others.map(hex)).not.toContain(hex(one.index('identity', '1000000008')))
  })

  it('opens a key again after a restart, and never one it does not know', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const own = await addContact(store, 'c1')
    const sealed = own.seal('t', 'r', 'c', 'kept')
    await store.close()
    const again = await freshStore(folder)
    expect((await again.vault.open('key-c1')).unseal('t', 'r', 'c', sealed)).toBe('kept')
    await expect(again.vault.open('key-c2')).rejects.toThrow('unknown key')
  })

  it('destroys a key: nothing it sealed opens any more, and other work goes on', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const own = await addContact(store, 'c1')
    const other = await addContact(store, 'c2')
    await store.commit([
      store.inbox.insert(text(store, 'c1', '1'), own),
      store.inbox.insert(text(store, 'c2', '2', 'still here'), other),
    ])
    await store.vault.open('key-c1')
    await store.commit([store.vault.destroy('key-c1')])
    await expect(store.vault.open('key-c1')).rejects.toThrow(KeyDestroyed)
    await expect(store.contacts.get('c1')).rejects.toThrow(KeyDestroyed)
    expect(await store.inbox.pending()).toMatchObject([{ content: { text: 'still here' } }])
    await expect(store.commit([store.vault.destroy('key-c1')])).rejects.toMatchObject({ name: 'StaleWrite' })
    await store.close()
    const again = await freshStore(folder)
    await expect(again.vault.open('key-c1')).rejects.toThrow(KeyDestroyed)
    expect(await again.contacts.get('c2')).toMatchObject({ createdAt: NOW })
  })
})
