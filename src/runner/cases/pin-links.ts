import type { Contact } from '#store/contacts.ts'
import type { PersonLink } from '#store/people.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { holds } from '../same-person.ts'
import { forAnother } from './answered-items.ts'
import type { LoadedCase } from './load-case.ts'

/**
 * What the right PIN of a case shows of the account that gave it: that it is the same person's. From then on one file
 * knows both accounts. Whether somebody may speak for another is for staff to check: such a link proves nothing yet.
 */
export async function pinLinks(running: Running, contact: Contact, loaded: LoadedCase): Promise<Write[]> {
  const { store, clock } = running
  const { record } = loaded
  const at = clock.now()
  if (record.personId === undefined)
    return record.contactId === contact.id ? [] : newFile(running, contact, loaded)
  const links = await store.people.contactsOf(record.personId)
  const known = links.find(({ contactId }) => contactId === contact.id)
  if (known && holds(known, contact)) return []
  const first = links.find(({ contactId }) => contactId === record.contactId)
  const role = known?.role ?? first?.role ?? roleIn(running, loaded)
  // The guardian was checked already; this is their other account.
  const checked = role === 'self' || (first?.role === role && first.proof !== 'none')
  const link: PersonLink = {
    personId: record.personId,
    contactId: contact.id,
    role,
    proof: checked ? 'pin' : 'none',
    at,
  }
  if (known && link.proof === 'none') return []
  return [store.people.link(link), linked(running, contact, record.personId)]
}

/** Nobody was identified yet: a file without a name begins, that knows both accounts. */
async function newFile(running: Running, contact: Contact, loaded: LoadedCase): Promise<Write[]> {
  const { store, ids, clock } = running
  const { record } = loaded
  const personId = ids.newId()
  const at = clock.now()
  const { key, write } = store.vault.newKey(ids.newId())
  const role = roleIn(running, loaded)
  const proof = role === 'self' ? ('pin' as const) : ('none' as const)
  const link = { personId, role, proof }
  return [
    write,
    store.people.create({ id: personId, createdAt: at }, key),
    // It was there that the PIN was told: no doubt that came since is lifted by another account.
    store.people.link({ ...link, contactId: record.contactId, at: record.submittedAt }),
    store.people.link({ ...link, contactId: contact.id, at }),
    store.cases.setFirstPerson(record.id, personId),
    linked(running, contact, personId),
  ]
}

function roleIn(running: Running, { record }: LoadedCase): PersonLink['role'] {
  return forAnother(running, record) ? 'guardian' : 'self'
}

function linked({ store, clock }: Running, contact: Contact, personId: string): Write {
  const action = `account_linked ${contact.id}`
  return store.audit.append({ at: clock.now(), actor: 'contact', action, subject: personId })
}
