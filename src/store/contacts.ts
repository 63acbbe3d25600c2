import { sql } from 'kysely'
import { channelOf } from '#core/contact.ts'
import type { ChannelType, Owner, Reachability, Urn } from '#core/contact.ts'
import type { Language } from '#core/text.ts'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** A chat account that has written to us. */
export interface Contact {
  readonly id: string
  readonly urn: Urn
  readonly channel: ChannelType
  /** Our own account that it writes to. */
  readonly account: string
  readonly keyId: string
  readonly language?: Language
  readonly owner: Owner
  readonly reachability: Reachability
  readonly consentVersion?: string
  /** Still the account that submitted: false once its identity changed (design §7, level 1). */
  readonly proven: boolean
  /** Since when it is in doubt who writes, and when that came into doubt last; absent while it is not. */
  readonly doubtedSince?: number
  readonly doubtedAt?: number
  readonly createdAt: number
  readonly seenAt: number
  readonly rev: number
}

/** What the caller decides about a new contact; the rest starts at its default. */
export interface NewContact {
  readonly id: string
  readonly urn: Urn
  readonly account: string
  readonly language?: Language
  readonly createdAt: number
}

const columns = [
  'id',
  'account',
  'key_id',
  'language',
  'owner',
  'reachability',
  'consent_version',
  'proven',
  'doubted_since',
  'doubted_at',
  'created_at',
  'seen_at',
  'rev',
] as const

const findByUrn = query('contacts.find', (db, p: { urn: Uint8Array; account: string }) =>
  db.selectFrom('contacts').select(columns).where('urn_index', '=', p.urn).where('account', '=', p.account),
)

const findById = query('contacts.get', (db, p: { id: string }) =>
  db
    .selectFrom('contacts')
    .select([...columns, 'urn'])
    .where('id', '=', p.id),
)

const ownedByPeople = query('contacts.notWithBot', (db, p: { limit: number }) =>
  db
    .selectFrom('contacts')
    .select([...columns, 'urn'])
    .where('owner', '<>', sql.lit('bot'))
    .orderBy('owner')
    .orderBy('seen_at')
    .limit(p.limit),
)

interface Insert {
  readonly id: string
  readonly urn_index: Uint8Array
  readonly account: string
  readonly channel: string
  readonly urn: Uint8Array
  readonly key_id: string
  readonly language: string | null
  readonly created_at: number
}

const insert = query('contacts.create', (db, p: Insert) =>
  db.insertInto('contacts').values({
    id: p.id,
    urn_index: p.urn_index,
    account: p.account,
    channel: p.channel,
    urn: p.urn,
    key_id: p.key_id,
    language: p.language,
    owner: 'bot',
    reachability: 'active',
    consent_version: null,
    created_at: p.created_at,
    seen_at: p.created_at,
    rev: 1,
  }),
)

const setLanguage = query('contacts.setLanguage', (db, p: { id: string; language: string }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ language: p.language, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id),
)

const setOwner = query('contacts.setOwner', (db, p: { id: string; from: string; to: string }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ owner: p.to, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id)
    .where('owner', '=', p.from),
)

const setReachability = query('contacts.setReachability', (db, p: { id: string; value: string }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ reachability: p.value, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id),
)

const setConsent = query('contacts.setConsent', (db, p: { id: string; version: string | null }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ consent_version: p.version, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id),
)

const prove = query('contacts.prove', (db, p: { id: string }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ proven: 1, doubted_since: null, doubted_at: null, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id),
)

const doubt = query('contacts.doubt', (db, p: { id: string; at: number }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({
      proven: 0,
      doubted_since: eb.fn.coalesce('doubted_since', eb.val(p.at)),
      doubted_at: p.at,
      rev: eb('rev', '+', 1),
    }))
    .where('id', '=', p.id),
)

/** A message that a platform delivers late does not make the contact heard of longer ago. */
const seen = query('contacts.seen', (db, p: { id: string; at: number }) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ seen_at: eb.fn<number>('max', ['seen_at', eb.val(p.at)]) }))
    .where('id', '=', p.id),
)

const rename = query(
  'contacts.rename',
  (_db, p: { id: string; urn_index: Uint8Array; urn: Uint8Array; at: number }) => sql`
    update contacts set urn_index = ${p.urn_index}, urn = ${p.urn}, proven = 0,
      doubted_since = coalesce(doubted_since, ${p.at}), doubted_at = ${p.at}, rev = rev + 1
    where id = ${p.id}`,
)

