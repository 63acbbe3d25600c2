import type { Generated } from 'kysely'

type Blob = Uint8Array

interface Cases {
  id: string
  reference: string
  service: string
  contact_id: string
  person_id: string | null
  key_id: string
  state: string
  answers: Blob
  summary: Blob
  declaration: Blob | null
  form_revision: string
  submitted_at: number
  complete_at: number | null
  changed_at: number
  rev: number
  kind: string
  assigned_to: string | null
  pin: string | null
  due_at: number | null
  identity_index: Blob | null
}

interface CaseEvents {
  seq: Generated<number>
  id: string
  case_id: string
  at: number
  by: string
  kind: string
  /** Of events recorded before there was a detail. */
  why: Generated<Blob | null>
  detail: Blob | null
}

interface PinTries {
  case_id: string
  contact_id: string
  day: string
  wrong: number
}

interface Slots {
  id: string
  at: number
  minutes: number
  staff: string
  place: string
  state: string
  case_id: string | null
  held_until: number | null
  rev: number
}

interface Tasks {
  id: string
  kind: string
  case_id: string | null
  contact_id: string | null
  created_at: number
  due_at: number
  done_at: number | null
  done_by: string | null
  result: Blob | null
  unique_key: string | null
}

interface PollOffers {
  contact_id: string
  poll_key: string
  at: number
  reminded: number
}

interface PersonMerges {
  id: string
  kept: string
  merged: string
  moved: string
  at: number
  by: string
  undone_at: number | null
}

/** The tables of cases and of the work on them, as migrations 1 and 2 made them. */
export interface CaseSchema {
  cases: Cases
  case_events: CaseEvents
  pin_tries: PinTries
  slots: Slots
  tasks: Tasks
  poll_offers: PollOffers
  person_merges: PersonMerges
}
