import { describe, expect, it } from 'vitest'
import { IDENTITY, NAME, PHONE, checkAll, openOffice } from './office.ts'
import type { Office } from './office.ts'

const ANSWERS = {
  for_whom: { value: 'self', display: 'لي' },
  full_name: { value: NAME, display: NAME },
  identity: { value: IDENTITY, display: IDENTITY },
  mobile: { value: PHONE, display: PHONE },
}

/** A request whose PIN a second account gave before staff looked at it. */
async function opened(office: Office, contact: string, other: string, file: string): Promise<string> {
  const { store, clock } = office
  const reference = await office.submit({ contact, identity: IDENTITY, answers: ANSWERS })
  await office.submit({ contact: other })
  const { key, write } = store.vault.newKey(`key-${file}`)
  const link = { personId: file, role: 'self', proof: 'pin', at: clock.now() } as const
  await store.commit([
    write,
    store.people.create({ id: file, createdAt: clock.now() }, key),
    store.people.link({ ...link, contactId: contact }),
    store.people.link({ ...link, contactId: other }),
    store.cases.setFirstPerson((await office.load(reference)).record.id, file),
  ])
  return reference
}

async function completed(office: Office, reference: string): Promise<string | undefined> {
  await checkAll(office, reference)
  await office.act(office.staff.relations, reference, { do: 'complete' })
  return (await office.load(reference)).record.personId
}

describe('a file that began with a PIN', () => {
  it('gets its name once staff compared the answers, and keeps both accounts', async () => {
    const office = await openOffice('irtiqa')
    const reference = await opened(office, 'c1', 'c2', 'f1')
    expect(await completed(office, reference)).toBe('f1')
    expect(await office.store.people.get('f1')).toMatchObject({ name: NAME, nationalId: IDENTITY })
    expect(await office.store.people.contactsOf('f1')).toMatchObject([
      { contactId: 'c1', proof: 'staff' },
      { contactId: 'c2', proof: 'pin' },
    ])
  })

  it('goes into the file of the person who is known already, accounts and all', async () => {
    const office = await openOffice('irtiqa')
    const first = await opened(office, 'c1', 'c2', 'f1')
    await completed(office, first)
    const second = await opened(office, 'c3', 'c4', 'f2')
    expect(await completed(office, second)).toBe('f1')
    const accounts = (await office.store.people.contactsOf('f1')).map(({ contactId }) => contactId)
    expect(accounts.toSorted()).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(await office.store.people.contactsOf('f2')).toEqual([])
    expect(await office.store.personMerges.of('f2')).toMatchObject({ kept: 'f1' })
  })
})
