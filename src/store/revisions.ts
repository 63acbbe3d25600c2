import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** The source of a flow or a form as it once was, for sessions and cases that began with it. */
export interface Revision {
  readonly kind: 'flow' | 'form'
  readonly id: string
  readonly hash: string
  readonly source: string
  readonly at: number
}

interface Name {
  readonly kind: string
  readonly id: string
  readonly hash: string
}

const put = query('revisions.put', (db, p: Revision) =>
  db
    .insertInto('revisions')
    .values({ kind: p.kind, id: p.id, hash: p.hash, source: p.source, at: p.at })
    .onConflict((on) => on.columns(['kind', 'id', 'hash']).doNothing()),
)

const get = query('revisions.get', (db, p: Name) =>
  db
    .selectFrom('revisions')
    .select(['kind', 'id', 'hash', 'source', 'at'])
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .where('hash', '=', p.hash),
)

const all = query('revisions.all', (db, p: { kind: string }) =>
  db
    .selectFrom('revisions')
    .select(['kind', 'id', 'hash', 'source', 'at'])
    .where('kind', '=', p.kind)
    .orderBy('at'),
)

/** The kept revisions of a store. */
export type Revisions = ReturnType<typeof createRevisions>

/** Revisions over a reader. */
export function createRevisions(reader: Reader) {
  return {
    /** Keeps a revision; changes nothing where it is kept already. */
    put: (revision: Revision): Write => put.write({ ...revision }),
    async get(kind: Revision['kind'], id: string, hash: string): Promise<Revision | undefined> {
      return (await reader.first(get, { kind, id, hash })) as Revision | undefined
    },
    async all(kind: Revision['kind']): Promise<Revision[]> {
      return (await reader.all(all, { kind })) as Revision[]
    },
  }
}
