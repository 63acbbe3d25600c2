import { describe, expect, test } from 'vitest'
import { bufferState } from '#channels/whatsapp/buffered-state.ts'
import type { DeviceChange, DeviceState } from '#channels/whatsapp/device-state.ts'

/** A memory whose commits wait until the test lets them. */
function slowState() {
  const kept = new Map<string, string>()
  const commits: { readonly change: DeviceChange; done(error?: Error): void }[] = []
  const reads: string[] = []
  const state = {
    keys: (type: string, ids: readonly string[]) => {
      reads.push(...ids)
      return Promise.resolve(
        new Map(
          ids.flatMap((id) => (kept.has(`${type} ${id}`) ? [[id, kept.get(`${type} ${id}`) ?? '']] : [])),
        ),
      )
    },
    credentials: () => Promise.resolve('old'),
    sent: () => Promise.resolve(undefined),
    forget: () => Promise.resolve(),
    commit: (change: DeviceChange) =>
      new Promise<void>((resolve, reject) => {
        commits.push({
          change,
          done(error) {
            if (error) return reject(error)
            for (const { type, id, value } of change.keys ?? []) kept.set(`${type} ${id}`, value ?? '')
            resolve()
          },
        })
      }),
  }
  return { state: state as unknown as DeviceState, commits, reads }
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const key = (id: string, value: string | undefined) => ({ keys: [{ type: 'session', id, value }] })
const idsOf = (change: DeviceChange | undefined) => change?.keys?.map(({ id, value }) => `${id}=${value}`)

describe('a buffered memory', () => {
  test('shows changes at once, and writes those of one moment together', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    const all = [
      buffered.commit(key('a', '1')),
      buffered.commit(key('b', '1')),
      buffered.commit(key('a', '2')),
    ]
    expect(await buffered.keys('session', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', '2'],
        ['b', '1'],
      ]),
    )
    await tick()
    expect(commits.map(({ change }) => idsOf(change))).toEqual([['a=2', 'b=1']])
    commits[0]?.done()
    await Promise.all(all)
    expect(await buffered.keys('session', ['a'])).toEqual(new Map([['a', '2']]))
  })

  test('knows credentials that are on their way', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    expect(await buffered.credentials()).toBe('old')
    void buffered.commit({ credentials: 'new' })
    expect(await buffered.credentials()).toBe('new')
    await tick()
    expect(await buffered.credentials()).toBe('new')
    expect(commits[0]?.change).toMatchObject({ credentials: 'new' })
  })

  test('hides a key that is being removed', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    const first = buffered.commit(key('a', '1'))
    await tick()
    commits[0]?.done()
    await first
    void buffered.commit(key('a', undefined))
    expect(await buffered.keys('session', ['a'])).toEqual(new Map())
  })

  test('writes one batch after the other', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    let written = 0
    void buffered.commit(key('a', '1')).then(() => (written += 1))
    await tick()
    void buffered.commit(key('a', '2')).then(() => (written += 1))
    await tick()
    expect([commits.length, written]).toEqual([1, 0])
    expect(await buffered.keys('session', ['a'])).toEqual(new Map([['a', '2']]))
    commits[0]?.done()
    await tick()
    expect([commits.length, written]).toEqual([2, 1])
    commits[1]?.done()
    await tick()
    expect(written).toBe(2)
  })

  test('lets nothing reach the disk that was built on what failed, and says so before anybody goes on', async () => {
    const { state, commits } = slowState()
    const order: string[] = []
    const buffered = bufferState(state, () => order.push('failed'))
    const first = buffered.commit(key('a', '1')).catch(() => order.push('first'))
    await tick()
    const second = buffered.commit(key('a', '2')).catch(() => order.push('second'))
    commits[0]?.done(new Error('disk full'))
    await Promise.all([first, second])
    expect(order).toEqual(['failed', 'first', 'second'])
    expect(commits).toHaveLength(1)
    expect(await buffered.keys('session', ['a'])).toEqual(new Map())
    const third = buffered.commit(key('a', '3'))
    await tick()
    commits[1]?.done()
    await third
  })

  test('waits for everything before an empty change', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    await buffered.commit({})
    expect(commits).toHaveLength(0)
    const order: string[] = []
    void buffered.commit(key('a', '1')).then(() => order.push('change'))
    await tick()
    const settled = buffered.commit({}).then(() => order.push('empty'))
    commits[0]?.done()
    await settled
    expect(order).toEqual(['change', 'empty'])
  })

  test('asks once for what it has read or written, until a login begins', async () => {
    const { state, commits, reads } = slowState()
    const buffered = bufferState(state, () => undefined)
    for (let time = 0; time < 2; time++) expect(await buffered.keys('session', ['a'])).toEqual(new Map())
    const written = buffered.commit(key('b', '1'))
    await tick()
    commits[0]?.done()
    await written
    expect(await buffered.keys('session', ['a', 'b'])).toEqual(new Map([['b', '1']]))
    expect(reads).toEqual(['a'])
    await buffered.credentials()
    expect(await buffered.keys('session', ['a', 'b'])).toEqual(new Map([['b', '1']]))
    expect(reads).toEqual(['a', 'a', 'b'])
  })

  test('remembers nothing of a batch that failed', async () => {
    const { state, commits, reads } = slowState()
    const buffered = bufferState(state, () => undefined)
    await buffered.keys('session', ['a'])
    const written = buffered.commit(key('a', '2'))
    await tick()
    commits[0]?.done(new Error('the disk is full'))
    await expect(written).rejects.toThrow('the disk is full')
    expect(await buffered.keys('session', ['a'])).toEqual(new Map())
    expect(reads).toEqual(['a', 'a'])
  })

  test('keeps what was written while something older was read', async () => {
    const { state, commits } = slowState()
    const buffered = bufferState(state, () => undefined)
    const reading = buffered.keys('session', ['a'])
    const written = buffered.commit(key('a', '2'))
    await tick()
    commits[0]?.done()
    await Promise.all([reading, written])
    expect(await buffered.keys('session', ['a'])).toEqual(new Map([['a', '2']]))
  })
})
