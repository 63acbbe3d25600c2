import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A reply that staff keep ready; `{name}` and `{reference}` in it are filled in where they are known. */
export interface CannedReply {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly changedAt: number
  readonly changedBy: string
}

interface Put {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly at: number
  readonly by: string
}

const put = query('canned_replies.put', (db, p: Put) =>
  db
    .insertInto('canned_replies')
    .values({ id: p.id, title: p.title, text: p.text, changed_at: p.at, changed_by: p.by })
    .onConflict((on) =>
      on.column('id').doUpdateSet({ title: p.title, text: p.text, changed_at: p.at, changed_by: p.by }),
    ),
)

const remove = query('canned_replies.remove', (db, p: { id: string }) =>
  db.deleteFrom('canned_replies').where('id', '=', p.id),
)

const get = query('canned_replies.get', (db, p: { id: string }) =>
  db.selectFrom('canned_replies').selectAll().where('id', '=', p.id),
)

const all = query('canned_replies.all', (db, _p: object) =>
  db.selectFrom('canned_replies').selectAll().orderBy('title').orderBy('id'),
)

/** The replies that staff keep ready. */
export type CannedReplies = ReturnType<typeof createCannedReplies>

/** Canned replies over a reader; they hold nothing of a person. */
export function createCannedReplies(reader: Reader) {
  return {
    put: ({ id, title, text, changedAt, changedBy }: CannedReply): Write =>
      put.write({ id, title, text, at: changedAt, by: changedBy }, 1),
    remove: (id: string): Write => remove.write({ id }, 1),
    async get(id: string): Promise<CannedReply | undefined> {
      const row = await reader.first(get, { id })
      return row && toReply(row)
    },
    async all(): Promise<CannedReply[]> {
      return (await reader.all(all, {})).map(toReply)
    },
  }
}

function toReply(row: NonNullable<typeof get.row>): CannedReply {
  const { id, title, text } = row
  return { id, title, text, changedAt: row.changed_at, changedBy: row.changed_by }
}
