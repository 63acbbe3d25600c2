import type { CaseStanding } from '#store/cases.ts'
import type { Contact } from '#store/contacts.ts'
import type { Store } from '#store/store.ts'
import { isOwn, peopleOf } from './same-person.ts'

type Cases = Pick<Store, 'cases' | 'people'> & Parameters<typeof peopleOf>[0]

/**
 * The cases that an account may know of without a PIN (access level 1), the newest first: those that it submitted, and
 * those of the people whose own account it was shown to be. While it is in doubt who writes, only what came since.
 */
export async function casesOfAccount(store: Cases, contact: Contact): Promise<CaseStanding[]> {
  const found = new Map<string, CaseStanding>()
  const { proven, doubtedAt = Infinity } = contact
  for (const standing of await store.cases.statesOf(contact.id))
    if (proven || standing.submittedAt > doubtedAt) found.set(standing.id, standing)
  for (const person of await peopleOf(store, contact))
    for (const standing of await store.cases.allOfPerson(person)) found.set(standing.id, standing)
  return [...found.values()].sort((a, b) => b.submittedAt - a.submittedAt)
}

/**
 * Whether the PIN of a case shows that an account is in the old hands again: the case was the account's own before that
 * came into doubt. Whoever took a number over has requests of their own, and these show nothing of the old ones.
 */
export async function provesAccount(
  { people }: Pick<Store, 'people'>,
  contact: Contact,
  record: Pick<CaseStanding, 'contactId' | 'personId' | 'submittedAt'>,
): Promise<boolean> {
  const { doubtedSince = Infinity } = contact
  if (record.contactId === contact.id) return record.submittedAt < doubtedSince
  if (record.personId === undefined) return false
  const links = await people.ofContact(contact.id)
  return links.some(
    (link) =>
      link.personId === record.personId &&
      isOwn(link, { ...contact, proven: true }) &&
      link.at < doubtedSince,
  )
}

/** An account as a turn takes it that comes after too long a silence: who writes is in doubt from now on. */
export function doubted(contact: Contact, at: number): Contact {
  return { ...contact, proven: false, doubtedSince: contact.doubtedSince ?? at, doubtedAt: at }
}
