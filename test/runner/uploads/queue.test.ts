import { expect, it } from 'vitest'
import { createQueue } from '#runner/uploads/queue.ts'

it('runs no more at once than it is wide, in order, and goes on after a failure', async () => {
  const queue = createQueue(2)
  let busy = 0
  let most = 0
  const order: number[] = []
  const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
  const runs = gates.map(({ promise }, at) =>
    queue.run(async () => {
      busy += 1
      most = Math.max(most, busy)
      order.push(at)
      await promise.finally(() => (busy -= 1))
      return at
    }),
  )
  const settled = Promise.allSettled(runs)
  for (const [at, gate] of gates.entries())
    if (at === 1) gate.reject(new Error('broken'))
    else gate.resolve()
  expect((await settled).map(({ status }) => status)).toEqual(
    gates.map((_, at) => (at === 1 ? 'rejected' : 'fulfilled')),
  )
  expect(most).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4, 5])
})
