import { describe, expect, it } from 'vitest'
import { SendError } from '#channels/send-error.ts'
import { SENDERS } from '#runner/deliver.ts'
import { StoreUnavailable } from '#store/write.ts'
import { openDesk, settle, until } from './outbox-desk.ts'

describe('the order of messages', () => {
  it('of one contact is kept, one after the other', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write([{}, {}, {}])
    desk.delivery.start()
    await until(() => desk.given.length === 1)
    await settle()
    expect(desk.given).toEqual(['m1'])
    desk.letGo()
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m1', 'm2', 'm3'])
    expect(desk.mostAtOnce()).toBe(1)
  })

  it('is replies first: a broadcast waits until nobody waits for an answer', async () => {
    await using desk = await openDesk()
    await desk.write([
      { contactId: 'a', priority: 1 },
      { contactId: 'b', priority: 1 },
      { contactId: 'a' },
      { contactId: 'c' },
    ])
    desk.hold()
    desk.delivery.start()
    await until(() => desk.given.length >= 2)
    await settle()
    expect(desk.given.slice(0, 2).toSorted((one, other) => one.localeCompare(other))).toEqual(['m3', 'm4'])
    desk.letGo()
    await desk.delivery.idle()
    expect(new Set(desk.given)).toEqual(new Set(['m1', 'm2', 'm3', 'm4']))
  })

  it('holds no more than four in the hands of the channel, however many wait', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write(Array.from({ length: 12 }, (_, index) => ({ contactId: `c${index}` })))
    desk.delivery.start()
    await until(() => desk.given.length === SENDERS)
    await settle()
    expect(desk.given).toHaveLength(SENDERS)
    expect((await desk.store.counts()).outboxSending).toBe(SENDERS)
    desk.letGo()
    await desk.delivery.idle()
    expect(desk.given).toHaveLength(12)
    expect(desk.mostAtOnce()).toBe(SENDERS)
  })

  it('holds as many in the hands of a channel as that may have', async () => {
    await using desk = await openDesk({ atOnce: 7 })
    desk.hold()
    await desk.write(Array.from({ length: 12 }, (_, index) => ({ contactId: `c${index}` })))
    desk.delivery.start()
    await until(() => desk.given.length === 7)
    await settle()
    expect((await desk.store.counts()).outboxSending).toBe(7)
    desk.letGo()
    await desk.delivery.idle()
    expect(desk.mostAtOnce()).toBe(7)
  })

  it('is no matter between channels: a slow one holds nothing up that goes by another', async () => {
    await using desk = await openDesk({ second: true })
    desk.hold()
    const slow = Array.from({ length: 30 }, (_, index) => ({ contactId: `c${index}` }))
    await desk.write([...slow, ...['w1', 'w2'].map((id) => ({ contactId: id, urn: `web:${id}` as const }))])
    desk.delivery.start()
    await until(() => desk.second.length === 2)
    expect(desk.given).toHaveLength(SENDERS)
    desk.letGo()
    await desk.delivery.idle()
    expect(desk.given).toHaveLength(30)
    expect(desk.mostAtOnce()).toBe(SENDERS)
  })

  it('is that of time where a message is for later', async () => {
    await using desk = await openDesk()
    await desk.write([{ notBefore: desk.clock.now() + 5_000 }, { contactId: 'other' }])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m2'])
    await desk.pass(5_000)
    await until(() => desk.given.length === 2)
    expect(desk.given).toEqual(['m2', 'm1'])
  })

  it('gives the channel the recipient and the words as they were written, under the id of the row', async () => {
    await using desk = await openDesk()
    const choices = [{ id: 'yes', label: 'نعم' }]
    await desk.write([{ message: { language: 'ar', text: 'هل؟', question: 'q', choices } }])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(desk.messages).toEqual([
      {
        id: 'm1',
        urn: 'terminal:somebody',
        account: 'test',
        language: 'ar',
        text: 'هل؟',
        question: 'q',
        choices,
      },
    ])
    expect(await desk.statusOf('m1')).toBe('sent')
  })
})

