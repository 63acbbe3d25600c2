import { channelOf } from '#core/contact.ts'
import { OPEN_FOR } from '#core/notice-plan.ts'
import { DAY } from '#core/riyadh.ts'
import type { Contact } from '#store/contacts.ts'
import type { Running } from '../running.ts'
import { accountsBeside, accountsOf } from '../same-person.ts'

/** An account that was not used for so long is hardly looked at. */
const IN_USE = 90 * DAY

/**
 * The account by which a person is told: the one the notice is for, unless its platform minds unasked messages (or
 * refuses them, or it may have changed hands) and the same person, by proof, has another that is better. What is about
 * a case goes to an account of the person whose case it is, never to that of somebody else who uses the same phone.
 */
export async function bestContact(running: Running, contact: Contact, caseId?: string): Promise<Contact> {
  const { clock } = running
  const now = clock.now()
  if (contact.proven && isOpen(running, contact, now)) return contact
  for (const other of await othersOf(running, contact, caseId))
    if (other.proven && now - other.seenAt < IN_USE && isOpen(running, other, now)) return other
  return contact
}

async function othersOf(
  { store }: Running,
  contact: Contact,
  caseId: string | undefined,
): Promise<readonly Contact[]> {
  if (caseId === undefined) return (await accountsBeside(store, contact)).slice(1)
  const person = (await store.cases.standing(caseId))?.personId
  if (person === undefined) return []
  const links = await store.people.ofContact(contact.id)
  const own = links.find(({ personId }) => personId === person)
  // A guardian's notice stays with the guardian.
  if (own?.role !== 'self' || own.proof === 'none') return []
  return (await accountsOf(store, person)).filter(({ id }) => id !== contact.id)
}

/** Whether a contact can simply be written to. */
function isOpen({ channels }: Running, contact: Contact, now: number): boolean {
  if (contact.reachability !== 'active') return false
  const channel = channels.get(channelOf(contact.urn))
  if (!channel) return false
  return channel.capabilities.outreach === undefined || now - contact.seenAt < OPEN_FOR
}
