import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Store } from '#store/store.ts'
import { StoreUnavailable } from '#store/write.ts'
import { addContact, freshFolder, freshStore, text } from './fresh.ts'

const mount = (folder: string, options: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder]).status === 0

/** A disk of its own, of a few megabytes; `undefined` where this machine lets nobody mount one. */
function smallDisk(): string | undefined {
  const folder = join(freshFolder(), 'disk')
  mkdirSync(folder)
  if (!mount(folder, 'size=4m')) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

function canMount(): boolean {
  const probe = join('/tmp', `wasl-mount-${process.pid}`)
  mkdirSync(probe)
  const mounted = mount(probe, 'size=1m')
  if (mounted) spawnSync('umount', [probe])
  rmSync(probe, { recursive: true })
  return mounted
}

async function fillUp(store: Store): Promise<{ kept: number; error: unknown }> {
  const key = await store.vault.open('key-c1')
  for (let kept = 0; ; kept++)
    try {
      await store.commit([store.inbox.insert(text(store, 'c1', `${kept}`, 'x'.repeat(20_000)), key)])
    } catch (error) {
      return { kept, error }
    }
}

describe.runIf(canMount())('a real disk', () => {
  it('that is full: refuses to write, reads on, and recovers without a restart', async () => {
    const folder = smallDisk() ?? ''
    const store = await freshStore(folder)
    const key = await addContact(store, 'c1')
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(1_500_000))
    const { kept, error } = await fillUp(store)
    expect(error).toBeInstanceOf(StoreUnavailable)
    expect(error).toMatchObject({ reason: 'full' })
    expect(kept).toBeGreaterThan(10)
    expect(await store.inbox.pending()).toHaveLength(kept)
    const scan = store.files.put(Buffer.alloc(3_000_000), fileMeta, key)
    await expect(scan).rejects.toMatchObject({ reason: 'full' })
    expect(readdirSync(join(folder, 'files/01'))).toEqual([])
    rmSync(ballast)
    expect(statfsSync(folder).bavail).toBeGreaterThan(0)
    expect(await store.commit([store.inbox.insert(text(store, 'c1', 'after'), key)])).toEqual([1])
    await store.close()
    expect(await (await freshStore(folder)).inbox.pending()).toHaveLength(kept + 1)
  })

  it('that may only be read: is refused at the start', async () => {
    const folder = smallDisk() ?? ''
    await (await freshStore(folder)).close()
    expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0)
    await expect(freshStore(folder)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'read_only' })
  })
})

const fileMeta = { id: 'file-01', contactId: 'c1', name: 'scan.pdf', mime: 'application/pdf', createdAt: 0 }
