import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** One answer to a satisfaction question, cut from whoever gave it: no contact, no exact time. */
export interface Rating {
  /** Random; must not be derived from anything else. */
  readonly id: string
  readonly service: string
  /** `YYYY-MM`. */
  readonly month: string
  readonly poll: string
  readonly question: string
  readonly score?: number
  readonly comment?: string
}

interface Insert {
  readonly id: string
  readonly service: string
  readonly month: string
  readonly poll: string
  readonly question: string
  readonly score: number | null
  readonly comment: Uint8Array | null
}

const insert = query('ratings.add', (db, p: Insert) =>
  db.insertInto('ratings').values({
    id: p.id,
    service: p.service,
    month: p.month,
    poll: p.poll,
    question: p.question,
    score: p.score,
    comment: p.comment,
  }),
)

const ofMonth = query('ratings.ofMonth', (db, p: { month: string }) =>
  db.selectFrom('ratings').selectAll().where('month', '=', p.month).orderBy('service').orderBy('id'),
)

const between = query('ratings.between', (db, p: { from: string; to: string }) =>
  db
    .selectFrom('ratings')
    .selectAll()
    .where('month', '>=', p.from)
    .where('month', '<=', p.to)
    .orderBy('service')
    .orderBy('id'),
)

const first = query('ratings.first', (db, _p: object) =>
  db.selectFrom('ratings').select('month').orderBy('month').limit(1),
)

const mark = query('ratings.mark', (db, p: { contact: string; poll: string; at: number }) =>
  db
    .insertInto('rating_marks')
    .values({ contact_id: p.contact, poll_key: p.poll, at: p.at })
    .onConflict((on) => on.columns(['contact_id', 'poll_key']).doUpdateSet({ at: p.at })),
)

const marked = query('ratings.marked', (db, p: { contact: string }) =>
  db
    .selectFrom('rating_marks')
    .select(['poll_key', 'at'])
    .where('contact_id', '=', p.contact)
    .orderBy('at', 'desc'),
)

/** The ratings of a store, and apart from them the marks of who has rated. */
export type Ratings = ReturnType<typeof createRatings>

/** Ratings over a reader; comments are sealed with the association's key, which no person's erasure destroys. */
export function createRatings(reader: Reader, association: DataKey) {
  return {
    add: (rating: Rating): Write =>
      insert.write(
        {
          id: rating.id,
          service: rating.service,
          month: rating.month,
          poll: rating.poll,
          question: rating.question,
          score: rating.score ?? null,
          comment:
            rating.comment === undefined
              ? null
              : association.seal('ratings', rating.id, 'comment', rating.comment),
        },
        1,
      ),
    async ofMonth(month: string): Promise<Rating[]> {
      return (await reader.all(ofMonth, { month })).map((row) => toRating(row, association))
    },
    /** Of several months, the first and the last of them included (`YYYY-MM`). */
    async between(from: string, to: string): Promise<Rating[]> {
      return (await reader.all(between, { from, to })).map((row) => toRating(row, association))
    },
    /** The month of the oldest rating. */
    async firstMonth(): Promise<string | undefined> {
      return (await reader.first(first, {}))?.month
    },
    /** A contact has answered a poll; the last time counts. */
    mark: (contactId: string, pollKey: string, at: number): Write =>
      mark.write({ contact: contactId, poll: pollKey, at }),
    /** Which polls a contact has answered, the newest first. */
    async marksOf(contactId: string): Promise<{ pollKey: string; at: number }[]> {
      const rows = await reader.all(marked, { contact: contactId })
      return rows.map((row) => ({ pollKey: row.poll_key, at: row.at }))
    },
  }
}

function toRating({ score, comment, ...row }: Insert, association: DataKey): Rating {
  return {
    ...row,
    ...(score !== null && { score }),
    ...(comment && { comment: association.unseal('ratings', row.id, 'comment', comment) }),
  }
}
