import { sql } from 'kysely'
import type { CaseState } from '#core/case.ts'
import { channelOf } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import type { CaseStanding } from './cases.ts'
import type { Contact } from './contacts.ts'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

interface Case {
  readonly id: string
  readonly rev: number
  readonly state: string
  readonly key_id: string
  readonly answers: Uint8Array
  readonly summary: Uint8Array
  readonly at: number
}

const emptyCase = query('erasure.case', (db, p: Case) =>
  db
    .updateTable('cases')
    .set((eb) => ({
      key_id: p.key_id,
      answers: p.answers,
      summary: p.summary,
      state: p.state,
      declaration: null,
      pin: null,
      identity_index: null,
      person_id: null,
      due_at: null,
      rev: eb('rev', '+', 1),
      changed_at: p.at,
    }))
    .where('id', '=', p.id)
    .where('rev', '=', p.rev),
)

interface Nobody {
  readonly id: string
  readonly key_id: string
  readonly urn: Uint8Array
  readonly urn_index: Uint8Array
}

const emptyContact = query('erasure.contact', (db, p: Nobody) =>
  db
    .updateTable('contacts')
    .set((eb) => ({
      key_id: p.key_id,
      urn: p.urn,
      urn_index: p.urn_index,
      language: null,
      owner: sql.lit('bot'),
      reachability: sql.lit('stopped'),
      consent_version: null,
      rev: eb('rev', '+', 1),
    }))
    .where('id', '=', p.id),
)

const emptyPerson = query('erasure.person', (db, p: { id: string; key_id: string }) =>
  db
    .updateTable('people')
    .set((eb) => ({
      key_id: p.key_id,
      name: null,
      national_id: null,
      national_id_index: null,
      phone: null,
      phone_index: null,
      rev: eb('rev', '+', 1),
    }))
    .where('id', '=', p.id),
)

const unlinkPerson = query('erasure.unlinkPerson', (db, p: { id: string }) =>
  db.deleteFrom('people_contacts').where('person_id', '=', p.id),
)

type ById = { readonly id: string }
type ByIdAt = { readonly id: string; readonly at: number }

/** What goes with a case beside its row; each finds its rows by the case. */
const OF_CASE = [
  query('erasure.caseEvents', (db, p: ById) => db.deleteFrom('case_events').where('case_id', '=', p.id)),
  query('erasure.caseFiles', (db, p: ById) => db.deleteFrom('files').where('case_id', '=', p.id)),
  query('erasure.casePins', (db, p: ById) => db.deleteFrom('pin_tries').where('case_id', '=', p.id)),
  query('erasure.caseTimers', (db, p: ById) =>
    db
      .updateTable('timers')
      .set({ status: sql.lit('cancelled') })
      .where('case_id', '=', p.id)
      .where('status', '=', sql.lit('waiting')),
  ),
]

const TIMED_OF_CASE = [
  query('erasure.caseTasks', (db, p: ByIdAt) =>
    db
      .updateTable('tasks')
      .set((eb) => ({ result: null, done_at: eb.fn.coalesce('done_at', eb.val(p.at)) }))
      .where('case_id', '=', p.id),
  ),
  query(
    'erasure.caseNotices',
    (_db, p: ByIdAt) => sql`update notices set params = '{}', changed_at = ${p.at},
      state = case when state in ('waiting', 'given') then 'dropped' else state end where case_id = ${p.id}`,
  ),
]

/** What goes with an account's conversation. */
const OF_CHAT = [
  query('erasure.messages', (db, p: ById) => db.deleteFrom('messages').where('contact_id', '=', p.id)),
  query('erasure.session', (db, p: ById) => db.deleteFrom('sessions').where('contact_id', '=', p.id)),
  query('erasure.notes', (db, p: ById) => db.deleteFrom('notes').where('contact_id', '=', p.id)),
  query('erasure.drafts', (db, p: ById) => db.deleteFrom('drafts').where('contact_id', '=', p.id)),
  query('erasure.inbox', (db, p: ById) =>
    db.updateTable('inbox').set({ content: null }).where('contact_id', '=', p.id),
  ),
  query('erasure.inquiries', (db, p: ById) =>
    db
      .updateTable('inquiries')
      .set({ contact_id: null, text: null, normalised: null, answered: 1 })
      .where('contact_id', '=', p.id),
  ),
]

/** What goes with an account that is nobody's any more. */
const OF_CONTACT = [
  query('erasure.links', (db, p: ById) => db.deleteFrom('upload_links').where('contact_id', '=', p.id)),
  query('erasure.pinTries', (db, p: ById) => db.deleteFrom('pin_tries').where('contact_id', '=', p.id)),
  query('erasure.offers', (db, p: ById) => db.deleteFrom('poll_offers').where('contact_id', '=', p.id)),
  query('erasure.marks', (db, p: ById) => db.deleteFrom('rating_marks').where('contact_id', '=', p.id)),
  query('erasure.topic', (db, p: ById) => db.deleteFrom('staff_topics').where('contact_id', '=', p.id)),
  query('erasure.people', (db, p: ById) => db.deleteFrom('people_contacts').where('contact_id', '=', p.id)),
  query('erasure.files', (db, p: ById) => db.deleteFrom('files').where('contact_id', '=', p.id)),
  query('erasure.consents', (db, p: ById) =>
    db.updateTable('consents').set({ message_id: null }).where('contact_id', '=', p.id),
  ),
  query('erasure.timers', (db, p: ById) =>
    db
      .updateTable('timers')
      .set({ status: sql.lit('cancelled') })
      .where('contact_id', '=', p.id)
      .where('status', '=', sql.lit('waiting')),
  ),
]

