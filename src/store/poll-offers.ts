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
    /** What a contact was offered, the newest first. */
    async ofContact(contactId: string): Promise<PollOffer[]> {
      const rows = await reader.all(ofContact, { contact: contactId })
      return rows.map((row) => ({ pollKey: row.poll_key, at: row.at, reminded: row.reminded === 1 }))
    },
  }
}
