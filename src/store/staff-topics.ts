import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** The place in the staff's group where a contact's conversation is worked on, and how far it has come there. */
export interface StaffTopic {
  readonly contactId: string
  /** The group. */
  readonly chat: string
  readonly thread: string
  readonly createdAt: number
  /** What was last told there about the handoff, as a mark to compare with. */
  readonly told: string
  /** The last turn of the log, and the time of the last note, that stand there. */
  readonly saidTo: number
  readonly notedAt: number
}

interface Row {
  readonly contact_id: string
  readonly chat: string
  readonly thread: string
  readonly created_at: number
  readonly told: string
  readonly said_to: number
  readonly noted_at: number
}

const put = query('staff_topics.put', (db, p: Row) =>
  db
    .insertInto('staff_topics')
    .values({
      contact_id: p.contact_id,
      chat: p.chat,
      thread: p.thread,
      created_at: p.created_at,
      told: p.told,
      said_to: p.said_to,
      noted_at: p.noted_at,
    })
    .onConflict((on) =>
      on.column('contact_id').doUpdateSet({
        chat: p.chat,
        thread: p.thread,
        created_at: p.created_at,
        told: p.told,
        said_to: p.said_to,
        noted_at: p.noted_at,
      }),
    ),
)

const ofContact = query('staff_topics.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('staff_topics').selectAll().where('contact_id', '=', p.contact),
)

const byThread = query('staff_topics.byThread', (db, p: { chat: string; thread: string }) =>
  db.selectFrom('staff_topics').selectAll().where('chat', '=', p.chat).where('thread', '=', p.thread),
)

/** The topics of a store. */
export type StaffTopics = ReturnType<typeof createStaffTopics>

/** Topics over a reader. */
export function createStaffTopics(reader: Reader) {
  return {
    /** A topic as it stands now; one that was made anew takes the place of the old. */
    put: (topic: StaffTopic): Write =>
      put.write(
        {
          contact_id: topic.contactId,
          chat: topic.chat,
          thread: topic.thread,
          created_at: topic.createdAt,
          told: topic.told,
          said_to: topic.saidTo,
          noted_at: topic.notedAt,
        },
        1,
      ),
    async of(contactId: string): Promise<StaffTopic | undefined> {
      return toTopic(await reader.first(ofContact, { contact: contactId }))
    },
    async at(chat: string, thread: string): Promise<StaffTopic | undefined> {
      return toTopic(await reader.first(byThread, { chat, thread }))
    },
  }
}

function toTopic(row: Row | undefined): StaffTopic | undefined {
  return (
    row && {
      contactId: row.contact_id,
      chat: row.chat,
      thread: row.thread,
      createdAt: row.created_at,
      told: row.told,
      saidTo: row.said_to,
      notedAt: row.noted_at,
    }
  )
}
