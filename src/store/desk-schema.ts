import type { Generated } from 'kysely'

/** What staff write for themselves and what the pages are told live, as migrations 4 and 5 made the tables. */
export interface DeskSchema {
  notes: { id: string; contact_id: string; staff_id: string; at: number; text: Uint8Array }
  drafts: { staff_id: string; contact_id: string; client_key: string; text: Uint8Array; changed_at: number }
  canned_replies: { id: string; title: string; text: string; changed_at: number; changed_by: string }
  answer_versions: {
    id: string
    intent: string
    kind: string
    state: string
    content: string
    written_by: string
    written_at: number
    settled_by: string | null
    settled_at: number | null
  }
  console_events: { seq: Generated<number>; at: number; kind: string; subject: string }
  staff_topics: {
    contact_id: string
    chat: string
    thread: string
    created_at: number
    told: Generated<string>
    said_to: Generated<number>
    noted_at: Generated<number>
  }
  staff_telegram: {
    staff_id: string
    user_id: string | null
    linked_at: number | null
    code_hash: Uint8Array | null
    code_until: number | null
  }
}
