import { channelOf } from '#core/contact.ts'
import { OPEN_FOR } from '#core/notice-plan.ts'
import { DAY } from '#core/riyadh.ts'
import type { Contact } from '#store/contacts.ts'
import type { Running } from '../running.ts'

/** An account that was not used for so long is hardly looked at. */
const IN_USE = 90 * DAY

/**
 * The account by which a person is told: the one the notice is for, unless its platform minds unasked messages (or
 * refuses them) and the same person, by proof, has another that does not.
 */
export async function bestContact(running: Running, contact: Contact): Promise<Contact> {
  const { store, clock } = running
  const now = clock.now()
  if (isOpen(running, contact, now)) return contact
  const mine = (await store.people.ofContact(contact.id)).filter(
    (link) => link.role === 'self' && link.proof !== 'none',
  )
  for (const { personId } of mine) {
    for (const link of await store.people.contactsOf(personId)) {
      if (link.contactId === contact.id || link.role !== 'self' || link.proof === 'none') continue
      const other = await store.contacts.get(link.contactId)
      if (other && now - other.seenAt < IN_USE && isOpen(running, other, now)) return other
    }
  }
  return contact
}

/** Whether a contact can simply be written to. */
function isOpen({ channels }: Running, contact: Contact, now: number): boolean {
  if (contact.reachability !== 'active') return false
  const channel = channels.get(channelOf(contact.urn))
  if (!channel) return false
  return channel.capabilities.outreach === undefined || now - contact.seenAt < OPEN_FOR
}
