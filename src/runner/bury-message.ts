import { composeMessage } from './compose-message.ts'
import type { Running } from './running.ts'

/** Puts a message that cannot be worked on aside for staff, and tells the person so once, kindly. */
export async function buryMessage(running: Running, contactId: string, inboxId: number): Promise<void> {
  const { store, renderer, clock, ids } = running
  const contact = await store.contacts.get(contactId)
  if (!contact) return
  const key = await store.vault.open(contact.keyId)
  const at = clock.now()
  const language = contact.language ?? running.language
  const text = renderer.text({ key: 'replies:dead_letter' }, language)
  const message = composeMessage(
    running,
    contact,
    key,
    { text },
    { language, at, uniqueKey: `dead:${inboxId}` },
  )
  const target = running.association.referral[0]?.id ?? 'staff'
  await store.commit([
    store.inbox.dead(inboxId, 'turn_failed'),
    message.write,
    store.messages.append({ id: ids.newId(), contactId, at, entries: [message.entry] }, key),
    store.handoffs.open({ id: ids.newId(), contactId, target, reason: 'dead_letter', openedAt: at }, key),
    store.audit.append({ at, actor: 'bot', action: 'message_buried', subject: contactId }),
  ])
  running.delivery.wake()
}
