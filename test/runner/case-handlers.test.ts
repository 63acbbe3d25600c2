import { describe, expect, it } from 'vitest'
import type { RequestContent } from '#engine/event.ts'
import { StaleWrite } from '#store/write.ts'
import { openRoom } from './room.ts'
import type { Room } from './room.ts'

const REFERENCE = 'WASL2001'
const PIN = '402001'
const NAME = { value: 'سلمى', display: 'سلمى' }

function content(change: Partial<RequestContent> = {}): RequestContent {
  return {
    caseKind: 'support',
    service: 'social_research',
    form: 'social_research',
    formRevision: 'r1',
    answers: { full_name: NAME },
    groups: {},
    ...change,
  }
}

/** A room in which one request was sent. */
async function withRequest(): Promise<Room> {
  const room = await openRoom()
  await room.apply([
    { kind: 'request_submitted', reference: REFERENCE, request: content() },
    { kind: 'pin_drawn', reference: REFERENCE, pin: PIN },
  ])
  return room
}

async function caseOf({ store }: Room) {
  const found = await store.cases.byReference(REFERENCE)
  if (!found) throw new Error('no case')
  return found
}

describe('a PIN', () => {
  it('is kept as a hash with the request it was drawn for', async () => {
    await using room = await withRequest()
    const { id } = await caseOf(room)
    expect(await room.store.pins.verify(id, PIN)).toBe(true)
    expect(await room.store.pins.verify(id, '000000')).toBe(false)
  })

  it('takes the place of the old one when it is drawn anew', async () => {
    await using room = await withRequest()
    await room.apply([{ kind: 'pin_drawn', reference: REFERENCE, pin: '999999' }])
    const { id } = await caseOf(room)
    expect(await room.store.pins.verify(id, PIN)).toBe(false)
    expect(await room.store.pins.verify(id, '999999')).toBe(true)
    expect(await room.actions()).toContain('contact pin_changed')
  })

  it('counts when it is wrong, for the case and for the contact, and for a reference that there is not', async () => {
    await using room = await withRequest()
    const { contact } = await room.contact()
    const { id } = await caseOf(room)
    await room.apply([{ kind: 'pin_tried', reference: REFERENCE, right: false }])
    await room.apply([{ kind: 'pin_tried', reference: 'NOSUCH22', right: false }])
    expect(await room.store.pins.tries(id, contact.id, '2026-03-01')).toEqual({ ofCase: 1, ofContact: 2 })
  })

  it('proves the account again when it is right, for an own request only', async () => {
    await using room = await withRequest()
    const { contact } = await room.contact()
    const other = await room.contact('terminal:another')
    room.clock.advance(1)
    await room.store.commit([
      room.store.contacts.setProven(contact.id, false),
      room.store.contacts.setProven(other.contact.id, false),
    ])
    await room.apply([{ kind: 'pin_tried', reference: REFERENCE, right: true }], other)
    expect((await room.store.contacts.get(other.contact.id))?.proven).toBe(false)
    await room.apply([{ kind: 'pin_tried', reference: REFERENCE, right: true }])
    expect((await room.store.contacts.get(contact.id))?.proven).toBe(true)
  })
})

