import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** Someone who works in the console. */
export interface StaffMember {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly status: 'active' | 'disabled'
  readonly createdAt: number
  /** Whose conversations and cases it sees: its own, those of its role, or all. */
  readonly scope: 'own' | 'team' | 'all'
  /** The language of its pages. */
  readonly language: 'ar' | 'en'
}

/** A new member; sees everything that its role may see, in Arabic, unless said otherwise. */
export type NewStaffMember = Omit<StaffMember, 'status' | 'scope' | 'language'> &
  Partial<Pick<StaffMember, 'scope' | 'language'>>

interface Row {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly status: string
  readonly created_at: number
  readonly scope: string
  readonly language: string
}

const insert = query('staff.add', (db, p: Omit<Row, 'status'>) =>
  db.insertInto('staff').values({
    id: p.id,
    name: p.name,
    role: p.role,
    status: 'active',
    created_at: p.created_at,
    scope: p.scope,
    language: p.language,
  }),
)

const update = query('staff.update', (db, p: Omit<Row, 'created_at'>) =>
  db
    .updateTable('staff')
    .set({ name: p.name, role: p.role, status: p.status, scope: p.scope, language: p.language })
    .where('id', '=', p.id),
)

const get = query('staff.get', (db, p: { id: string }) =>
  db.selectFrom('staff').selectAll().where('id', '=', p.id),
)

const all = query('staff.all', (db, _p: object) => db.selectFrom('staff').selectAll().orderBy('name'))

/** The staff of a store. */
export type Staff = ReturnType<typeof createStaff>

/** Staff over a reader. */
export function createStaff(reader: Reader) {
  return {
    add: ({ id, name, role, createdAt, scope = 'all', language = 'ar' }: NewStaffMember): Write =>
      insert.write({ id, name, role, created_at: createdAt, scope, language }, 1),
    update: ({ id, name, role, status, scope, language }: Omit<StaffMember, 'createdAt'>): Write =>
      update.write({ id, name, role, status, scope, language }, 1),
    async get(id: string): Promise<StaffMember | undefined> {
      const row = await reader.first(get, { id })
      return row && toMember(row)
    },
    async all(): Promise<StaffMember[]> {
      return (await reader.all(all, {})).map(toMember)
    },
  }
}

function toMember({ created_at: createdAt, ...row }: Row): StaffMember {
  return {
    ...row,
    status: row.status as StaffMember['status'],
    scope: row.scope as StaffMember['scope'],
    language: row.language as StaffMember['language'],
    createdAt,
  }
}
