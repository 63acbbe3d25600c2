import { randomUUID } from 'node:crypto'
import { riyadhDay } from '#core/riyadh.ts'
import type { EventHandler } from './handler.ts'

/** A score was given: kept apart from the person, with nothing but month and poll (R17); not even its id tells when. */
export const pollAnswered: EventHandler<'poll_answered'> = ({ poll, score }, { running, contact, at }) => ({
  writes: [
    running.store.ratings.add({
      id: randomUUID(),
      service: poll,
      poll,
      question: 'score',
      month: riyadhDay(at).slice(0, 7),
      score,
    }),
    running.store.ratings.mark(contact.id, poll, at),
  ],
})
