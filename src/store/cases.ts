import type { CaseKind, CaseState } from '#core/case.ts'
import type { CaseEvent } from '#core/case-event.ts'
import type { Language } from '#core/text.ts'
import * as sql from './case-queries.ts'
import type { DataKey } from './data-key.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** What the applicant declared, word for word, and over which answers. */
export interface Declaration {
  readonly text: string
  readonly version: string
  readonly answersHash: string
  readonly language: Language
  readonly at: number
  /** The channel's id of the message that declared. */
  readonly messageId?: string
  /** The full name typed as a signature, where the association asks for one. */
  readonly signature?: string
}

export type CaseAnswers = Readonly<Record<string, unknown>>

/** A request on record, as it is when it is submitted. */
export interface NewCase {
  readonly id: string
  readonly reference: string
  readonly service: string
  readonly contactId: string
  readonly personId?: string
  /** A request for support unless said. */
  readonly kind?: CaseKind
  readonly state: CaseState
  readonly answers: CaseAnswers
  readonly summary: string
  readonly declaration?: Declaration
  readonly formRevision: string
  readonly submittedAt: number
  readonly completeAt?: number
  /** Identity number of whom it is for, normalised: found again by its blind index alone. */
  readonly identity?: string
  /** As `pins.hash` made it. */
  readonly pin?: string
}

/** A request on record. */
export interface StoredCase extends Omit<NewCase, 'identity' | 'pin' | 'kind'>, CaseStanding {
  readonly keyId: string
  readonly changedAt: number
}

/** How a case stands: what may be shown of it without opening it. */
export interface CaseStanding {
  readonly id: string
  readonly reference: string
  readonly service: string
  readonly contactId: string
  readonly personId?: string
  readonly kind: CaseKind
  readonly state: CaseState
  readonly submittedAt: number
  readonly completeAt?: number
  readonly assignedTo?: string
  /** The last moment at which a decision is in time; absent where there is none, or the clock stands still. */
  readonly dueAt?: number
  readonly rev: number
}

/** Where a case stands after a change. */
export interface CaseMove {
  readonly state: CaseState
  readonly completeAt?: number | undefined
  readonly dueAt?: number | undefined
  readonly assignedTo?: string | undefined
}

/** The cases of a store. */
export type Cases = ReturnType<typeof createCases>

/** Cases over a reader. */
export function createCases(reader: Reader, vault: Vault, now: () => number) {
  const open = async (row: sql.Row | undefined, key?: DataKey): Promise<StoredCase | undefined> =>
    row && toCase(row, key?.id === row.key_id ? key : await vault.open(row.key_id))

  return {
    /** A new case and its first event. */
    create(record: NewCase, event: CaseEvent, key: DataKey): Write[] {
      const { id } = record
      const row = {
        id,
        reference: record.reference,
        service: record.service,
        contact_id: record.contactId,
        person_id: record.personId ?? null,
        key_id: key.id,
        state: record.state,
        ...sealContent(id, record, key),
        form_revision: record.formRevision,
        submitted_at: record.submittedAt,
        complete_at: record.completeAt ?? null,
        kind: record.kind ?? 'support',
        identity_index: record.identity === undefined ? null : vault.index('identity', record.identity),
        pin: record.pin ?? null,
      }
      return [sql.insert.write(row, 1), addEvent(id, event, key)]
    },
    async get(id: string, key?: DataKey): Promise<StoredCase | undefined> {
      return open(await reader.first(sql.get, { id }), key)
    },
    /** How one case stands, without opening it. */
    async standing(id: string): Promise<CaseStanding | undefined> {
      const row = await reader.first(sql.standing, { id })
      return row && toState(row)
    },
    async byReference(reference: string, key?: DataKey): Promise<StoredCase | undefined> {
      return open(await reader.first(sql.byReference, { reference }), key)
    },
    /** A contact's cases, the newest first. */
    async ofContact(contactId: string, key?: DataKey): Promise<StoredCase[]> {
      const result: StoredCase[] = []
      for (const row of await reader.all(sql.ofContact, { contact: contactId })) {
        const found = await open(row, key)
        if (found) result.push(found)
      }
      return result
    },
    /** How a contact's cases stand, the newest first; opens none of them. */
    async statesOf(contactId: string): Promise<CaseStanding[]> {
      const rows = await reader.all(sql.statesOf, { contact: contactId })
      // Sorted here: almost always there is none, and every turn asks.
      return rows.map(toState).sort((a, b) => b.submittedAt - a.submittedAt)
    },
    /** A person's cases for a service, the newest first. */
    async ofPerson(personId: string, service: string): Promise<CaseStanding[]> {
      return (await reader.all(sql.ofPerson, { person: personId, service })).map(toState)
    },
    /** A person's cases for every service, the newest first. */
    async allOfPerson(personId: string): Promise<CaseStanding[]> {
      return (await reader.all(sql.allOfPerson, { person: personId })).map(toState)
    },
    /** Cases in a state, the oldest first. */
    async inState(state: string, limit: number): Promise<CaseStanding[]> {
      return (await reader.all(sql.inState, { state, limit })).map(toState)
    },
    /** Cases of all states, the newest first. */
    async newest(limit: number): Promise<CaseStanding[]> {
      return (await reader.all(sql.newest, { limit })).map(toState)
    },
    /** Cases of a member of staff, the oldest first. */
    async assignedTo(staff: string, limit: number): Promise<CaseStanding[]> {
      return (await reader.all(sql.assignedTo, { staff, limit })).map(toState)
    },
    /** Cases whose decision is due by a time, the most pressing first. */
    async dueBefore(at: number, limit: number): Promise<CaseStanding[]> {
      return (await reader.all(sql.dueBefore, { at, limit })).map(toState)
    },
    /** Cases of a service for the same identity number, the newest first. */
    async ofIdentity(identity: string, service: string): Promise<CaseStanding[]> {
      const index = vault.index('identity', identity)
      return (await reader.all(sql.sameIdentity, { index, service })).map(toState)
    },
    /** Other cases of the same service with a case's identity number, the newest first. */
    async twinsOf(caseId: string): Promise<CaseStanding[]> {
      return (await reader.all(sql.twinsOf, { case: caseId })).map(toState)
    },
    async countBy(state: string): Promise<number> {
      return (await reader.first(sql.countBy, { state }))?.count ?? 0
    },
    async countByState(): Promise<Record<string, number>> {
      const rows = await reader.all(sql.countByState, {})
      return Object.fromEntries(rows.map((row) => [row.state, row.count]))
    },
    /** Moves a case on; stale when someone else changed it first. */
    move: (id: string, rev: number, { state, completeAt, dueAt, assignedTo }: CaseMove): Write =>
      sql.move.write(
        {
          id,
          rev,
          state,
          complete_at: completeAt ?? null,
          due_at: dueAt ?? null,
          assigned_to: assignedTo ?? null,
          at: now(),
        },
        1,
      ),
    /** Until when something is to be done about a case; not a change of the case itself. */
    setDue: (id: string, at: number | undefined): Write => sql.setDue.write({ id, at: at ?? null }, 1),
    /** Replaces what was answered (after a return); the caller sees to a new declaration. */
    setContent: (
      id: string,
      rev: number,
      content: Pick<NewCase, 'answers' | 'summary' | 'declaration'>,
      key: DataKey,
    ): Write => sql.setContent.write({ id, rev, ...sealContent(id, content, key), at: now() }, 1),
    setPerson: (id: string, personId: string): Write => sql.setPerson.write({ id, person: personId }, 1),
    /** Whose case it is; stale when that was known before. */
    setFirstPerson: (id: string, personId: string): Write =>
      sql.setFirstPerson.write({ id, person: personId }, 1),
    addEvent,
    /** What happened to a case, in order. */
    async events(caseId: string, key: DataKey): Promise<CaseEvent[]> {
      return (await reader.all(sql.events, { case: caseId })).map((row) => toEvent(row, key))
    },
  }
}

