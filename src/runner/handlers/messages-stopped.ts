import type { EventHandler } from './handler.ts'

/** The person wants no unasked messages: none is sent any more. Replies to what they write still are. */
export const messagesStopped: EventHandler<'messages_stopped'> = (_event, { running, contact, at }) => ({
  writes: [
    running.store.contacts.setReachability(contact.id, 'stopped'),
    running.store.timers.cancel(`draft:${contact.id}`),
    running.store.audit.append({ at, actor: 'contact', action: 'messages_stopped', subject: contact.id }),
  ],
})
