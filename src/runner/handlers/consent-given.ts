import { createHash } from 'node:crypto'
import type { EventHandler } from './handler.ts'

/** Consent was given: recorded so that it can be proven later, with the very words (PDPL art. 5, IR art. 11). */
export const consentGiven: EventHandler<'consent_given'> = ({ purpose, version }, context) => {
  const { running, contact, at, session } = context
  const { store, ids, association, renderer } = running
  const text = renderer.text({ words: association.privacy.notice }, session.language)
  return {
    writes: [
      store.contacts.setConsent(contact.id, version),
      store.consents.record({
        id: ids.newId(),
        contactId: contact.id,
        purpose,
        given: true,
        version,
        textHash: createHash('sha256').update(text).digest('hex'),
        language: session.language,
        at,
        channel: contact.channel,
      }),
      store.audit.append({ at, actor: 'contact', action: 'consent_given', subject: contact.id }),
    ],
  }
}
