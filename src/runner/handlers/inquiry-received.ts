import { normalise } from '#language/normalise.ts'
import type { EventHandler } from './handler.ts'

/** A question was asked: it is recorded with its outcome, so that none is lost and the unanswered ones are seen (R2). */
export const inquiryReceived: EventHandler<'inquiry_received'> = (
  event,
  { running, contact, at, session },
) => ({
  writes: [
    running.store.inquiries.record({
      id: running.ids.newId(),
      at,
      contactId: contact.id,
      outcome: event.outcome,
      text: event.text,
      normalised: normalise(event.text, { search: true }),
      lang: session.language,
      answered: event.outcome === 'answer' || event.outcome === 'smalltalk',
      ...(event.intent !== undefined && { intent: event.intent }),
    }),
  ],
})
