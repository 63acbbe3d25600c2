import type { EventHandler } from './handler.ts'

/** The person chose a language: the contact keeps it. */
export const languageChanged: EventHandler<'language_changed'> = ({ language }, { running, contact }) => ({
  writes: [running.store.contacts.setLanguage(contact.id, language)],
})
