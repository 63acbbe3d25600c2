import type { EventHandler } from './handler.ts'

/** Something came of an inquiry after all: its record says what. */
export const inquirySettled: EventHandler<'inquiry_settled'> = (event, { running }) => ({
  writes: [
    running.store.inquiries.conclude({
      id: event.id,
      outcome: event.outcome,
      answered: event.answered,
      ...(event.intent !== undefined && { intent: event.intent }),
    }),
  ],
})