/** Something happened to a case; what it was is sealed. */
function addEvent(caseId: string, event: CaseEvent, key: DataKey): Write {
  const { id, at, by, kind, ...detail } = event
  const words = Object.keys(detail).length === 0 ? undefined : JSON.stringify(detail)
  const sealed = words === undefined ? null : key.seal('case_events', id, 'detail', words)
  return sql.insertEvent.write({ id, case_id: caseId, at, by, kind, detail: sealed }, 1)
}

function sealContent(
  id: string,
  content: Pick<NewCase, 'answers' | 'summary' | 'declaration'>,
  key: DataKey,
) {
  const { answers, summary, declaration } = content
  return {
    answers: key.seal('cases', id, 'answers', JSON.stringify(answers)),
    summary: key.seal('cases', id, 'summary', summary),
    declaration: declaration ? key.seal('cases', id, 'declaration', JSON.stringify(declaration)) : null,
  }
}

function toState(row: sql.StateRow): CaseStanding {
  return {
    id: row.id,
    reference: row.reference,
    service: row.service,
    contactId: row.contact_id,
    ...(row.person_id !== null && { personId: row.person_id }),
    kind: row.kind as CaseKind,
    state: row.state as CaseState,
    submittedAt: row.submitted_at,
    ...(row.complete_at !== null && { completeAt: row.complete_at }),
    ...(row.assigned_to !== null && { assignedTo: row.assigned_to }),
    ...(row.due_at !== null && { dueAt: row.due_at }),
    rev: row.rev,
  }
}

function toCase(row: sql.Row, key: DataKey): StoredCase {
  const { id } = row
  return {
    ...toState(row),
    keyId: row.key_id,
    answers: JSON.parse(key.unseal('cases', id, 'answers', row.answers)) as CaseAnswers,
    summary: key.unseal('cases', id, 'summary', row.summary),
    ...(row.declaration && {
      declaration: JSON.parse(key.unseal('cases', id, 'declaration', row.declaration)) as Declaration,
    }),
    formRevision: row.form_revision,
    changedAt: row.changed_at,
  }
}

function toEvent(row: sql.EventRow, key: DataKey): CaseEvent {
  const detail: unknown = row.detail
    ? JSON.parse(key.unseal('case_events', row.id, 'detail', row.detail))
    : undefined
  return Object.assign({ id: row.id, at: row.at, by: row.by, kind: row.kind }, detail) as CaseEvent
}
