import type { EventHandler } from './handler.ts'

/** A person is needed: the handoff is queued for the profile's official (R6); where asked, the bot falls silent until released. */
export const handoffRequested: EventHandler<'handoff_requested'> = (event, { running, contact, key, at }) => {
  const { store, ids, log } = running
  const handoff = {
    id: ids.newId(),
    contactId: contact.id,
    target: event.target,
    reason: event.reason,
    openedAt: at,
  }
  if (event.urgent) log.warn('urgent_handoff', { reason: event.reason })
  return {
    writes: [
      store.handoffs.open(handoff, key),
      ...(event.silent ? [store.contacts.setOwner(contact.id, 'bot', 'queue')] : []),
      store.audit.append({ at, actor: 'bot', action: 'handoff_opened', subject: handoff.id }),
    ],
  }
}
