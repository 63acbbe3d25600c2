import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Receipt } from '#channels/channel.ts'
import { gatherReceipts } from '#channels/whatsapp/gather-receipts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const receipt = (externalId: string): Receipt => ({ account: '9', externalId, state: 'read', at: 1 })

function openDesk() {
  const reported: string[][] = []
  const desk = gatherReceipts((receipts) => {
    reported.push(receipts.map(({ externalId }) => externalId))
    return Promise.reject(new Error('the disk is full'))
  }, 250)
  return { desk, reported }
}

test('receipts of one moment are reported together, and a failure stops nothing', () => {
  const { desk, reported } = openDesk()
  desk.add([receipt('a')])
  desk.add([])
  desk.add([receipt('b'), receipt('c')])
  expect(reported).toEqual([])
  vi.advanceTimersByTime(250)
  desk.add([receipt('d')])
  vi.advanceTimersByTime(250)
  expect(reported).toEqual([['a', 'b', 'c'], ['d']])
})

test('at the end what is there is reported at once, and nothing afterwards', () => {
  const { desk, reported } = openDesk()
  desk.add([receipt('a')])
  desk.flush()
  desk.flush()
  vi.advanceTimersByTime(1_000)
  expect(reported).toEqual([['a']])
})
