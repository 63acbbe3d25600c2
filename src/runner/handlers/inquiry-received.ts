import { wordsOf } from '#language/normalise.ts'
import type { EventHandler } from './handler.ts'

/** A question was asked: it is recorded with its outcome, so that none is lost and the unanswered ones are seen (R2). */
export const inquiryReceived: EventHandler<'inquiry_received'> = (event, { running, contact, at }) => {
  const intent = event.intent ?? event.nearest
  return {
    writes: [
      running.store.inquiries.record({
        id: event.id,
        at,
        contactId: contact.id,
        outcome: event.outcome,
        text: event.text,
        normalised: wordsOf(event.text, { search: true }).join(' '),
        lang: event.language,
        answered: event.answered,
        ...(intent !== undefined && { intent }),
      }),
    ],
  }
}
