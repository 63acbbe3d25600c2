import type { Contact } from '#store/contacts.ts'
import type { PersonLink } from '#store/people.ts'
import type { Store } from '#store/store.ts'

type People = Pick<Store, 'people' | 'contacts'>

/** Whether a link is proven, and was not shown before it came into doubt who writes from the account. */
export function holds({ proof, at }: PersonLink, { proven, doubtedAt }: Contact): boolean {
  return proof !== 'none' && (proven || (doubtedAt !== undefined && at > doubtedAt))
}

/** Whether a link shows that an account is a person's own; a guardian's speaks for somebody else. */
export function isOwn(link: PersonLink, contact: Contact): boolean {
  return link.role === 'self' && holds(link, contact)
}

/** The people whose own account this is: more than one where a family shares a phone. */
export async function peopleOf({ people }: People, contact: Contact): Promise<string[]> {
  const links = await people.ofContact(contact.id)
  return links.filter((link) => isOwn(link, contact)).map(({ personId }) => personId)
}

/** All accounts that are shown to be a person's own; a phone number alone shows nothing. */
export async function accountsOf({ people, contacts }: People, personId: string): Promise<Contact[]> {
  const found: Contact[] = []
  for (const link of await people.contactsOf(personId)) {
    const contact = await contacts.get(link.contactId)
    if (contact && isOwn(link, contact)) found.push(contact)
  }
  return found
}

/**
 * The accounts of whoever writes here, this one first. A phone that several people share stands alone: which of them
 * it is now nobody knows, and the other accounts of one are none of the others' business.
 */
export async function accountsBeside(store: People, contact: Contact): Promise<Contact[]> {
  const [person, another] = await peopleOf(store, contact)
  if (person === undefined || another !== undefined) return [contact]
  const all = await accountsOf(store, person)
  return [contact, ...all.filter(({ id }) => id !== contact.id)]
}
