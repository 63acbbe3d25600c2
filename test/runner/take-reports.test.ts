import { describe, expect, it } from 'vitest'
import type { Receipt } from '#channels/channel.ts'
import { createReports } from '#runner/take-reports.ts'
import { openRoom } from './room.ts'
import type { Room } from './room.ts'

const AT = 1_772_355_600_000

/** A message in the outbox, as far on its way as wanted. */
async function write(
  room: Room,
  id: string,
  until: 'pending' | 'sending' | 'sent' | 'failed',
): Promise<void> {
  const { store } = room
  const { contact, key } = await room.contact()
  const row = {
    id,
    contactId: contact.id,
    account: contact.account,
    urn: contact.urn,
    priority: 0,
    seq: 1,
  } as const
  const message = { language: 'ar', text: 'سر' } as const
  await store.commit([store.outbox.insert({ ...row, notBefore: AT, createdAt: AT, message }, key)])
  if (until === 'failed') await store.commit([store.outbox.failed(id, 'config')])
  if (until === 'sending' || until === 'sent') await store.commit([store.outbox.claim(id)])
  if (until === 'sent') await store.commit([store.outbox.sent(id, `wamid-${id}`, AT)])
}

const receipt = (id: string, state: Receipt['state'], more: Partial<Receipt> = {}): Receipt => ({
  account: 'test',
  externalId: `wamid-${id}`,
  outboxId: id,
  state,
  at: AT,
  ...more,
})

const statusOf = async (room: Room, id: string) => (await room.store.outbox.find(id))?.status