describe('a message that could not be sent', () => {
  it('waits as long as the platform asks, and what comes after it waits too', async () => {
    await using desk = await openDesk()
    desk.fail('m1', new SendError('throttled', 'slow down', 30_000))
    await desk.write([{}, {}])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m1'])
    expect(await desk.statusOf('m1')).toBe('pending')
    await desk.pass(29_999)
    await settle()
    expect(desk.given).toEqual(['m1'])
    await desk.pass(1)
    await until(() => desk.given.length === 3)
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m1', 'm1', 'm2'])
    expect(await desk.statusOf('m1')).toBe('sent')
  })

  it('costs no looking again and again for what stands behind it', async () => {
    await using desk = await openDesk()
    desk.fail('m1', new SendError('throttled', 'slow down', 30_000))
    await desk.write([{}, {}])
    desk.delivery.start()
    await desk.delivery.idle()
    await settle()
    const looked = desk.looks()
    // Shorter than anything that is waited for, and long enough for many looks at a few milliseconds each.
    for (let passed = 0; passed < 20; passed++) await desk.pass(50)
    expect(desk.looks()).toBe(looked)
  })

  it('for want of a connection is tried again, each time after twice as long', async () => {
    await using desk = await openDesk()
    desk.delivery.start()
    desk.fail('m1', new SendError('connection', 'no route'))
    await desk.write([{}])
    await desk.delivery.idle()
    for (const [round, pause] of [1_000, 2_000, 4_000, 8_000].entries()) {
      expect(await desk.store.outbox.nextDue()).toBe(desk.clock.now() + pause)
      expect(await desk.store.outbox.find('m1')).toMatchObject({ attempts: round + 1, failure: 'connection' })
      desk.fail('m1', new TypeError('anything else is taken for it'))
      await desk.pass(pause)
      await until(() => desk.given.length === round + 2)
      await desk.delivery.idle()
    }
    desk.letGo()
    expect(desk.logged.map(({ what }) => what)).toEqual(Array.from({ length: 5 }, () => 'send_failed'))
    expect(JSON.stringify(desk.logged)).not.toContain('anything else')
  })

  it('with a wait asked for by a channel in trouble grows rarer all the same', async () => {
    await using desk = await openDesk()
    desk.delivery.start()
    const failure = () => new SendError('connection', 'waiting for a receipt', 3_000)
    desk.fail('m1', failure())
    await desk.write([{}])
    await desk.delivery.idle()
    for (const [round, pause] of [3_000, 3_000, 4_000, 8_000].entries()) {
      expect(await desk.store.outbox.nextDue()).toBe(desk.clock.now() + pause)
      desk.fail('m1', failure())
      await desk.pass(pause)
      await until(() => desk.given.length === round + 2)
      await desk.delivery.idle()
    }
    desk.letGo()
  })

  it('does not hold up anybody else', async () => {
    await using desk = await openDesk()
    desk.fail('m1', new SendError('throttled', 'slow down', 60_000))
    await desk.write([{ contactId: 'a' }, { contactId: 'b' }])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(await desk.statusOf('m2')).toBe('sent')
  })

  it('because it was refused is given up and counted for staff; the next is sent', async () => {
    await using desk = await openDesk()
    desk.fail('m1', new SendError('rejected', 'not a chat'))
    await desk.write([{}, {}])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m1', 'm2'])
    expect((await desk.store.counts()).outboxFailed).toBe(1)
    expect(await desk.store.outbox.failures(10)).toMatchObject([
      { id: 'm1', status: 'failed', failure: 'rejected' },
    ])
    expect(await desk.store.contacts.get('somebody')).toMatchObject({ reachability: 'active' })
  })

  it('because the person wants none takes the others with it', async () => {
    await using desk = await openDesk()
    desk.fail('m1', new SendError('contact_stopped', 'blocked'))
    await desk.write([{}, {}, { notBefore: desk.clock.now() + 1_000 }, { contactId: 'other' }])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(new Set(desk.given)).toEqual(new Set(['m1', 'm4']))
    expect(await desk.store.contacts.get('somebody')).toMatchObject({ reachability: 'unreachable' })
    for (const id of ['m1', 'm2', 'm3'])
      expect(await desk.store.outbox.find(id)).toMatchObject({ status: 'failed', failure: 'contact_stopped' })
    expect((await desk.store.counts()).outboxPending).toBe(0)
  })

  it('because its channel is off is given up as a matter of configuration', async () => {
    await using desk = await openDesk({ off: true })
    await desk.write([{}])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(await desk.store.outbox.find('m1')).toMatchObject({ status: 'failed', failure: 'config' })
    expect(desk.logged).toMatchObject([{ what: 'send_failed', fields: { failure: 'config' } }])
  })
})

