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
}

interface Row {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly status: string
  readonly created_at: number
}

const insert = query('staff.add', (db, p: Omit<Row, 'status'>) =>
  db
    .insertInto('staff')
    .values({ id: p.id, name: p.name, role: p.role, status: 'active', created_at: p.created_at }),
)

const update = query('staff.update', (db, p: Omit<Row, 'created_at'>) =>
  db.updateTable('staff').set({ name: p.name, role: p.role, status: p.status }).where('id', '=', p.id),
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
    add: ({ id, name, role, createdAt }: Omit<StaffMember, 'status'>): Write =>
      insert.write({ id, name, role, created_at: createdAt }, 1),
    update: ({ id, name, role, status }: Omit<StaffMember, 'createdAt'>): Write =>
      update.write({ id, name, role, status }, 1),
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
  return { ...row, status: row.status as StaffMember['status'], createdAt }
}