describe('a receipt', () => {
  const STATES = ['sent', 'delivered', 'read', 'failed'] as const
  const RANK = { pending: 0, sending: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const

  it('in whatever order and number they come never takes a message down', async () => {
    await using room = await openRoom()
    const reports = createReports(() => room.running)
    let count = 0
    for (const first of STATES)
      for (const second of STATES)
        for (const third of STATES) {
          const id = `m${++count}`
          await write(room, id, 'sent')
          let rank: number = RANK.sent
          for (const state of [first, second, third, first]) {
            await reports.receipts([receipt(id, state)])
            const now = await statusOf(room, id)
            expect(RANK[now ?? 'pending']).toBeGreaterThanOrEqual(rank)
            rank = RANK[now ?? 'pending']
          }
          // Who has read it or had it delivered did not miss it.
          const arrived = [first, second, third].findIndex(
            (state) => state === 'delivered' || state === 'read',
          )
          const failed = [first, second, third].indexOf('failed')
          if (failed >= 0 && (arrived < 0 || failed < arrived))
            expect(await statusOf(room, id)).toBe('failed')
          else expect(await statusOf(room, id)).not.toBe('failed')
        }
  })

  it.each(['pending', 'sending'] as const)('settles a message whose answer was lost: %s', async (until) => {
    await using room = await openRoom()
    await write(room, 'm1', until)
    await createReports(() => room.running).receipts([receipt('m1', 'delivered')])
    expect(await statusOf(room, 'm1')).toBe('delivered')
    // The words are gone, as with every message that was sent; and nothing is left to send.
    expect(await room.store.outbox.due(AT + 1, 10)).toEqual([])
    expect(await room.store.outbox.idOfExternal('test', 'wamid-m1')).toBe('m1')
  })

  it('of failure settles it as failed, with the reason and the number', async () => {
    await using room = await openRoom()
    await write(room, 'm1', 'sending')
    const failed = receipt('m1', 'failed', { failure: 'rejected', code: 131_026 })
    await createReports(() => room.running).receipts([failed])
    expect(await room.store.outbox.find('m1')).toMatchObject({ status: 'failed', failure: 'rejected 131026' })
    expect(room.logged).toContainEqual({
      what: 'undelivered',
      fields: { failure: 'rejected', code: 131_026, account: 'test', ours: 1 },
    })
  })

  it('of one piece says nothing about the whole, unless it failed', async () => {
    await using room = await openRoom()
    const reports = createReports(() => room.running)
    await write(room, 'm1', 'pending')
    await reports.receipts([receipt('m1', 'read', { part: true, externalId: 'wamid-piece' })])
    expect(await statusOf(room, 'm1')).toBe('pending')
    await write(room, 'm2', 'sent')
    await reports.receipts([receipt('m2', 'failed', { part: true, externalId: 'wamid-piece' })])
    expect(await statusOf(room, 'm2')).toBe('failed')
  })

  it('does not bring back what was given up', async () => {
    await using room = await openRoom()
    await write(room, 'm1', 'failed')
    await createReports(() => room.running).receipts([receipt('m1', 'delivered')])
    expect(await statusOf(room, 'm1')).toBe('failed')
  })

  it("of another account's message, or of nobody's, changes nothing", async () => {
    await using room = await openRoom()
    await write(room, 'm1', 'sent')
    const reports = createReports(() => room.running)
    await reports.receipts([receipt('m1', 'read', { account: 'other' }), receipt('m9', 'read')])
    await reports.receipts([])
    expect(await statusOf(room, 'm1')).toBe('sent')
  })
})

describe('a new id of an account', () => {
  it('renames the contact, which keeps all that is its own, and must prove itself again', async () => {
    await using room = await openRoom()
    const { contact } = await room.contact('cloud-api:966512345678')
    const change = {
      account: 'test',
      before: ['cloud-api:SA.1', 'cloud-api:966512345678'],
      urn: 'cloud-api:SA.2',
    }
    const reports = createReports(() => room.running)
    await reports.identityChanged(change as Parameters<typeof reports.identityChanged>[0])
    const found = await room.store.contacts.find('cloud-api:SA.2', 'test')
    expect(found).toMatchObject({ id: contact.id, keyId: contact.keyId, createdAt: contact.createdAt })
    expect(found?.proven).toBe(false)
    // Opened by its id it has the new name too, although the old one was read before.
    expect((await room.store.contacts.get(contact.id))?.urn).toBe('cloud-api:SA.2')
    expect(await room.store.contacts.find('cloud-api:966512345678', 'test')).toBeUndefined()
    expect(await room.actions()).toContain('platform identity_changed')
    // Said again it is no change.
    const actions = (await room.actions()).length
    await reports.identityChanged(change as Parameters<typeof reports.identityChanged>[0])
    expect(await room.actions()).toHaveLength(actions)
  })

  it('that is itself a contact leaves both as they are', async () => {
    await using room = await openRoom()
    const one = await room.contact('cloud-api:SA.1')
    const two = await room.contact('cloud-api:SA.2')
    const change = { account: 'test', before: ['cloud-api:SA.1'], urn: 'cloud-api:SA.2' } as const
    await createReports(() => room.running).identityChanged(change)
    expect((await room.store.contacts.find('cloud-api:SA.1', 'test'))?.id).toBe(one.contact.id)
    expect((await room.store.contacts.find('cloud-api:SA.2', 'test'))?.id).toBe(two.contact.id)
  })

  it('of an account that never wrote to us is nothing', async () => {
    await using room = await openRoom()
    const change = { account: 'test', before: ['cloud-api:SA.1'], urn: 'cloud-api:SA.2' } as const
    await createReports(() => room.running).identityChanged(change)
    expect(await room.store.contacts.find('cloud-api:SA.2', 'test')).toBeUndefined()
    expect(await room.actions()).toEqual([])
  })
})

describe('a line that is open again', () => {
  const waiting = async (room: Room, id: string, failure: string): Promise<void> => {
    await write(room, id, 'sending')
    await room.store.commit([room.store.outbox.retry(id, AT + 600_000, failure)])
  }
  const due = async (room: Room): Promise<string[]> =>
    (await room.store.outbox.due(room.running.clock.now(), 16)).map(({ id }) => id)

  it('lets go at once what waited for it, and nothing else', async () => {
    await using room = await openRoom()
    const { lineOpened } = createReports(() => room.running)
    await waiting(room, 'm1', 'connection')
    await waiting(room, 'm2', 'throttled')
    expect(await due(room)).toEqual([])
    await lineOpened?.('another')
    expect(await due(room)).toEqual([])
    await lineOpened?.('test')
    expect(await due(room)).toEqual(['m1'])
  })
})
