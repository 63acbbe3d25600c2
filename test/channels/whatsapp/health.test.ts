import { describe, expect, test } from 'vitest'
import { refusal } from '#channels/whatsapp/acks.ts'
import { afterClose, backOff } from '#channels/whatsapp/health.ts'
import type { DeviceChange, DeviceState } from '#channels/whatsapp/device-state.ts'
import { createStanding } from '#channels/whatsapp/standing.ts'
import { chooseVersion, rememberVersion } from '#channels/whatsapp/version.ts'

describe('what a close code means', () => {
  test.each([
    [515, { next: 'again' }],
    [428, { next: 'later' }],
    [408, { next: 'later' }],
    [503, { next: 'later' }],
    [500, { next: 'later' }],
    [0, { next: 'later' }],
    [440, { next: 'stop', state: 'replaced' }],
    [401, { next: 'forget' }],
    [403, { next: 'stop', state: 'banned' }],
    [411, { next: 'stop', state: 'logged_out' }],
    [405, { next: 'newer_version' }],
  ])('%i', (code, expected) => expect(afterClose(code)).toEqual(expected))

  test('pauses grow to a minute, with jitter', () => {
    const pace = [500, 60_000] as const
    expect([0, 1, 2, 3].map((attempt) => backOff(attempt, pace, 1))).toEqual([500, 1000, 2000, 4000])
    expect(backOff(50, pace, 1)).toBe(60_000)
    expect(backOff(50, pace, 0)).toBe(30_000)
  })
})

describe('a restriction', () => {
  test('lasts as long as WhatsApp says, or a day after a refusal, and through a restart', async () => {
    const kept = new Map<string, string>()
    const state: Parameters<typeof createStanding>[0] = {
      keys: () => Promise.resolve(kept),
      commit({ keys }) {
        for (const { id, value } of keys ?? []) kept.set(id, value ?? '')
        return Promise.resolve()
      },
    }
    const restriction = createStanding(state)
    expect(restriction.restriction(0)).toBeUndefined()
    restriction.told(true, 1000)
    expect([restriction.restriction(999), restriction.restriction(1000)]).toEqual([
      { until: 1000 },
      undefined,
    ])
    restriction.suspect(1000)
    restriction.opened(7)
    restriction.opened(8)
    const again = createStanding(state)
    expect(again.since()).toBeUndefined()
    await again.load()
    expect(again.since()).toBe(7)
    expect([again.restriction(86_400_999), again.restriction(86_401_000)]).toEqual([
      { until: 86_401_000 },
      undefined,
    ])
    again.told(true)
    expect(again.restriction(1e15)).toEqual({})
    again.told(false)
    expect(again.restriction(2000)).toBeUndefined()
  })

  test('refusals are final, except what passes by itself', () => {
    const kinds = ['463', '479', '400', '429', '500', '503'].map((code) => refusal(code).failure)
    expect(kinds).toEqual(['rejected', 'rejected', 'rejected', 'throttled', 'connection', 'connection'])
  })
})

describe('the version', () => {
  const found = (version: [number, number, number], isLatest: boolean) => ({
    fetchLatestWaWebVersion: () => Promise.resolve({ version, isLatest, error: undefined }),
  })

  test('is the given one, else the newest, else the last that worked', async () => {
    const kept = new Map<string, string>()
    const state = {
      keys: () => Promise.resolve(kept),
      commit({ keys }: DeviceChange) {
        for (const { id, value } of keys ?? []) kept.set(id, value ?? '')
        return Promise.resolve()
      },
    } as unknown as DeviceState
    const newest = found([2, 3000, 2], true)
    const stale = found([2, 3000, 1], false)
    expect(await chooseVersion(newest, { state, version: [1, 2, 3] })).toEqual([1, 2, 3])
    expect(await chooseVersion(newest, { state, url: 'ws://127.0.0.1:1' })).toBeUndefined()
    expect(await chooseVersion(stale, { state })).toBeUndefined()
    const version = await chooseVersion(newest, { state })
    expect(version).toEqual([2, 3000, 2])
    rememberVersion(state, version)
    expect(await chooseVersion(stale, { state })).toEqual([2, 3000, 2])
    const unreachable = { fetchLatestWaWebVersion: () => Promise.reject(new Error('offline')) }
    expect(await chooseVersion(unreachable, { state })).toEqual([2, 3000, 2])
  })
})
