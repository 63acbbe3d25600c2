import type { Generated } from 'kysely'
import type { CaseSchema } from './case-schema.ts'
import type { AccessSchema } from './access-schema.ts'
import type { DeskSchema } from './desk-schema.ts'
import type { DeviceSchema } from './device-schema.ts'
import type { NoticeSchema } from './notice-schema.ts'
import type { UploadLinkSchema } from './upload-link-schema.ts'

/** A sealed value or a blind index. */
export type Blob = Uint8Array

interface DataKeys {
  id: string
  wrapped: Blob | null
  version: number
  master_version: number
  created_at: number
  destroyed_at: number | null
}

interface Contacts {
  id: string
  urn_index: Blob
  account: string
  channel: string
  urn: Blob
  key_id: string
  language: string | null
  owner: string
  reachability: string
  consent_version: string | null
  created_at: number
  seen_at: number
  rev: number
  proven: Generated<number>
  doubted_since: number | null
  doubted_at: number | null
}

interface Sessions {
  contact_id: string
  id: string
  rev: number
  status: string | null
  flow: string | null
  step: string | null
  waiting: string | null
  state: Blob
  updated_at: number
  expires_at: number
}

interface Inbox {
  id: number
  external: Blob
  channel: string
  account: string
  position: number | null
  contact_id: string
  received_at: number
  sent_at: number
  status: string
  attempts: number
  reason: string | null
  content: Blob | null
}

interface Messages {
  seq: Generated<number>
  id: string
  contact_id: string
  person_id: string | null
  at: number
  entries: Blob
}

interface Outbox {
  id: string
  contact_id: string
  account: string
  priority: number
  seq: number
  status: string
  attempts: number
  not_before: number
  created_at: number
  changed_at: number
  message: Blob | null
  external: Blob | null
  failure: string | null
  unique_key: string | null
}

interface Timers {
  id: string
  kind: string
  contact_id: string | null
  case_id: string | null
  due_at: number
  unique_key: string | null
  payload: string
  status: string
}

interface Revisions {
  kind: string
  id: string
  hash: string
  source: string
  at: number
}

interface Files {
  id: string
  contact_id: string
  case_id: string | null
  key_id: string
  name: Blob
  mime: string
  bytes: number
  digest: Blob
  created_at: number
  status: string
}

interface People {
  id: string
  key_id: string
  name: Blob | null
  national_id: Blob | null
  national_id_index: Blob | null
  phone: Blob | null
  phone_index: Blob | null
  created_at: number
  rev: number
}

interface PeopleContacts {
  person_id: string
  contact_id: string
  role: string
  proof: string
  at: number
}

interface Handoffs {
  id: string
  contact_id: string
  case_id: string | null
  state: string
  target: string
  reason: string
  opened_at: number
  claimed_by: string | null
  claimed_at: number | null
  closed_at: number | null
  explanation: Blob | null
  offered_to: string | null
  awaiting_since: number | null
  escalated_at: number | null
  away_told_at: number | null
  rev: Generated<number>
}

interface Consents {
  id: string
  contact_id: string
  purpose: string
  given: number
  version: string
  text_hash: string
  language: string
  at: number
  channel: string
  message_id: string | null
}

interface Ratings {
  id: string
  service: string
  month: string
  poll: string
  question: string
  score: number | null
  comment: Blob | null
}

interface RatingMarks {
  contact_id: string
  poll_key: string
  at: number
}

interface Inquiries {
  id: string
  at: number
  contact_id: string | null
  outcome: string
  intent: string | null
  text: Blob | null
  normalised: Blob | null
  lang: string
  answered: number
}

interface Staff {
  id: string
  name: string
  role: string
  status: string
  created_at: number
  scope: string
  language: string
}

interface Audit {
  seq: number
  at: number
  actor: string
  action: string
  subject: string
  hash: Blob
}

interface Settings {
  key: string
  value: string
}

/** Every table of the store, as the last migration leaves it. */
export interface Schema
  extends AccessSchema, DeskSchema, CaseSchema, DeviceSchema, NoticeSchema, UploadLinkSchema {
  data_keys: DataKeys
  contacts: Contacts
  sessions: Sessions
  inbox: Inbox
  messages: Messages
  outbox: Outbox
  timers: Timers
  revisions: Revisions
  files: Files
  people: People
  people_contacts: PeopleContacts
  handoffs: Handoffs
  consents: Consents
  ratings: Ratings
  rating_marks: RatingMarks
  inquiries: Inquiries
  staff: Staff
  audit: Audit
  settings: Settings
}
