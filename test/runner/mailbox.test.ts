import { describe, expect, it } from 'vitest'
import { createMailboxes } from '#runner/mailbox.ts'

/** A worker that ends an item only when it is told to. */
function createSlowWorker() {
  const begun: string[] = []
  const ends = new Map<string, { end(): void; fail(): void }>()
  const work = (contact: string, item: string): Promise<void> =>
    new Promise((resolve, reject) => {
      begun.push(`${contact}${item}`)
      ends.set(`${contact}${item}`, { end: resolve, fail: () => reject(new Error('no')) })
    })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return {
    begun,
    work,
    async end(name: string) {
      ends.get(name)?.end()
      await turn()
    },
    async fail(name: string) {
      ends.get(name)?.fail()
      await turn()
    },
  }
}

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  void promise.then(() => (settled = true))
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

describe('mailboxes', () => {
  it('keep the order of each contact, and let contacts go side by side', async () => {
    const worker = createSlowWorker()
    const boxes = createMailboxes(worker.work)
    for (const item of ['1', '2', '3']) boxes.add('a', item)
    boxes.add('b', '1')
    expect(worker.begun).toEqual(['a1', 'b1'])
    expect(boxes.waiting('a')).toEqual(['2', '3'])
    await worker.end('a1')
    await worker.end('a2')
    expect(worker.begun).toEqual(['a1', 'b1', 'a2', 'a3'])
  })

  it('go on after a worker that fails', async () => {
    const worker = createSlowWorker()
    const boxes = createMailboxes(worker.work)
    boxes.add('a', '1')
    boxes.add('a', '2')
    await worker.fail('a1')
    expect(worker.begun).toEqual(['a1', 'a2'])
    await worker.end('a2')
    expect(await isSettled(boxes.idle())).toBe(true)
  })

  it('are idle when nothing waits and nothing is under way', async () => {
    const worker = createSlowWorker()
    const boxes = createMailboxes(worker.work)
    expect(await isSettled(boxes.idle())).toBe(true)
    boxes.add('a', '1')
    boxes.add('b', '1')
    const idle = boxes.idle()
    await worker.end('a1')
    expect(await isSettled(idle)).toBe(false)
    await worker.end('b1')
    expect(await isSettled(idle)).toBe(true)
    expect(boxes.waiting('a')).toEqual([])
  })

  it('give up what was dealt with together with the item at hand, in its order', async () => {
    const worker = createSlowWorker()
    const boxes = createMailboxes(worker.work)
    for (const item of ['1', '2', '3', '4']) boxes.add('a', item)
    boxes.remove('a', new Set(['2', '4']))
    boxes.remove('nobody', new Set(['2']))
    expect(boxes.waiting('a')).toEqual(['3'])
    await worker.end('a1')
    expect(worker.begun).toEqual(['a1', 'a3'])
  })

  it('stop: what is under way ends, what waits is left, and nothing more is taken', async () => {
    const worker = createSlowWorker()
    const boxes = createMailboxes(worker.work)
    boxes.add('a', '1')
    boxes.add('a', '2')
    const stopped = boxes.stop()
    boxes.add('b', '1')
    expect(await isSettled(stopped)).toBe(false)
    await worker.end('a1')
    expect(await isSettled(stopped)).toBe(true)
    expect(worker.begun).toEqual(['a1'])
  })
})
