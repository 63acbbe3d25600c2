import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { StaleWrite } from '#store/write.ts'

const NOW = Date.UTC(2026, 2, 1, 9)
const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wasl-access-'))
  store = await openStore({ folder, ...KEYS, now: () => NOW })
  await store.commit([store.staff.add({ id: 'hind', name: 'هند', role: 'admin', createdAt: NOW })])
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('how staff sign in', () => {
  it('tells a password, whatever its composition, and no other', async () => {
    await store.commit([
      store.access.setPassword('hind', await store.access.hashPassword('caf\u00e9 وصل ١٢'), NOW),
    ])
    expect(await store.access.isPassword('hind', 'cafe\u0301 وصل ١٢')).toBe(true)
    expect(await store.access.isPassword('hind', 'cafe وصل ١٢')).toBe(false)
    expect(await store.access.isPassword('nobody', 'caf\u00e9 وصل ١٢')).toBe(false)
    expect(await store.access.hasAdministrator()).toBe(true)
  })

  it('takes a one-time code once, and a recovery code once', async () => {
    await store.commit([
      store.access.setPassword('hind', await store.access.hashPassword('x'.repeat(12)), NOW),
    ])
    await store.commit([
      store.access.setTotp('hind', new Uint8Array(20).fill(3), 100, ['aaaa-bbbb', 'cccc-dddd'], NOW),
    ])
    expect(await store.access.get('hind')).toMatchObject({ recoveryLeft: 2, totpStep: 100 })
    await expect(store.commit([store.access.stepUsed('hind', 100)])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([store.access.stepUsed('hind', 101)])
    const once = await store.access.useRecovery('hind', 'aaaa-bbbb')
    const twice = await store.access.useRecovery('hind', 'aaaa-bbbb')
    if (!once || !twice) throw new Error('both saw the code unused')
    await store.commit([once])
    await expect(store.commit([twice])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.access.useRecovery('hind', 'aaaa-bbbb')).toBeUndefined()
    expect((await store.access.get('hind'))?.recoveryLeft).toBe(1)
  })

  it('lets a link be used once, and not for ever', async () => {
    await store.commit([
      store.access.addLink('token', 'hind', NOW + 1000),
      store.access.addLink('first', undefined, NOW + 1000),
    ])
    expect(await store.access.link('token', NOW)).toEqual({ staffId: 'hind' })
    expect(await store.access.link('first', NOW)).toEqual({})
    expect(await store.access.link('token', NOW + 1000)).toBeUndefined()
    await store.commit([store.access.useLink('token', NOW)])
    expect(await store.access.link('token', NOW)).toBeUndefined()
    await expect(store.commit([store.access.useLink('token', NOW)])).rejects.toBeInstanceOf(StaleWrite)
  })

  it('counts failures until a good sign-in', async () => {
    await store.commit([
      store.access.setPassword('hind', await store.access.hashPassword('x'.repeat(12)), NOW),
    ])
    await store.commit([store.access.failed('hind', undefined), store.access.failed('hind', NOW + 500)])
    expect(await store.access.get('hind')).toMatchObject({ failed: 2, lockedUntil: NOW + 500 })
    await store.commit([store.access.clear('hind')])
    expect(await store.access.get('hind')).toMatchObject({ failed: 0 })
  })
})

describe('the sessions of staff', () => {
  it('keeps no token, lists them by a mark and ends one or all', async () => {
    await store.commit([
      store.staffSessions.begin('one', 'hind', NOW, 'Firefox', false),
      store.staffSessions.begin('two', 'hind', NOW + 5, 'Chrome', true),
    ])
    const listed = await store.staffSessions.of('hind')
    expect(listed.map(({ device, confirmed }) => [device, confirmed])).toEqual([
      ['Chrome', true],
      ['Firefox', false],
    ])
    expect(JSON.stringify(listed)).not.toMatch(/"(one|two)"/)
    await store.commit([store.staffSessions.endByMark('hind', listed[0]?.mark ?? '')])
    expect(await store.staffSessions.get('two')).toBeUndefined()
    await store.commit([store.staffSessions.endAll('hind')])
    expect(await store.staffSessions.get('one')).toBeUndefined()
  })

  it('forgets sessions that were idle, or are too old', async () => {
    await store.commit([
      store.staffSessions.begin('idle', 'hind', NOW - 100, 'a', true),
      store.staffSessions.begin('fresh', 'hind', NOW, 'a', true),
    ])
    await store.commit([store.staffSessions.purge(NOW - 50, NOW - 1000)])
    expect(await store.staffSessions.get('idle')).toBeUndefined()
    expect(await store.staffSessions.get('fresh')).toBeDefined()
  })
})
