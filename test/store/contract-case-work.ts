import { describe, expect, it } from 'vitest'
import type { Store } from '#store/store.ts'
import { StaleWrite, WriteRefused } from '#store/write.ts'
import { addContact, NOW } from './fresh.ts'

const HOUR = 3_600_000

/** The third part of the store contract: what people and time do to cases. */
export function caseWorkContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: case work`, () => {
    standingContract(open)
    slotContract(open)
    taskContract(open)
    pinContract(open)
    offerContract(open)
  })
}

async function addCase(store: Store, id: string, more: { identity?: string; pin?: string } = {}) {
  const contact = await store.contacts.get('c1')
  const key = contact ? await store.vault.open(contact.keyId) : await addContact(store, 'c1')
  const record = {
    id,
    reference: `REF${id}`,
    service: 'housing',
    contactId: 'c1',
    state: 'submitted' as const,
    answers: {},
    summary: '',
    formRevision: 'h1',
    submittedAt: NOW,
    ...more,
  }
  const event = { id: `e-${id}`, at: NOW, by: 'contact', kind: 'submitted' } as const
  await store.commit(store.cases.create(record, event, key))
  return key
}

function standingContract(open: () => Promise<Store>): void {
  it('finds cases by who has them, by when they are due and by the same identity', async () => {
    const store = await open()
    await addCase(store, 'k1', { identity: '1000000008' })
    await addCase(store, 'k2', { identity: '1000000008' })
    await addCase(store, 'k3')
    const place = { state: 'complete', completeAt: NOW, assignedTo: 's1', dueAt: NOW + HOUR } as const
    await store.commit([store.cases.move('k1', 1, place)])
    await expect(store.commit([store.cases.move('k1', 1, place)])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.cases.assignedTo('s1', 5)).toMatchObject([{ id: 'k1', ...place, rev: 2 }])
    expect(await store.cases.dueBefore(NOW + HOUR, 5)).toMatchObject([{ id: 'k1' }])
    expect(await store.cases.dueBefore(NOW, 5)).toEqual([])
    const same = await store.cases.ofIdentity('1000000008', 'housing')
    expect(same.map(({ id }) => id).toSorted()).toEqual(['k1', 'k2'])
    expect(await store.cases.ofIdentity('1000000008', 'another')).toEqual([])
    expect(await store.cases.newest(2)).toHaveLength(2)
  })

  it('keeps every detail of an event, and knows an account that changed hands', async () => {
    const store = await open()
    const key = await addCase(store, 'k1')
    const decision = { round: 1, outcome: 'accepted', members: ['s1'], at: NOW } as const
    const decided = { id: 'e2', at: NOW, by: 'staff:s1', kind: 'decided', decision } as const
    await store.commit([store.cases.addEvent('k1', decided, key)])
    expect(await store.cases.events('k1', key)).toEqual([
      { id: 'e-k1', at: NOW, by: 'contact', kind: 'submitted' },
      decided,
    ])
    expect(await store.contacts.get('c1')).toMatchObject({ proven: true })
    await store.commit([store.contacts.setProven('c1', false)])
    expect(await store.contacts.get('c1')).toMatchObject({ proven: false })
  })

  it('knows since when an account is in doubt, until it is proven again', async () => {
    const store = await open()
    await addCase(store, 'k1')
    await store.commit([store.contacts.setProven('c1', false)])
    const before = await store.contacts.get('c1')
    expect(before?.doubtedSince).toBeTypeOf('number')
    expect(before?.doubtedAt).toBe(before?.doubtedSince)
    await store.commit([store.contacts.setProven('c1', true)])
    const contact = await store.contacts.get('c1')
    expect(contact).toMatchObject({ proven: true })
    expect(contact).not.toHaveProperty('doubtedSince')
    expect(contact).not.toHaveProperty('doubtedAt')
  })

  it('knows a person as the first one that was found for a case', async () => {
    const store = await open()
    await addCase(store, 'k1')
    for (const id of ['p1', 'p2']) {
      const { key, write } = store.vault.newKey(`key-${id}`)
      await store.commit([write, store.people.create({ id, createdAt: NOW }, key)])
    }
    await store.commit([store.cases.setFirstPerson('k1', 'p1')])
    await expect(store.commit([store.cases.setFirstPerson('k1', 'p2')])).rejects.toThrow(StaleWrite)
    expect(await store.cases.standing('k1')).toMatchObject({ personId: 'p1' })
  })

  it('guards a PIN against tries at the same moment', async () => {
    const store = await open()
    await addCase(store, 'k1')
    const guard = store.pins.stillOpen('k1', '2026-03-01', 2)
    await store.commit([guard, store.pins.wrong('k1', 'c1', '2026-03-01'), guard])
    await store.commit([store.pins.wrong('k1', 'c1', '2026-03-01')])
    await expect(store.commit([guard])).rejects.toThrow(StaleWrite)
    await store.commit([store.pins.stillOpen('k1', '2026-03-02', 2)])
  })
}

function slotContract(open: () => Promise<Store>): void {
  const slot = { id: 'a', at: NOW + HOUR, minutes: 30, staff: 's1', place: 'المكتب' }

  it('gives a slot to one case, however many ask at once', async () => {
    const store = await open()
    await addCase(store, 'k1')
    await addCase(store, 'k2')
    await store.commit([store.slots.add(slot)])
    const asked = await Promise.allSettled([
      store.commit([store.slots.book('a', 'k1')]),
      store.commit([store.slots.book('a', 'k2')]),
      store.commit([store.slots.hold('a', 'k2', NOW + 1)]),
    ])
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await store.slots.get('a')).toEqual({ ...slot, state: 'booked', caseId: 'k1' })
    expect(await store.slots.free(NOW, 5)).toEqual([])
  })

  it('keeps a slot for a case for a while, and gives back what was not booked', async () => {
    const store = await open()
    await addCase(store, 'k1')
    await addCase(store, 'k2')
    const slots = ['a', 'b', 'c'].map((id, at) => ({ ...slot, id, at: NOW + (at + 1) * HOUR }))
    await store.commit(slots.map((item) => store.slots.add(item)))
    await store.commit(slots.map((item) => store.slots.hold(item.id, 'k1', NOW + HOUR)))
    await expect(store.commit([store.slots.book('b', 'k2')])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([store.slots.book('b', 'k1'), store.slots.release('k1', 'b')])
    expect((await store.slots.free(NOW, 5)).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(await store.slots.ofCase('k1')).toMatchObject([{ id: 'b', state: 'booked' }])
    await store.commit([store.slots.hold('a', 'k2', NOW + HOUR)])
    expect(await store.commit([store.slots.releaseHeld('k2', NOW + HOUR - 1)])).toEqual([0])
    expect(await store.commit([store.slots.releaseHeld('k2', NOW + HOUR)])).toEqual([1])
    expect(await store.commit([store.slots.releaseHeld('k1', NOW + 9 * HOUR)])).toEqual([0])
    expect(await store.slots.between(NOW, NOW + 9 * HOUR)).toHaveLength(3)
  })

  it('has one slot of a person at a time, which can be taken away and given again', async () => {
    const store = await open()
    await store.commit([store.slots.add(slot)])
    await expect(store.commit([store.slots.add({ ...slot, id: 'b' })])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([store.slots.remove('a')])
    expect(await store.slots.between(NOW, NOW + 9 * HOUR)).toEqual([])
    await store.commit([store.slots.add({ ...slot, id: 'b', place: 'الفرع' })])
    expect(await store.slots.free(NOW, 5)).toMatchObject([{ id: 'a', place: 'الفرع' }])
  })
}

function taskContract(open: () => Promise<Store>): void {
  it('keeps what is to be done until somebody did it, once', async () => {
    const store = await open()
    await addCase(store, 'k1')
    const { tasks } = store
    const task = { id: 't1', kind: 'call_applicant', caseId: 'k1', createdAt: NOW, dueAt: NOW + 2 }
    await store.commit([tasks.add({ ...task, uniqueKey: 'call:1' })])
    expect(await store.commit([tasks.add({ ...task, id: 't2', uniqueKey: 'call:1' })])).toEqual([0])
    await store.commit([tasks.add({ id: 't3', kind: 'breach', createdAt: NOW, dueAt: NOW + 1 })])
    expect((await tasks.open(5)).map(({ id }) => id)).toEqual(['t3', 't1'])
    await store.commit([tasks.done('t1', 's1', NOW + 5, 'تم الاتصال')])
    await expect(store.commit([tasks.done('t1', 's2', NOW + 6)])).rejects.toBeInstanceOf(StaleWrite)
    expect(await tasks.ofCase('k1')).toEqual([
      { ...task, doneAt: NOW + 5, doneBy: 's1', result: 'تم الاتصال' },
    ])
    await store.commit(['t4', 't5'].map((id) => tasks.add({ ...task, id, kind: id })))
    expect(await store.commit([tasks.settle('k1', 'bot', NOW, 't4')])).toEqual([1])
    expect(await store.commit([tasks.settle('k1', 'bot', NOW)])).toEqual([1])
    expect(await tasks.countOpen()).toBe(1)
  })
}

function pinContract(open: () => Promise<Store>): void {
  it('knows a right PIN, and counts wrong ones by case and by contact', async () => {
    const store = await open()
    const { pins } = store
    const pin = await pins.hash('k1', '204816')
    expect(pin).not.toContain('204816')
    await addCase(store, 'k1', { pin })
    expect(await pins.verify('k1', '204816')).toBe(true)
    expect(await pins.verify('k1', '204817')).toBe(false)
    expect(await pins.verify(undefined, '204816')).toBe(false)
    await addContact(store, 'c2')
    await addCase(store, 'k2', { pin })
    expect(await pins.verify('k2', '204816')).toBe(false)
    await store.commit([pins.wrong('k1', 'c1', '2026-03-01'), pins.wrong('k1', 'c2', '2026-03-01')])
    await store.commit([pins.wrong('k1', 'c1', '2026-03-01'), pins.wrong('', 'c1', '2026-03-01')])
    expect(await pins.tries('k1', 'c1', '2026-03-01')).toEqual({ ofCase: 3, ofContact: 3 })
    expect(await pins.tries('', 'c1', '2026-03-01')).toEqual({ ofCase: 0, ofContact: 3 })
    expect(await pins.tries('k1', 'c1', '2026-03-02')).toEqual({ ofCase: 0, ofContact: 0 })
    await store.commit([pins.set('k2', await pins.hash('k2', '111111'))])
    expect(await pins.verify('k2', '111111')).toBe(true)
    expect(await store.commit([pins.purge('2026-03-02')])).toEqual([3])
  })
}

function offerContract(open: () => Promise<Store>): void {
  it('remembers that an opinion was asked for, and reminded of once', async () => {
    const store = await open()
    await addContact(store, 'c1')
    const { pollOffers } = store
    await store.commit([pollOffers.offer('c1', 'case:1', NOW)])
    expect(await store.commit([pollOffers.remind('c1', 'case:1')])).toEqual([1])
    expect(await store.commit([pollOffers.remind('c1', 'case:1')])).toEqual([0])
    expect(await pollOffers.ofContact('c1')).toEqual([{ pollKey: 'case:1', at: NOW, reminded: true }])
    await store.commit([pollOffers.offer('c1', 'case:1', NOW + 1)])
    expect(await pollOffers.ofContact('c1')).toEqual([{ pollKey: 'case:1', at: NOW + 1, reminded: false }])
  })

  it('refuses a slot and a task of a case that there is not', async () => {
    const store = await open()
    const task = { id: 't1', kind: 'call', caseId: 'gone', createdAt: NOW, dueAt: NOW }
    await expect(store.commit([store.tasks.add(task)])).rejects.toBeInstanceOf(WriteRefused)
  })
}
