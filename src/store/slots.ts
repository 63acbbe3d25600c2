import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A time at which a member of staff can hold an interview. */
export interface Slot {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly minutes: number
  readonly staff: string
  readonly place: string
  readonly state: 'free' | 'held' | 'booked' | 'removed'
  readonly caseId?: string
  readonly heldUntil?: number
}

/** A slot as staff make it. */
export type NewSlot = Pick<Slot, 'id' | 'at' | 'minutes' | 'staff' | 'place'>

const columns = ['id', 'at', 'minutes', 'staff', 'place', 'state', 'case_id', 'held_until'] as const

const add = query('slots.add', (db, p: NewSlot) =>
  db
    .insertInto('slots')
    .values({
      id: p.id,
      at: p.at,
      minutes: p.minutes,
      staff: p.staff,
      place: p.place,
      state: 'free',
      case_id: null,
      held_until: null,
      rev: 1,
    })
    // A time that was taken away can be given again.
    .onConflict((on) =>
      on
        .columns(['staff', 'at'])
        .doUpdateSet({ state: 'free', minutes: p.minutes, place: p.place })
        .where('slots.state', '=', sql.lit('removed')),
    ),
)

const remove = query('slots.remove', (db, p: { id: string }) =>
  db
    .updateTable('slots')
    .set((eb) => ({ state: 'removed', rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id)
    .where('state', '=', sql.lit('free')),
)

const hold = query('slots.hold', (db, p: { id: string; case: string; until: number }) =>
  db
    .updateTable('slots')
    .set((eb) => ({ state: 'held', case_id: p.case, held_until: p.until, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id)
    .where('state', '=', sql.lit('free')),
)

const book = query('slots.book', (db, p: { id: string; case: string }) =>
  db
    .updateTable('slots')
    .set((eb) => ({ state: 'booked', case_id: p.case, held_until: null, rev: eb('rev', '+', 1) }))
    .where('id', '=', p.id)
    .where((eb) =>
      eb.or([
        eb('state', '=', sql.lit('free')),
        eb.and([eb('state', '=', sql.lit('held')), eb('case_id', '=', p.case)]),
      ]),
    ),
)

const release = query('slots.release', (db, p: { case: string; except: string }) =>
  db
    .updateTable('slots')
    .set((eb) => ({ state: 'free', case_id: null, held_until: null, rev: eb('rev', '+', 1) }))
    .where('case_id', '=', p.case)
    .where('id', '<>', p.except),
)

const releaseHeld = query('slots.releaseHeld', (db, p: { case: string; now: number }) =>
  db
    .updateTable('slots')
    .set((eb) => ({ state: 'free', case_id: null, held_until: null, rev: eb('rev', '+', 1) }))
    .where('case_id', '=', p.case)
    .where('state', '=', sql.lit('held'))
    .where('held_until', '<=', p.now),
)

const get = query('slots.get', (db, p: { id: string }) =>
  db.selectFrom('slots').select(columns).where('id', '=', p.id),
)

const free = query('slots.free', (db, p: { from: number; limit: number }) =>
  db
    .selectFrom('slots')
    .select(columns)
    .where('state', '=', sql.lit('free'))
    .where('at', '>=', p.from)
    .orderBy('at')
    .limit(p.limit),
)

const ofCase = query('slots.ofCase', (db, p: { case: string }) =>
  db.selectFrom('slots').select(columns).where('case_id', '=', p.case).orderBy('at'),
)

const between = query('slots.between', (db, p: { from: number; to: number }) =>
  db
    .selectFrom('slots')
    .select(columns)
    .where('at', '>=', p.from)
    .where('at', '<', p.to)
    .where('state', '<>', sql.lit('removed'))
    .orderBy('at'),
)

/** The interview slots of a store. */
export type Slots = ReturnType<typeof createSlots>

/** Interview slots over a reader. Every change names the state it starts from, so that nothing is booked twice. */
export function createSlots(reader: Reader) {
  return {
    /** A new slot; stale when this member of staff has one at that time. */
    add: ({ id, at, minutes, staff, place }: NewSlot): Write =>
      add.write({ id, at, minutes, staff, place }, 1),
    /** Taken away; stale unless it is free. */
    remove: (id: string): Write => remove.write({ id }, 1),
    /** Kept for a case until a time; stale unless it is free. */
    hold: (id: string, caseId: string, until: number): Write => hold.write({ id, case: caseId, until }, 1),
    /** Booked; stale unless it is free or kept for this very case. */
    book: (id: string, caseId: string): Write => book.write({ id, case: caseId }, 1),
    /** Frees everything that is kept or booked for a case, but for one slot. */
    release: (caseId: string, except = ''): Write => release.write({ case: caseId, except }),
    /** Frees what was kept for a case for too long. */
    releaseHeld: (caseId: string, now: number): Write => releaseHeld.write({ case: caseId, now }),
    async get(id: string): Promise<Slot | undefined> {
      const row = await reader.first(get, { id })
      return row && toSlot(row)
    },
    /** Free slots from a time on, the earliest first. */
    async free(from: number, limit: number): Promise<Slot[]> {
      return (await reader.all(free, { from, limit })).map(toSlot)
    },
    async ofCase(caseId: string): Promise<Slot[]> {
      return (await reader.all(ofCase, { case: caseId })).map(toSlot)
    },
    /** All slots between two times, as in a calendar. */
    async between(from: number, to: number): Promise<Slot[]> {
      return (await reader.all(between, { from, to })).map(toSlot)
    },
  }
}

function toSlot(row: NonNullable<typeof get.row>): Slot {
  return {
    id: row.id,
    at: row.at,
    minutes: row.minutes,
    staff: row.staff,
    place: row.place,
    state: row.state as Slot['state'],
    ...(row.case_id !== null && { caseId: row.case_id }),
    ...(row.held_until !== null && { heldUntil: row.held_until }),
  }
}
