import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { PersonLink } from './people.ts'
import type { Write } from './write.ts'

/** That two records were found to be one person: which stays, and what went over to it. */
export interface PersonMerge {
  readonly id: string
  readonly kept: string
  readonly merged: string
  readonly moved: Moved
  readonly at: number
  readonly by: string
}

/** What went over, so that it can go back: cases by id, and the links that were not there before. */
export interface Moved {
  readonly cases: readonly string[]
  readonly links: readonly PersonLink[]
  /** Contacts that spoke for both before; they go on speaking for the one that stays. */
  readonly shared: readonly PersonLink[]
}

interface Row {
  readonly id: string
  readonly kept: string
  readonly merged: string
  readonly moved: string
  readonly at: number
  readonly by: string
}

const add = query('person_merges.add', (db, p: Row) =>
  db.insertInto('person_merges').values({
    id: p.id,
    kept: p.kept,
    merged: p.merged,
    moved: p.moved,
    at: p.at,
    by: p.by,
    undone_at: null,
  }),
)

const undo = query('person_merges.undo', (db, p: { id: string; at: number }) =>
  db
    .updateTable('person_merges')
    .set({ undone_at: p.at })
    .where('id', '=', p.id)
    .where('undone_at', 'is', null),
)

const of = query('person_merges.of', (db, p: { person: string }) =>
  db
    .selectFrom('person_merges')
    .select(['id', 'kept', 'merged', 'moved', 'at', 'by'])
    .where('merged', '=', p.person)
    .where('undone_at', 'is', null),
)

const into = query('person_merges.into', (db, p: { person: string }) =>
  db
    .selectFrom('person_merges')
    .select(['id', 'kept', 'merged', 'moved', 'at', 'by'])
    .where('kept', '=', p.person)
    .where('undone_at', 'is', null)
    .orderBy('at'),
)

const setMoved = query('person_merges.setMoved', (db, p: { id: string; moved: string }) =>
  db
    .updateTable('person_merges')
    .set({ moved: p.moved })
    .where('id', '=', p.id)
    .where('undone_at', 'is', null),
)

/** The merges of people in a store. */
export type PersonMerges = ReturnType<typeof createPersonMerges>

/** Merges of people over a reader. */
export function createPersonMerges(reader: Reader) {
  return {
    add: ({ id, kept, merged, moved, at, by }: PersonMerge): Write =>
      add.write({ id, kept, merged, moved: JSON.stringify(moved), at, by }, 1),
    /** Taken back; stale when it was before. */
    undo: (id: string, at: number): Write => undo.write({ id, at }, 1),
    /** The merge by which a record went into another, while it holds. */
    async of(personId: string): Promise<PersonMerge | undefined> {
      const row = await reader.first(of, { person: personId })
      return row && toMerge(row)
    },
    /** What goes back by it is otherwise, since another merge into the same record was taken back. */
    setMoved: (id: string, moved: Moved): Write => setMoved.write({ id, moved: JSON.stringify(moved) }, 1),
    /** The merges by which others went into a record, while they hold. */
    async into(personId: string): Promise<PersonMerge[]> {
      return (await reader.all(into, { person: personId })).map(toMerge)
    },
  }
}

function toMerge(row: Row): PersonMerge {
  return { ...row, moved: JSON.parse(row.moved) as Moved }
}