const TIMED_OF_CONTACT = [
  query(
    'erasure.outbox',
    (_db, p: ByIdAt) => sql`
    update outbox set message = null, changed_at = ${p.at},
      failure = case when status in ('pending', 'sending') then 'contact_stopped' else failure end,
      status = case when status in ('pending', 'sending') then 'failed' else status end
    where contact_id = ${p.id}`,
  ),
  query(
    'erasure.notices',
    (_db, p: ByIdAt) => sql`
    update notices set params = '{}', changed_at = ${p.at},
      state = case when state in ('waiting', 'given') then 'dropped' else state end where contact_id = ${p.id}`,
  ),
  query('erasure.tasks', (db, p: ByIdAt) =>
    db
      .updateTable('tasks')
      .set((eb) => ({ result: null, done_at: eb.fn.coalesce('done_at', eb.val(p.at)) }))
      .where('contact_id', '=', p.id),
  ),
  query('erasure.handoffs', (db, p: ByIdAt) =>
    db
      .updateTable('handoffs')
      .set((eb) => ({
        explanation: null,
        state: sql.lit('closed'),
        closed_at: eb.fn.coalesce('closed_at', eb.val(p.at)),
      }))
      .where('contact_id', '=', p.id),
  ),
]

const filesOfCase = query('erasure.filesOfCase', (db, p: ById) =>
  db.selectFrom('files').select('id').where('case_id', '=', p.id),
)

const filesOfContact = query('erasure.filesOfContact', (db, p: ById) =>
  db.selectFrom('files').select('id').where('contact_id', '=', p.id),
)

const unread = query('erasure.unread', (db, p: ById) =>
  db
    .selectFrom('inbox')
    .select('id')
    .where('contact_id', '=', p.id)
    .where('status', '=', sql.lit('pending'))
    .limit(sql.lit(1)),
)

const byKey = query('erasure.lastMessage', (db, p: { key: string }) =>
  db.selectFrom('outbox').select('status').where('unique_key', '=', p.key),
)

/** How a person's data are destroyed. */
export type Erasure = ReturnType<typeof createErasure>

/**
 * Erasure over a reader. Rows that others count or refer to stay, with nothing of a person in them, under the
 * association's own key: so nothing that lists cases or accounts ever meets a destroyed key.
 */
export function createErasure(reader: Reader, vault: Vault, association: DataKey) {
  const key_id = association.id
  return {
    /** A case without its content and its history; what is left of that is written again by the caller. */
    emptied({ id, rev }: CaseStanding, state: CaseState, at: number): Write[] {
      const answers = association.seal('cases', id, 'answers', '{}')
      const summary = association.seal('cases', id, 'summary', '')
      return [
        ...OF_CASE.map((statement) => statement.write({ id })),
        ...TIMED_OF_CASE.map((statement) => statement.write({ id, at })),
        emptyCase.write({ id, rev, state, key_id, answers, summary, at }, 1),
      ]
    },
    /** The log of an account, and what was written about it on the way. */
    chat: (contactId: string): Write[] => OF_CHAT.map((statement) => statement.write({ id: contactId })),
    /** An account as nobody's: whoever writes from it again is somebody new. Its key is destroyed. */
    contact({ id, urn, keyId }: Contact, at: number): Write[] {
      const nobody: Urn = `${channelOf(urn)}:erased-${id}`
      const sealed = association.seal('contacts', id, 'urn', nobody)
      return [
        ...OF_CONTACT.map((statement) => statement.write({ id })),
        ...TIMED_OF_CONTACT.map((statement) => statement.write({ id, at })),
        emptyContact.write({ id, key_id, urn: sealed, urn_index: vault.index('urn', nobody) }, 1),
        vault.destroy(keyId),
      ]
    },
    /** A person on record as nobody. Their key is destroyed. */
    person: (id: string, keyId: string): Write[] => [
      unlinkPerson.write({ id }),
      emptyPerson.write({ id, key_id }, 1),
      vault.destroy(keyId),
    ],
    /** The key that seals what is left. */
    key: association,
    /** Files of a case or an account: their bytes are to be erased once their rows are gone. */
    async filesOf({ caseId, contactId }: { readonly caseId?: string; readonly contactId?: string }) {
      const rows =
        caseId === undefined
          ? await reader.all(filesOfContact, { id: contactId ?? '' })
          : await reader.all(filesOfCase, { id: caseId })
      return rows.map(({ id }) => id)
    },
    /** Whether a message of an account waits for its turn. */
    isWriting: async (contactId: string): Promise<boolean> =>
      (await reader.first(unread, { id: contactId })) !== undefined,
    /** How a message fared, by its unique key. */
    fateOf: async (uniqueKey: string): Promise<string | undefined> =>
      (await reader.first(byKey, { key: uniqueKey }))?.status,
  }
}