describe('what became of a message', () => {
  it('is found again by the id of the platform where the platform reports later', async () => {
    await using desk = await openDesk({ receipts: true })
    await desk.write([{}])
    desk.delivery.start()
    await desk.delivery.idle()
    expect(await desk.store.outbox.idOfExternal('test', 'there-m1')).toBe('m1')
  })

  it('is written down later where the disk is full, and it is not sent twice', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write([{}])
    desk.delivery.start()
    await until(() => desk.given.length === 1)
    desk.breakCommits(3, () => new StoreUnavailable('full'))
    desk.letGo()
    for (const pause of [100, 200, 400]) {
      const failures = desk.logged.length
      await until(() => desk.logged.length > failures || desk.logged.length === 3)
      await settle()
      expect(await desk.statusOf('m1')).toBe('sending')
      await desk.pass(pause)
    }
    await desk.delivery.idle()
    expect(await desk.statusOf('m1')).toBe('sent')
    expect(desk.given).toEqual(['m1'])
    expect(desk.logged).toMatchObject(
      Array.from({ length: 3 }, () => ({ what: 'outbox_unavailable', fields: { reason: 'full' } })),
    )
  })

  it('does not matter any more where someone else changed the row, and the others go on', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write([{ contactId: 'a' }, { contactId: 'b' }])
    desk.delivery.start()
    await until(() => desk.given.length === 2)
    await desk.store.commit([desk.store.outbox.failed('m1', 'rejected')])
    desk.letGo()
    await desk.delivery.idle()
    expect(await desk.statusOf('m1')).toBe('failed')
    expect(await desk.statusOf('m2')).toBe('sent')
    await desk.write([{ contactId: 'a' }])
    await desk.delivery.idle()
    expect(desk.given).toEqual(['m1', 'm2', 'm3'])
  })
})

describe('stopping', () => {
  it('lets what is under way end, starts nothing more, and loses nothing', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write([{}, {}])
    desk.delivery.start()
    await until(() => desk.given.length === 1)
    await desk.stop()
    expect(desk.given).toEqual(['m1'])
    expect(await desk.statusOf('m1')).toBe('sent')
    expect(await desk.statusOf('m2')).toBe('pending')
    await desk.delivery.idle()
  })

  it('does not wait for a disk that stays full: the next start sends again', async () => {
    await using desk = await openDesk()
    desk.hold()
    await desk.write([{}])
    desk.delivery.start()
    await until(() => desk.given.length === 1)
    desk.breakCommits(1_000, () => new StoreUnavailable('full'))
    await desk.stop()
    expect(await desk.statusOf('m1')).toBe('sending')
    expect(await desk.store.outbox.recover()).toBe(1)
    expect(await desk.statusOf('m1')).toBe('pending')
  })

  it('without ever having started is no work at all', async () => {
    await using desk = await openDesk()
    await desk.write([{}])
    await desk.delivery.idle()
    await desk.stop()
    expect(desk.given).toEqual([])
  })
})
