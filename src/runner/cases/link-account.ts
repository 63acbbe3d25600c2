import { mayDo } from '#core/staff.ts'
import type { PersonLink } from '#store/people.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import type { Refused } from './staff-refusal.ts'

/** An account is a person's, as staff saw for themselves: in person, or by a call to the number on record. */
export async function linkAccount(
  running: Running,
  member: StaffMember,
  { personId, contactId, role }: Pick<PersonLink, 'personId' | 'contactId' | 'role'>,
): Promise<{ readonly linked: string } | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'merge')) return { refused: 'not_allowed' }
  const [person, contact] = await Promise.all([store.people.get(personId), store.contacts.get(contactId)])
  if (!person || !contact || (await store.personMerges.of(personId))) return { refused: 'unknown_person' }
  const at = clock.now()
  const actor = `staff:${member.id}`
  await store.commit([
    store.people.link({ personId, contactId, role, proof: 'staff', at }),
    store.audit.append({ at, actor, action: `account_linked ${contactId}`, subject: personId }),
  ])
  return { linked: contactId }
}

/** An account is no longer a person's: sold, lost, or linked by mistake. */
export async function unlinkAccount(
  running: Running,
  member: StaffMember,
  { personId, contactId }: Pick<PersonLink, 'personId' | 'contactId'>,
): Promise<{ readonly unlinked: string } | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'merge')) return { refused: 'not_allowed' }
  const links = await store.people.contactsOf(personId)
  if (!links.some((link) => link.contactId === contactId)) return { refused: 'unknown_person' }
  const at = clock.now()
  const actor = `staff:${member.id}`
  await store.commit([
    store.people.unlink(personId, contactId),
    store.audit.append({ at, actor, action: `account_unlinked ${contactId}`, subject: personId }),
  ])
  return { unlinked: contactId }
}
