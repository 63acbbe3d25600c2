import { randomUUID } from 'node:crypto'
import { riyadhDay } from '#core/riyadh.ts'
import type { EventHandler } from './handler.ts'

/** Before the name of a service in the id of its poll. */
const PREFIX = 'poll_'

/** A question was rated: kept apart from the person, with nothing but month and service (R17); not even its id tells when. */
export const ratingGiven: EventHandler<'rating_given'> = (event, { running, at }) => {
  const { poll, question, score, comment } = event
  return {
    writes: [
      running.store.ratings.add({
        id: randomUUID(),
        service: poll.startsWith(PREFIX) ? poll.slice(PREFIX.length) : poll,
        poll,
        question,
        month: riyadhDay(at).slice(0, 7),
        ...(score !== undefined && { score }),
        ...(comment !== undefined && { comment }),
      }),
    ],
  }
}

/** A poll was gone through: the mark says that there was an answer, and is no part of it. */
export const pollFinished: EventHandler<'poll_finished'> = ({ poll }, { running, contact, at }) => ({
  writes: [running.store.ratings.mark(contact.id, poll, at)],
})
