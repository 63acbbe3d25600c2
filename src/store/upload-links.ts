import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** A one-time link to the upload page: whose files it takes, and for which place of which form. */
export interface UploadLink {
  readonly id: string
  readonly contactId: string
  readonly form: string
  readonly revision: string
  readonly field: string
  readonly place: string
  /** Files that may come in its one visit. */
  readonly files: number
  readonly language: string
  readonly createdAt: number
  readonly expiresAt: number
}

interface Row {
  readonly token: Uint8Array
  readonly id: string
  readonly contact_id: string
  readonly form: string
  readonly revision: string
  readonly field: string
  readonly place: string
  readonly files: number
  readonly language: string
  readonly created_at: number
  readonly expires_at: number
}

const insert = query('upload_links.create', (db, p: Row) =>
  db.insertInto('upload_links').values({
    token: p.token,
    id: p.id,
    contact_id: p.contact_id,
    form: p.form,
    revision: p.revision,
    field: p.field,
    place: p.place,
    files: p.files,
    language: p.language,
    created_at: p.created_at,
    expires_at: p.expires_at,
    used_at: null,
  }),
)

const find = query('upload_links.find', (db, p: { token: Uint8Array; now: number }) =>
  db
    .selectFrom('upload_links')
    .selectAll()
    .where('token', '=', p.token)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
)

const use = query('upload_links.use', (db, p: { id: string; now: number }) =>
  db
    .updateTable('upload_links')
    .set({ used_at: p.now })
    .where('id', '=', p.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
)

const close = query('upload_links.close', (db, p: { contact: string; place: string; now: number }) =>
  db
    .updateTable('upload_links')
    .set({ used_at: p.now })
    .where('contact_id', '=', p.contact)
    .where('place', '=', p.place)
    .where('used_at', 'is', null),
)

const purge = query('upload_links.purge', (db, p: { before: number }) =>
  db.deleteFrom('upload_links').where('expires_at', '<', p.before),
)

/** The one-time links of a store. A token is kept as a blind index only: who reads the database opens no link. */
export type UploadLinks = ReturnType<typeof createUploadLinks>

/** Links over a reader. */
export function createUploadLinks(reader: Reader, vault: Vault) {
  const indexOf = (token: string): Uint8Array => vault.index('external', `upload|${token}`)
  return {
    create(link: UploadLink, token: string): Write {
      const { id, contactId, form, revision, field, place, files, language, createdAt, expiresAt } = link
      const where = { form, revision, field, place, files, language }
      const when = { created_at: createdAt, expires_at: expiresAt }
      return insert.write({ token: indexOf(token), id, contact_id: contactId, ...where, ...when }, 1)
    },
    /** The link of a token, while it can be used. */
    async open(token: string, now: number): Promise<UploadLink | undefined> {
      const row = await reader.first(find, { token: indexOf(token), now })
      if (!row) return undefined
      const { id, form, revision, field, place, files, language } = row
      const where = { id, contactId: row.contact_id, form, revision, field, place, files, language }
      return { ...where, createdAt: row.created_at, expiresAt: row.expires_at }
    },
    /** Uses a link up; makes the commit stale where it is used or has expired. */
    use: (id: string, now: number): Write => use.write({ id, now }, 1),
    /** Closes what is still open for a place: its files have come. */
    close: (contactId: string, place: string, now: number): Write =>
      close.write({ contact: contactId, place, now }),
    /** Forgets links that expired before a time. */
    purge: (before: number): Write => purge.write({ before }),
  }
}
