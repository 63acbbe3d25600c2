import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** One version of an approved answer, or of examples of how it is asked, that staff wrote. Holds nothing of a person. */
export interface AnswerVersion {
  readonly id: string
  readonly intent: string
  readonly kind: 'answer' | 'example'
  /** `undone`: was in use, and the one before it is again. */
  readonly state: 'draft' | 'published' | 'undone' | 'discarded'
  readonly content: unknown
  readonly writtenBy: string
  readonly writtenAt: number
  /** Who published, undid or discarded it, the last time. */
  readonly settledBy?: string
  readonly settledAt?: number
}

/** A draft to keep. */
export type NewAnswerVersion = Omit<AnswerVersion, 'state' | 'settledBy' | 'settledAt'>

interface Insert {
  readonly id: string
  readonly intent: string
  readonly kind: string
  readonly content: string
  readonly by: string
  readonly at: number
}

const insert = query('answer_versions.draft', (db, p: Insert) =>
  db.insertInto('answer_versions').values({
    id: p.id,
    intent: p.intent,
    kind: p.kind,
    state: 'draft',
    content: p.content,
    written_by: p.by,
    written_at: p.at,
    settled_by: null,
    settled_at: null,
  }),
)

interface Settle {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly by: string
  readonly at: number
}

const settle = query('answer_versions.settle', (db, p: Settle) =>
  db
    .updateTable('answer_versions')
    .set({ state: p.to, settled_by: p.by, settled_at: p.at })
    .where('id', '=', p.id)
    .where('state', '=', p.from),
)

const get = query('answer_versions.get', (db, p: { id: string }) =>
  db.selectFrom('answer_versions').selectAll().where('id', '=', p.id),
)

const ofIntent = query('answer_versions.ofIntent', (db, p: { intent: string; limit: number }) =>
  db
    .selectFrom('answer_versions')
    .selectAll()
    .where('intent', '=', p.intent)
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
)

const inState = query('answer_versions.inState', (db, p: { state: string }) =>
  db
    .selectFrom('answer_versions')
    .selectAll()
    .where('state', '=', p.state)
    .orderBy('settled_at')
    .orderBy('written_at')
    .orderBy('id'),
)

/** The versions of answers in a store. */
export type AnswerVersions = ReturnType<typeof createAnswerVersions>

/** Versions of answers over a reader. */
export function createAnswerVersions(reader: Reader) {
  const move = (from: AnswerVersion['state'], to: AnswerVersion['state']) => {
    return (id: string, by: string, at: number): Write => settle.write({ id, from, to, by, at }, 1)
  }
  return {
    draft: ({ id, intent, kind, content, writtenBy, writtenAt }: NewAnswerVersion): Write =>
      insert.write({ id, intent, kind, content: JSON.stringify(content), by: writtenBy, at: writtenAt }, 1),
    /** Into use; stale when somebody settled the draft before. */
    publish: move('draft', 'published'),
    discard: move('draft', 'discarded'),
    /** Out of use; the one published before it is in use again. */
    undo: move('published', 'undone'),
    async get(id: string): Promise<AnswerVersion | undefined> {
      const row = await reader.first(get, { id })
      return row && toVersion(row)
    },
    /** Every version of an intent's answer and examples, the newest first. */
    async ofIntent(intent: string, limit = 50): Promise<AnswerVersion[]> {
      return (await reader.all(ofIntent, { intent, limit })).map(toVersion)
    },
    /** What waits for a second person, the oldest first. */
    async drafts(): Promise<AnswerVersion[]> {
      return (await reader.all(inState, { state: 'draft' })).map(toVersion)
    },
    /** What was published and not undone, in the order of publishing: of an intent's answers the last is in use. */
    async published(): Promise<AnswerVersion[]> {
      return (await reader.all(inState, { state: 'published' })).map(toVersion)
    },
  }
}

function toVersion(row: NonNullable<typeof get.row>): AnswerVersion {
  return {
    id: row.id,
    intent: row.intent,
    kind: row.kind as AnswerVersion['kind'],
    state: row.state as AnswerVersion['state'],
    content: JSON.parse(row.content) as unknown,
    writtenBy: row.written_by,
    writtenAt: row.written_at,
    ...(row.settled_by !== null && { settledBy: row.settled_by }),
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
  }
}
