import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** That a contact was asked for its opinion, and whether once more. Says nothing of an answer. */
export interface PollOffer {
  readonly pollKey: string
  readonly at: number
  readonly reminded: boolean
}

const offer = query('poll_offers.offer', (db, p: { contact: string; poll: string; at: number }) =>
  db
    .insertInto('poll_offers')
    .values({ contact_id: p.contact, poll_key: p.poll, at: p.at, reminded: 0 })
    .onConflict((on) => on.columns(['contact_id', 'poll_key']).doUpdateSet({ at: p.at, reminded: 0 })),
)

const remind = query('poll_offers.remind', (db, p: { contact: string; poll: string }) =>
  db
    .updateTable('poll_offers')
    .set({ reminded: 1 })
    .where('contact_id', '=', p.contact)
    .where('poll_key', '=', p.poll)
    .where('reminded', '=', 0),
)

const ofContact = query('poll_offers.ofContact', (db, p: { contact: string }) =>
  db
    .selectFrom('poll_offers')
    .select(['poll_key', 'at', 'reminded'])
    .where('contact_id', '=', p.contact)
    .orderBy('at', 'desc'),
)

const responses = query('poll_offers.responses', (db, p: { from: number; to: number }) =>
  db
    .selectFrom('poll_offers as o')
    .select((eb) => [
      'o.poll_key as poll',
      eb.fn.countAll<number>().as('offered'),
      sql<number>`sum(exists (
        select 1 from rating_marks m
        where m.contact_id = o.contact_id and m.poll_key in (o.poll_key, 'poll_' || o.poll_key) and m.at >= o.at
      ))`.as('answered'),
    ])
    .where('o.at', '>=', p.from)
    .where('o.at', '<', p.to)
    .groupBy('o.poll_key')
    .orderBy('o.poll_key'),
)

/** How many were asked about a service, and how many of them answered; no one of them. */
export interface PollResponses {
  readonly poll: string
  readonly offered: number
  readonly answered: number
}

/** The polls offered to the contacts of a store. */
export type PollOffers = ReturnType<typeof createPollOffers>

/** Poll offers over a reader. */
export function createPollOffers(reader: Reader) {
  return {
    /** Offered, perhaps not for the first time. */
    offer: (contactId: string, pollKey: string, at: number): Write =>
      offer.write({ contact: contactId, poll: pollKey, at }),
    /** Reminded, once; changes no row a second time. */
    remind: (contactId: string, pollKey: string): Write =>
      remind.write({ contact: contactId, poll: pollKey }),
    /** How many answered what was offered them in a time, by poll. */
    async responses(from: number, to: number): Promise<PollResponses[]> {
      return reader.all(responses, { from, to })
    },
    /** What a contact was offered, the newest first. */
    async ofContact(contactId: string): Promise<PollOffer[]> {
      const rows = await reader.all(ofContact, { contact: contactId })
      return rows.map((row) => ({ pollKey: row.poll_key, at: row.at, reminded: row.reminded === 1 }))
    },
  }
}
