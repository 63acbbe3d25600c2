import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UploadLink } from '#store/upload-links.ts'
import { StaleWrite, WriteRefused } from '#store/write.ts'
import { addContact, freshStore } from './fresh.ts'

const TOKEN = 'a'.repeat(43)
const DAY = 86_400_000

function linkOf(contactId: string, change: Partial<UploadLink> = {}): UploadLink {
  return {
    id: 'link1',
    contactId,
    form: 'papers',
    revision: 'r1',
    field: 'report',
    place: 'family.0.report',
    files: 3,
    language: 'ar',
    createdAt: 1000,
    expiresAt: 1000 + DAY,
    ...change,
  }
}

describe('one-time upload links', () => {
  it('are found by their token alone, until they expire', async () => {
    const store = await freshStore()
    const id = 'somebody'
    await addContact(store, id)
    await store.commit([store.uploadLinks.create(linkOf(id), TOKEN)])
    expect(await store.uploadLinks.open(TOKEN, 1000)).toEqual(linkOf(id))
    expect(await store.uploadLinks.open(TOKEN, 1000 + DAY - 1)).toBeDefined()
    expect(await store.uploadLinks.open(TOKEN, 1000 + DAY)).toBeUndefined()
    expect(await store.uploadLinks.open('b'.repeat(43), 1000)).toBeUndefined()
  })

  it('are used by the first who comes; the other commit is undone', async () => {
    const store = await freshStore()
    const id = 'somebody'
    await addContact(store, id)
    await store.commit([store.uploadLinks.create(linkOf(id), TOKEN)])
    const commits = [1, 2].map((at) =>
      store.commit([store.uploadLinks.use('link1', 2000), store.settings.set(`by${at}`, 'x')]),
    )
    expect((await Promise.allSettled(commits)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.settings.get('by2')).toBeUndefined()
    expect(await store.uploadLinks.open(TOKEN, 2000)).toBeUndefined()
    await store.commit([store.uploadLinks.create(linkOf(id, { id: 'late' }), 'c'.repeat(43))])
    const late = store.commit([store.uploadLinks.use('late', 1000 + DAY)])
    await expect(late).rejects.toBeInstanceOf(StaleWrite)
  })

  it('are closed for one place, and forgotten in the end', async () => {
    const store = await freshStore()
    const id = 'somebody'
    await addContact(store, id)
    const [here, there] = ['d'.repeat(43), 'e'.repeat(43)]
    await store.commit([
      store.uploadLinks.create(linkOf(id), here),
      store.uploadLinks.create(linkOf(id, { id: 'link2', place: 'deed' }), there),
      store.uploadLinks.close(id, 'family.0.report', 2000),
    ])
    expect(await store.uploadLinks.open(here, 2000)).toBeUndefined()
    expect(await store.uploadLinks.open(there, 2000)).toMatchObject({ place: 'deed' })
    expect(await store.commit([store.uploadLinks.purge(1000 + DAY)])).toEqual([0])
    expect(await store.commit([store.uploadLinks.purge(1001 + DAY)])).toEqual([2])
  })

  it('stand on disk without their token, and belong to somebody', async () => {
    const store = await freshStore()
    const id = 'somebody'
    await addContact(store, id)
    await store.commit([store.uploadLinks.create(linkOf(id), TOKEN)])
    await store.scrub()
    expect(readFileSync(join(store.folder, 'wasl.db'), 'latin1')).toContain('family.0.report')
    expect(readFileSync(join(store.folder, 'wasl.db'), 'latin1')).not.toContain(TOKEN)
    const nobody = store.commit([store.uploadLinks.create(linkOf('nobody', { id: 'x' }), 'f'.repeat(43))])
    await expect(nobody).rejects.toBeInstanceOf(WriteRefused)
  })
})
