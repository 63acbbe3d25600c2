import type { Generated } from 'kysely'

/** What staff write for themselves and what the pages are told live, as migration 4 made the tables. */
export interface DeskSchema {
  notes: { id: string; contact_id: string; staff_id: string; at: number; text: Uint8Array }
  drafts: { staff_id: string; contact_id: string; client_key: string; text: Uint8Array; changed_at: number }
  canned_replies: { id: string; title: string; text: string; changed_at: number; changed_by: string }
  console_events: { seq: Generated<number>; at: number; kind: string; subject: string }
  staff_topics: { contact_id: string; chat: string; thread: string; created_at: number }
}
