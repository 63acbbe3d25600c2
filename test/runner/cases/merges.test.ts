import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonLink } from '#store/people.ts'
import { openOffice } from './office.ts'
import type { Office } from './office.ts'

const PEOPLE = ['p0', 'p1', 'p2', 'p3'] as const
const CONTACTS = ['c1', 'c2', 'c3'] as const

const link = fc.record({
  personId: fc.constantFrom(...PEOPLE),
  contactId: fc.constantFrom(...CONTACTS),
  role: fc.constantFrom<PersonLink['role'][]>('self', 'guardian'),
  proof: fc.constantFrom<PersonLink['proof'][]>('none', 'pin', 'staff'),
  at: fc.nat({ max: 1000 }),
})
const pair = fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...PEOPLE))

/** Who is whose, and who speaks for whom. */
async function picture({ store }: Office): Promise<unknown> {
  return Promise.all(
    PEOPLE.map(async (id) => ({
      cases: (await store.cases.allOfPerson(id)).map((item) => item.reference).toSorted(),
      links: (await store.people.contactsOf(id)).toSorted((a, b) => a.contactId.localeCompare(b.contactId)),
    })),
  )
}

/** Four people on record, each with a request. */
async function fourPeople(): Promise<Office> {
  const office = await openOffice()
  const { store } = office
  for (const contact of CONTACTS) await office.submit({ contact, reference: `REF${contact}` })
  for (const id of PEOPLE) {
    const { key, write } = store.vault.newKey(`key-${id}`)
    const reference = await office.submit({ contact: 'c1', reference: `REF${id}` })
    await store.commit([
      write,
      store.people.create({ id, createdAt: 0 }, key),
      store.cases.setPerson((await office.load(reference)).record.id, id),
    ])
  }
  return office
}

describe('people who were merged', () => {
  it(
    'are what they were once every merge is taken back, in whatever order',
    { timeout: 60_000 },
    async () => {
      const office = await fourPeople()
      const { store, desk, staff } = office
      let merges = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(link, { maxLength: 10 }),
          fc.array(pair, { minLength: 1, maxLength: 6 }),
          fc.shuffledSubarray([...PEOPLE], { minLength: 4 }),
          async (links, pairs, order) => {
            for (const person of PEOPLE)
              for (const contact of CONTACTS) await store.commit([store.people.unlink(person, contact)])
            for (const one of links) await store.commit([store.people.link(one)])
            const before = await picture(office)
            for (const [kept, merged] of pairs)
              if ('merge' in (await desk.mergePeople(staff.relations, kept, merged))) merges++
            // A record inside another that went on is taken out after it.
            for (let round = 0; round < PEOPLE.length; round++)
              for (const person of order) await desk.unmergePeople(staff.relations, person)
            expect(await picture(office)).toEqual(before)
          },
        ),
        { numRuns: 60, endOnFailure: true },
      )
      expect(merges).toBeGreaterThan(60)
    },
  )

  it('are taken out of a third record first', async () => {
    const { desk, staff } = await fourPeople()
    await desk.mergePeople(staff.relations, 'p0', 'p1')
    await desk.mergePeople(staff.relations, 'p2', 'p0')
    expect(await desk.unmergePeople(staff.relations, 'p1')).toEqual({ refused: 'already_done' })
    expect(await desk.unmergePeople(staff.relations, 'p0')).toEqual({ unmerged: 'p0' })
    expect(await desk.unmergePeople(staff.relations, 'p1')).toEqual({ unmerged: 'p1' })
  })
})

describe('an account', () => {
  it('is linked to a person and taken away again by staff who may, on record', async () => {
    const { store, desk, staff } = await fourPeople()
    const wanted = { personId: 'p0', contactId: 'c2', role: 'self' } as const
    expect(await desk.linkAccount(staff.auditor, wanted)).toEqual({ refused: 'not_allowed' })
    expect(await desk.linkAccount(staff.relations, { ...wanted, contactId: 'c9' })).toEqual({
      refused: 'unknown_person',
    })
    expect(await desk.linkAccount(staff.relations, wanted)).toEqual({ linked: 'c2' })
    expect(await store.people.contactsOf('p0')).toMatchObject([{ contactId: 'c2', proof: 'staff' }])
    expect(await desk.unlinkAccount(staff.relations, wanted)).toEqual({ unlinked: 'c2' })
    expect(await desk.unlinkAccount(staff.relations, wanted)).toEqual({ refused: 'unknown_person' })
    expect(await store.people.contactsOf('p0')).toEqual([])
    const actions = (await store.audit.after(0, 100)).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['account_linked c2', 'account_unlinked c2']))
  })
})
