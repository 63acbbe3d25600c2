import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** A beneficiary. Identity and phone are normalised by the caller before they come here. */
export interface Person {
  readonly id: string
  readonly keyId: string
  readonly name?: string
  readonly nationalId?: string
  readonly phone?: string
  readonly createdAt: number
  readonly rev: number
}

/** What is known of a person; `undefined` clears a value. */
export interface PersonFacts {
  readonly name?: string | undefined
  readonly nationalId?: string | undefined
  readonly phone?: string | undefined
}

/** As whom a contact speaks about a person, and how that was shown. */
export interface PersonLink {
  readonly personId: string
  readonly contactId: string
  readonly role: 'self' | 'guardian' | 'representative'
  readonly proof: 'none' | 'pin' | 'staff'
  readonly at: number
}

interface Facts {
  readonly id: string
  readonly name: Uint8Array | null
  readonly national_id: Uint8Array | null
  readonly national_id_index: Uint8Array | null
  readonly phone: Uint8Array | null
  readonly phone_index: Uint8Array | null
}

const insert = query('people.create', (db, p: Facts & { key_id: string; at: number }) =>
  db.insertInto('people').values({
    id: p.id,
    key_id: p.key_id,
    name: p.name,
    national_id: p.national_id,
    national_id_index: p.national_id_index,
    phone: p.phone,
    phone_index: p.phone_index,
    created_at: p.at,
    rev: 1,
  }),
)

const update = query('people.update', (db, p: Facts & { rev: number }) =>
  db
    .updateTable('people')
    .set((eb) => ({
      name: p.name,
      national_id: p.national_id,
      national_id_index: p.national_id_index,
      phone: p.phone,
      phone_index: p.phone_index,
      rev: eb('rev', '+', 1),
    }))
    .where('id', '=', p.id)
    .where('rev', '=', p.rev),
)

const get = query('people.get', (db, p: { id: string }) =>
  db
    .selectFrom('people')
    .select(['id', 'key_id', 'name', 'national_id', 'phone', 'created_at', 'rev'])
    .where('id', '=', p.id),
)

const byIdentity = query('people.byIdentity', (db, p: { index: Uint8Array }) =>
  db
    .selectFrom('people')
    .select('id')
    .where('national_id_index', '=', p.index)
    // A record that went into another stands for nobody.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('person_merges')
            .select('person_merges.id')
            .whereRef('person_merges.merged', '=', 'people.id')
            .where('person_merges.undone_at', 'is', null),
        ),
      ),
    )
    .orderBy('created_at'),
)

const byPhone = query('people.byPhone', (db, p: { index: Uint8Array }) =>
  db.selectFrom('people').select('id').where('phone_index', '=', p.index).orderBy('created_at'),
)

interface LinkRow {
  readonly person_id: string
  readonly contact_id: string
  readonly role: string
  readonly proof: string
  readonly at: number
}

const link = query('people.link', (db, p: LinkRow) =>
  db
    .insertInto('people_contacts')
    .values({ person_id: p.person_id, contact_id: p.contact_id, role: p.role, proof: p.proof, at: p.at })
    .onConflict((on) =>
      on.columns(['person_id', 'contact_id']).doUpdateSet({ role: p.role, proof: p.proof, at: p.at }),
    ),
)

const unlink = query('people.unlink', (db, p: { person: string; contact: string }) =>
  db.deleteFrom('people_contacts').where('person_id', '=', p.person).where('contact_id', '=', p.contact),
)

const linkColumns = ['person_id', 'contact_id', 'role', 'proof', 'at'] as const

const ofContact = query('people.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('people_contacts').select(linkColumns).where('contact_id', '=', p.contact).orderBy('at'),
)

const contactsOf = query('people.contactsOf', (db, p: { person: string }) =>
  db.selectFrom('people_contacts').select(linkColumns).where('person_id', '=', p.person).orderBy('at'),
)

/** The people of a store. */
export type People = ReturnType<typeof createPeople>

/** People over a reader. */
export function createPeople(reader: Reader, vault: Vault) {
  const seal = (id: string, facts: PersonFacts, key: DataKey): Facts => {
    const cell = (column: string, value: string | undefined) =>
      value === undefined ? null : key.seal('people', id, column, value)
    return {
      id,
      name: cell('name', facts.name),
      national_id: cell('national_id', facts.nationalId),
      national_id_index: facts.nationalId === undefined ? null : vault.index('identity', facts.nationalId),
      phone: cell('phone', facts.phone),
      phone_index: facts.phone === undefined ? null : vault.index('phone', facts.phone),
    }
  }

  return {
    create: (
      person: PersonFacts & { readonly id: string; readonly createdAt: number },
      key: DataKey,
    ): Write => insert.write({ ...seal(person.id, person, key), key_id: key.id, at: person.createdAt }, 1),
    /** Replaces what is known of a person; stale when it was changed meanwhile. */
    update: (id: string, rev: number, facts: PersonFacts, key: DataKey): Write =>
      update.write({ ...seal(id, facts, key), rev }, 1),
    async get(id: string, key?: DataKey): Promise<Person | undefined> {
      const row = await reader.first(get, { id })
      if (!row) return undefined
      const opener = key ?? (await vault.open(row.key_id))
      const cell = (column: string, value: Uint8Array | null) =>
        value ? opener.unseal('people', id, column, value) : undefined
      return toPerson(
        row,
        cell('name', row.name),
        cell('national_id', row.national_id),
        cell('phone', row.phone),
      )
    },
    /** The people with an identity number; more than one where they were not merged. */
    async byIdentity(nationalId: string): Promise<string[]> {
      const rows = await reader.all(byIdentity, { index: vault.index('identity', nationalId) })
      return rows.map((row) => row.id)
    },
    async byPhone(phone: string): Promise<string[]> {
      const rows = await reader.all(byPhone, { index: vault.index('phone', phone) })
      return rows.map((row) => row.id)
    },
    link: ({ personId, contactId, role, proof, at }: PersonLink): Write =>
      link.write({ person_id: personId, contact_id: contactId, role, proof, at }, 1),
    unlink: (personId: string, contactId: string): Write =>
      unlink.write({ person: personId, contact: contactId }),
    /** For whom a contact speaks. */
    async ofContact(contactId: string): Promise<PersonLink[]> {
      return (await reader.all(ofContact, { contact: contactId })).map(toLink)
    },
    /** Who speaks for a person. */
    async contactsOf(personId: string): Promise<PersonLink[]> {
      return (await reader.all(contactsOf, { person: personId })).map(toLink)
    },
  }
}

function toPerson(
  row: NonNullable<typeof get.row>,
  name?: string,
  nationalId?: string,
  phone?: string,
): Person {
  return {
    id: row.id,
    keyId: row.key_id,
    ...(name !== undefined && { name }),
    ...(nationalId !== undefined && { nationalId }),
    ...(phone !== undefined && { phone }),
    createdAt: row.created_at,
    rev: row.rev,
  }
}

function toLink(row: LinkRow): PersonLink {
  return {
    personId: row.person_id,
    contactId: row.contact_id,
    role: row.role as PersonLink['role'],
    proof: row.proof as PersonLink['proof'],
    at: row.at,
  }
}
