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
  readonly state: string
  readonly answers: CaseAnswers
  readonly summary: string
  readonly declaration?: Declaration
  readonly formRevision: string
  readonly submittedAt: number
  readonly completeAt?: number
}

/** A request on record. */
export interface StoredCase extends NewCase {
  readonly keyId: string
  readonly changedAt: number
  readonly rev: number
}

/** What may be shown of a case without opening it. */
export interface CaseState {
  readonly id: string
  readonly reference: string
  readonly service: string
  readonly contactId: string
  readonly personId?: string
  readonly state: string
  readonly submittedAt: number
  readonly completeAt?: number
  readonly rev: number
}

/** Something that happened to a case: who, when, what and why. Never changed. */
export interface CaseEvent {
  readonly id: string
  readonly caseId: string
  readonly at: number
  readonly by: string
  readonly kind: string
  readonly why?: string
}

/** The cases of a store. */
export type Cases = ReturnType<typeof createCases>

/** Cases over a reader. */
export function createCases(reader: Reader, vault: Vault, now: () => number) {
  const open = async (row: sql.Row | undefined, key?: DataKey): Promise<StoredCase | undefined> =>
    row && toCase(row, key?.id === row.key_id ? key : await vault.open(row.key_id))

  return {
    /** A new case and its first event. */
    create(record: NewCase, event: Omit<CaseEvent, 'caseId'>, key: DataKey): Write[] {
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
      }
      return [sql.insert.write(row, 1), addEvent({ ...event, caseId: id }, key)]
    },
    async get(id: string, key?: DataKey): Promise<StoredCase | undefined> {
      return open(await reader.first(sql.get, { id }), key)
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
    async statesOf(contactId: string): Promise<CaseState[]> {
      const rows = await reader.all(sql.statesOf, { contact: contactId })
      // Sorted here: almost always there is none, and every turn asks.
      return rows.map(toState).sort((a, b) => b.submittedAt - a.submittedAt)
    },
    /** A person's cases for a service, the newest first. */
    async ofPerson(personId: string, service: string): Promise<CaseState[]> {
      return (await reader.all(sql.ofPerson, { person: personId, service })).map(toState)
    },
    /** Cases in a state, the oldest first. */
    async inState(state: string, limit: number): Promise<CaseState[]> {
      return (await reader.all(sql.inState, { state, limit })).map(toState)
    },
    async countBy(state: string): Promise<number> {
      return (await reader.first(sql.countBy, { state }))?.count ?? 0
    },
    async countByState(): Promise<Record<string, number>> {
      const rows = await reader.all(sql.countByState, {})
      return Object.fromEntries(rows.map((row) => [row.state, row.count]))
    },
    /** Moves a case on; stale when someone else moved it first. */
    setState: (id: string, rev: number, from: string, to: string): Write =>
      sql.setState.write({ id, rev, from, to, at: now() }, 1),
    /** When the case became complete: the clock of the decision starts. */
    setComplete: (id: string, at: number): Write => sql.setComplete.write({ id, at }, 1),
    /** Replaces what was answered (after a return); the caller sees to a new declaration. */
    setContent: (
      id: string,
      rev: number,
      content: Pick<NewCase, 'answers' | 'summary' | 'declaration'>,
      key: DataKey,
    ): Write => sql.setContent.write({ id, rev, ...sealContent(id, content, key), at: now() }, 1),
    setPerson: (id: string, personId: string): Write => sql.setPerson.write({ id, person: personId }, 1),
    addEvent,
    /** What happened to a case, in order. */
    async events(caseId: string, key: DataKey): Promise<CaseEvent[]> {
      return (await reader.all(sql.events, { case: caseId })).map((row) => toEvent(row, key))
    },
  }
}

/** Something happened to a case. */
function addEvent(event: CaseEvent, key: DataKey): Write {
  const row = {
    id: event.id,
    case_id: event.caseId,
    at: event.at,
    by: event.by,
    kind: event.kind,
    why: event.why === undefined ? null : key.seal('case_events', event.id, 'why', event.why),
  }
  return sql.insertEvent.write(row, 1)
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

function toState(row: sql.StateRow): CaseState {
  return {
    id: row.id,
    reference: row.reference,
    service: row.service,
    contactId: row.contact_id,
    ...(row.person_id !== null && { personId: row.person_id }),
    state: row.state,
    submittedAt: row.submitted_at,
    ...(row.complete_at !== null && { completeAt: row.complete_at }),
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
  return {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    by: row.by,
    kind: row.kind,
    ...(row.why && { why: key.unseal('case_events', row.id, 'why', row.why) }),
  }
}
