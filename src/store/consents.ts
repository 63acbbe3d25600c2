import type { Language } from '#core/text.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** That a contact agreed, or did not, to one purpose: which words, when and where. Never changed. */
export interface Consent {
  readonly id: string
  readonly contactId: string
  readonly purpose: string
  readonly given: boolean
  readonly version: string
  /** Hash of the text as it was shown. */
  readonly textHash: string
  readonly language: Language
  readonly at: number
  readonly channel: string
  readonly messageId?: string
}

interface Row {
  readonly id: string
  readonly contact_id: string
  readonly purpose: string
  readonly given: number
  readonly version: string
  readonly text_hash: string
  readonly language: string
  readonly at: number
  readonly channel: string
  readonly message_id: string | null
}

const insert = query('consents.record', (db, p: Row) =>
  db.insertInto('consents').values({
    id: p.id,
    contact_id: p.contact_id,
    purpose: p.purpose,
    given: p.given,
    version: p.version,
    text_hash: p.text_hash,
    language: p.language,
    at: p.at,
    channel: p.channel,
    message_id: p.message_id,
  }),
)

const ofContact = query('consents.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('consents').selectAll().where('contact_id', '=', p.contact).orderBy('at'),
)

const latest = query('consents.latest', (db, p: { contact: string; purpose: string }) =>
  db
    .selectFrom('consents')
    .selectAll()
    .where('contact_id', '=', p.contact)
    .where('purpose', '=', p.purpose)
    .orderBy('at', 'desc')
    .limit(1),
)

/** The consents of a store. */
export type Consents = ReturnType<typeof createConsents>

/** Consents over a reader. */
export function createConsents(reader: Reader) {
  return {
    record: (consent: Consent): Write =>
      insert.write(
        {
          id: consent.id,
          contact_id: consent.contactId,
          purpose: consent.purpose,
          given: consent.given ? 1 : 0,
          version: consent.version,
          text_hash: consent.textHash,
          language: consent.language,
          at: consent.at,
          channel: consent.channel,
          message_id: consent.messageId ?? null,
        },
        1,
      ),
    /** Everything a contact agreed to or refused, in order. */
    async ofContact(contactId: string): Promise<Consent[]> {
      return (await reader.all(ofContact, { contact: contactId })).map(toConsent)
    },
    /** What holds for a purpose now. */
    async latest(contactId: string, purpose: string): Promise<Consent | undefined> {
      const row = await reader.first(latest, { contact: contactId, purpose })
      return row && toConsent(row)
    },
  }
}

function toConsent(row: Row): Consent {
  return {
    id: row.id,
    contactId: row.contact_id,
    purpose: row.purpose,
    given: row.given === 1,
    version: row.version,
    textHash: row.text_hash,
    language: row.language as Language,
    at: row.at,
    channel: row.channel,
    ...(row.message_id !== null && { messageId: row.message_id }),
  }
}