const ownedBy = query('contacts.ownedBy', (db, p: { id: string; owner: string }) =>
  db.selectFrom('contacts').select('rev').where('id', '=', p.id).where('owner', '=', p.owner),
)

type Row = NonNullable<typeof findByUrn.row>

/** URNs kept open at most. */
const URNS = 10_000

/** The contacts of a store. */
export type Contacts = ReturnType<typeof createContacts>

/** Contacts over a reader. */
export function createContacts(reader: Reader, vault: Vault, now: () => number) {
  /** The last ones opened are kept, since every turn asks for one; one that was renamed is sealed otherwise. */
  const urns = new Map<string, { readonly sealed: Uint8Array; readonly urn: Urn }>()
  const fromRow = async (row: Row & { readonly urn: Uint8Array }): Promise<Contact> => {
    // Opened first, so that a destroyed key hides the URN at once.
    const key = await vault.open(row.key_id)
    const known = urns.get(row.id)
    if (known && Buffer.compare(known.sealed, row.urn) === 0) return toContact(row, known.urn)
    const urn = key.unseal('contacts', row.id, 'urn', row.urn) as Urn
    if (urns.size >= URNS) urns.clear()
    urns.set(row.id, { sealed: row.urn, urn })
    return toContact(row, urn)
  }

  return {
    /** The contact of an account on a channel, as it writes to our account there. */
    async find(urn: Urn, account: string): Promise<Contact | undefined> {
      const row = await reader.first(findByUrn, { urn: vault.index('urn', urn), account })
      return row && toContact(row, urn)
    },
    async get(id: string): Promise<Contact | undefined> {
      const row = await reader.first(findById, { id })
      return row && fromRow(row)
    },
    /** Contacts whom staff speaks with or should. */
    async notWithBot(limit: number): Promise<Contact[]> {
      return Promise.all((await reader.all(ownedByPeople, { limit })).map(fromRow))
    },
    /** A new contact, owned by the bot; its key must be written before it. */
    create(contact: NewContact, key: DataKey): Write[] {
      const row = {
        id: contact.id,
        urn_index: vault.index('urn', contact.urn),
        account: contact.account,
        channel: channelOf(contact.urn),
        urn: key.seal('contacts', contact.id, 'urn', contact.urn),
        key_id: key.id,
        language: contact.language ?? null,
        created_at: contact.createdAt,
      }
      return [insert.write(row, 1)]
    },
    setLanguage: (id: string, language: Language): Write => setLanguage.write({ id, language }, 1),
    /** Hands the conversation over; stale when someone else took it first. */
    setOwner: (id: string, from: Owner, to: Owner): Write => setOwner.write({ id, from, to }, 1),
    setReachability: (id: string, value: Reachability): Write => setReachability.write({ id, value }, 1),
    setConsent: (id: string, version: string | null): Write => setConsent.write({ id, version }, 1),
    /** Whether this is still the account that it was; the platform may say that it changed hands. */
    setProven: (id: string, proven: boolean): Write =>
      proven ? prove.write({ id }, 1) : doubt.write({ id, at: now() }, 1),
    /** Heard of at a time, by the platform's clock. */
    seen: (id: string, at: number): Write => seen.write({ id, at }, 1),
    /** The platform calls the same account something else; that it is the same person is unproven from now on. */
    rename: (id: string, urn: Urn, key: DataKey): Write =>
      rename.write(
        {
          id,
          urn_index: vault.index('urn', urn),
          urn: key.seal('contacts', id, 'urn', urn),
          at: now(),
        },
        1,
      ),
    /** A guard: makes the commit stale when the conversation no longer belongs to `owner`. Writes nothing. */
    ownedBy: (id: string, owner: Owner): Write => ownedBy.write({ id, owner }, 1),
  }
}

function toContact(row: Row, urn: Urn): Contact {
  return {
    id: row.id,
    urn,
    channel: channelOf(urn),
    account: row.account,
    keyId: row.key_id,
    ...(row.language !== null && { language: row.language as Language }),
    owner: row.owner as Owner,
    reachability: row.reachability as Reachability,
    ...(row.consent_version !== null && { consentVersion: row.consent_version }),
    proven: row.proven === 1,
    ...(row.doubted_since !== null && { doubtedSince: row.doubted_since }),
    ...(row.doubted_at !== null && { doubtedAt: row.doubted_at }),
    createdAt: row.created_at,
    seenAt: row.seen_at,
    rev: row.rev,
  }
}