describe('what an applicant asks for', () => {
  it('changes the case by its rules', async () => {
    await using room = await withRequest()
    await room.apply([
      { kind: 'case_asked', reference: REFERENCE, command: { do: 'withdraw', why: 'وجدته' } },
    ])
    expect((await caseOf(room)).state).toBe('withdrawn')
  })

  it('is stale where the rules no longer allow it, so that the turn is taken anew', async () => {
    await using room = await withRequest()
    const asked = { kind: 'case_asked', reference: REFERENCE, command: { do: 'confirm_delivery' } } as const
    await expect(room.apply([asked])).rejects.toThrow(StaleWrite)
  })

  it('answers a returned request again, under the same reference, with what was sent along', async () => {
    await using room = await withRequest()
    const { contact, key } = await room.contact()
    const { id } = await caseOf(room)
    const { store, clock } = room
    const returned = {
      id: 'e1',
      at: clock.now(),
      by: 'staff:s1',
      kind: 'returned',
      missing: [{ item: 'full_name', why: 'differs' }],
    } as const
    const meta = { id: 'f1', contactId: contact.id, name: 'a.pdf', mime: 'application/pdf', createdAt: 0 }
    await store.commit([
      store.cases.addEvent(id, returned, key),
      store.cases.move(id, 1, { state: 'returned' }),
      await store.files.put(new Uint8Array([1]), meta, key),
    ])
    const paper = { value: ['f1'], display: 'a.pdf', file: true } as const
    const request = content({ answers: { full_name: { value: 'سلمى ناصر', display: 'سلمى ناصر' }, paper } })
    await room.apply([
      { kind: 'request_resubmitted', reference: REFERENCE, request, items: ['full_name', 'paper'] },
    ])
    const after = await caseOf(room)
    expect(after).toMatchObject({ id, state: 'submitted', answers: { answers: request.answers } })
    expect((await store.files.ofCase(id, key)).map((file) => file.id)).toEqual(['f1'])
    expect((await store.cases.events(id, key)).at(-1)).toMatchObject({
      kind: 'resubmitted',
      items: ['full_name', 'paper'],
    })
  })
})

describe('a matter', () => {
  it('is a case of its own kind, without declaration and without a PIN', async () => {
    await using room = await openRoom()
    const request = content({
      caseKind: 'complaint',
      service: 'complaint',
      form: 'complaint',
      about: 'WASL1',
    })
    await room.apply([{ kind: 'request_submitted', reference: REFERENCE, request }])
    const found = await caseOf(room)
    expect(found).toMatchObject({ kind: 'complaint', answers: { about: 'WASL1' } })
    expect(found.declaration).toBeUndefined()
    expect(await room.store.pins.verify(found.id, '')).toBe(false)
  })
})

describe('a rating', () => {
  it('holds no person and no day; that there was one is a mark apart', async () => {
    await using room = await openRoom()
    const { contact } = await room.contact()
    await room.apply([
      { kind: 'rating_given', poll: 'poll_relief', question: 'overall', score: 4 },
      { kind: 'rating_given', poll: 'poll_relief', question: 'comment', comment: 'لطيف' },
      { kind: 'poll_finished', poll: 'poll_relief' },
    ])
    const ratings = await room.store.ratings.ofMonth('2026-03')
    expect(ratings.map(({ id: _id, ...rating }) => rating)).toEqual(
      expect.arrayContaining([
        { service: 'relief', poll: 'poll_relief', question: 'overall', month: '2026-03', score: 4 },
        { service: 'relief', poll: 'poll_relief', question: 'comment', month: '2026-03', comment: 'لطيف' },
      ]),
    )
    expect(JSON.stringify(ratings)).not.toContain(contact.id)
    expect(await room.store.ratings.marksOf(contact.id)).toMatchObject([{ pollKey: 'poll_relief' }])
  })
})

describe('consent', () => {
  it('to another purpose leaves the consent to the notice as it is, and is proven by its own words', async () => {
    await using room = await openRoom()
    const text = { key: 'replies:sensitive.ask' }
    await room.apply([{ kind: 'consent_given', purpose: 'sensitive:relief', version: 'v1', text }])
    const { contact } = await room.contact()
    expect(contact.consentVersion).toBeUndefined()
    const [proof] = await room.store.consents.ofContact(contact.id)
    expect(proof).toMatchObject({ purpose: 'sensitive:relief', given: true })
    await room.apply([{ kind: 'consent_given', purpose: 'requests', version: 'v1' }])
    const second = await room.store.consents.latest(contact.id, 'requests')
    expect(second?.textHash).not.toBe(proof?.textHash)
  })

  it('that was taken back holds no more', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'consent_given', purpose: 'requests', version: 'v1' }])
    await room.apply([{ kind: 'consent_withdrawn', purpose: 'requests', version: 'v1' }])
    const { contact } = await room.contact()
    expect(contact.consentVersion).toBeUndefined()
    expect(await room.store.consents.latest(contact.id, 'requests')).toMatchObject({ given: false })
  })

  it('of a guardian is written down as unchecked', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'consent_given', purpose: 'guardian', version: 'v1', unchecked: true }])
    expect(await room.actions()).toEqual(['contact consent_given_unchecked'])
  })
})
