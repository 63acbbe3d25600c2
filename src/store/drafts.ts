import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** What a member of staff has written to a contact and not sent; it survives every crash and every colleague. */
export interface StaffDraft {
  readonly text: string
  /** The key under which it will be sent, once. */
  readonly clientKey: string
  readonly changedAt: number
}

interface Put {
  readonly staff: string
  readonly contact: string
  readonly client_key: string
  readonly text: Uint8Array
  readonly at: number
}

const put = query('drafts.put', (db, p: Put) =>
  db
    .insertInto('drafts')
    .values({
      staff_id: p.staff,
      contact_id: p.contact,
      client_key: p.client_key,
      text: p.text,
      changed_at: p.at,
    })
    .onConflict((on) =>
      on
        .columns(['staff_id', 'contact_id'])
        .doUpdateSet({ client_key: p.client_key, text: p.text, changed_at: p.at }),
    ),
)

const remove = query('drafts.remove', (db, p: { staff: string; contact: string }) =>
  db.deleteFrom('drafts').where('staff_id', '=', p.staff).where('contact_id', '=', p.contact),
)

const get = query('drafts.get', (db, p: { staff: string; contact: string }) =>
  db.selectFrom('drafts').selectAll().where('staff_id', '=', p.staff).where('contact_id', '=', p.contact),
)

/** The drafts of staff. */
export type Drafts = ReturnType<typeof createDrafts>

/** Drafts over a reader, sealed with the contact's key. */
export function createDrafts(reader: Reader) {
  return {
    put: (staffId: string, contactId: string, draft: StaffDraft, key: DataKey): Write =>
      put.write(
        {
          staff: staffId,
          contact: contactId,
          client_key: draft.clientKey,
          text: key.seal('drafts', `${staffId}:${contactId}`, 'text', draft.text),
          at: draft.changedAt,
        },
        1,
      ),
    remove: (staffId: string, contactId: string): Write =>
      remove.write({ staff: staffId, contact: contactId }),
    async get(staffId: string, contactId: string, key: DataKey): Promise<StaffDraft | undefined> {
      const row = await reader.first(get, { staff: staffId, contact: contactId })
      if (!row) return undefined
      const text = key.unseal('drafts', `${staffId}:${contactId}`, 'text', row.text)
      return { text, clientKey: row.client_key, changedAt: row.changed_at }
    },
  }
}
