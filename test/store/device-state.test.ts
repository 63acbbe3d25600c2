import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeviceState } from '#store/device-state.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import { freshFolder, freshStore, NOW } from './fresh.ts'

const contents = async (device: DeviceState) => (await device.received(100)).map((row) => row.content)

describe('a linked device', () => {
  it('has nothing at first', async () => {
    const device = (await freshStore()).device('whatsapp')
    expect(await device.credentials()).toBeUndefined()
    expect(await device.keys('session', ['1'])).toEqual(new Map())
    expect(await device.received(10)).toEqual([])
    expect(await device.sent('a')).toBeUndefined()
  })

  it('keeps credentials, keys, what came and what was sent, in another process too', async () => {
    const folder = freshFolder()
    const store = await openStore({ folder, ...loadKeys(folder), now: () => NOW })
    await store.device('whatsapp').commit({
      credentials: '{"me":1}',
      keys: [
        { type: 'session', id: '1.0', value: 'one' },
        { type: 'pre-key', id: '1.0', value: 'another kind' },
      ],
      received: [{ id: 'm1', content: 'words' }],
      sent: [{ id: 'o1', content: 'reply' }],
    })
    await store.close()
    const device = (await freshStore(folder)).device('whatsapp')
    expect(await device.credentials()).toBe('{"me":1}')
    expect(await device.keys('session', ['1.0', '2.0'])).toEqual(new Map([['1.0', 'one']]))
    expect(await device.keys('pre-key', ['1.0'])).toEqual(new Map([['1.0', 'another kind']]))
    expect(await contents(device)).toEqual(['words'])
    expect(await device.sent('o1')).toBe('reply')
  })

  it('replaces a key, and removes one without a value', async () => {
    const device = (await freshStore()).device('whatsapp')
    await device.commit({ keys: [{ type: 'session', id: '1', value: 'old' }] })
    await device.commit({ keys: [{ type: 'session', id: '1', value: 'new' }] })
    expect(await device.keys('session', ['1'])).toEqual(new Map([['1', 'new']]))
    await device.commit({ keys: [{ type: 'session', id: '1', value: undefined }] })
    expect(await device.keys('session', ['1'])).toEqual(new Map())
  })

  it('takes what came once, in order, until it is handled', async () => {
    const device = (await freshStore()).device('whatsapp')
    for (const id of ['b', 'a', 'b', 'c']) await device.commit({ received: [{ id, content: id }] })
    expect(await contents(device)).toEqual(['b', 'a', 'c'])
    const [first, second] = await device.received(10)
    await device.commit({ handled: [first?.seq ?? 0], failed: [second?.seq ?? 0] })
    expect(await device.received(10)).toMatchObject([
      { content: 'a', attempts: 1 },
      { content: 'c', attempts: 0 },
    ])
  })

  it('leaves alone what could never be handled', async () => {
    const device = (await freshStore()).device('whatsapp')
    await device.commit({ received: [{ id: 'poison', content: 'x' }] })
    const [row] = await device.received(1)
    for (let attempt = 0; attempt < 20; attempt++) await device.commit({ failed: [row?.seq ?? 0] })
    expect(await device.received(10)).toEqual([])
  })

  it('is used by one holder at a time', async () => {
    const folder = freshFolder()
    let at = NOW
    const store = await openStore({ folder, ...loadKeys(folder), now: () => at })
    const device = store.device('whatsapp')
    expect(await device.lease('one', NOW + 1000)).toBe(true)
    expect(await device.lease('two', NOW + 1000)).toBe(false)
    expect(await device.lease('one', NOW + 2000)).toBe(true)
    at = NOW + 1500
    expect(await device.lease('two', at + 1000)).toBe(false)
    at = NOW + 2000
    expect(await device.lease('two', at + 1000)).toBe(true)
    await device.release('one')
    expect(await device.lease('one', at + 1000)).toBe(false)
    await device.release('two')
    expect(await device.lease('one', at + 1000)).toBe(true)
    await store.close()
  })

  it('is forgotten with its key, and another device is not', async () => {
    const store = await freshStore()
    const device = store.device('whatsapp')
    const other = store.device('other')
    for (const one of [device, other])
      await one.commit({ credentials: 'c', keys: [{ type: 'session', id: '1', value: 'v' }] })
    await device.forget()
    expect(await device.credentials()).toBeUndefined()
    expect(await device.keys('session', ['1'])).toEqual(new Map())
    expect(await other.credentials()).toBe('c')
    await device.commit({ credentials: 'anew' })
    expect(await device.credentials()).toBe('anew')
  })

  it('lies nowhere readable on the disk', async () => {
    const folder = freshFolder()
    const store = await openStore({ folder, ...loadKeys(folder), now: () => NOW })
    const mark = randomBytes(8).toString('hex')
    const phone = `96655${randomBytes(4).readUInt32BE()}`
    await store.device('whatsapp').commit({
      credentials: `creds-${mark}`,
      keys: [{ type: 'lid-mapping', id: phone, value: `lid-${mark}` }],
      received: [{ id: `id-${mark}`, content: `words ${mark}` }],
      sent: [{ id: `sent-${mark}`, content: `reply ${mark}` }],
    })
    await store.commit([store.settings.set('visible', 'not sealed')])
    const files = ['wasl.db', 'wasl.db-wal'].map((name) => readFileSync(join(folder, name)))
    const found = (word: string) => files.some((file) => file.includes(word))
    expect([found(mark), found(phone), found('not sealed')]).toEqual([false, false, true])
    await store.close()
  })
})
