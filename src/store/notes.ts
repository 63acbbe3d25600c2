import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** What one member of staff leaves for the others about a contact. It can never reach the person: no road leads from here to the outbox. */
export interface Note {
  readonly id: string
  readonly contactId: string
  readonly staffId: string
  readonly at: number
  readonly text: string
}

const insert = query(
  'notes.add',
  (db, p: { id: string; contact: string; staff: string; at: number; text: Uint8Array }) =>
    db
      .insertInto('notes')
      .values({ id: p.id, contact_id: p.contact, staff_id: p.staff, at: p.at, text: p.text }),
)

const ofContact = query('notes.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('notes').selectAll().where('contact_id', '=', p.contact).orderBy('at'),
)

/** The notes of staff. */
export type Notes = ReturnType<typeof createNotes>

/** Notes over a reader, sealed with the contact's key. */
export function createNotes(reader: Reader) {
  return {
    add: (note: Note, key: DataKey): Write =>
      insert.write(
        {
          id: note.id,
          contact: note.contactId,
          staff: note.staffId,
          at: note.at,
          text: key.seal('notes', note.id, 'text', note.text),
        },
        1,
      ),
    /** A contact's notes, the oldest first. */
    async of(contactId: string, key: DataKey): Promise<Note[]> {
      const rows = await reader.all(ofContact, { contact: contactId })
      return rows.map((row) => ({
        id: row.id,
        contactId: row.contact_id,
        staffId: row.staff_id,
        at: row.at,
        text: key.unseal('notes', row.id, 'text', row.text),
      }))
    },
  }
}
