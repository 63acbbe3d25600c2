import { query } from './query.ts'

interface Content {
  readonly answers: Uint8Array
  readonly summary: Uint8Array
  readonly declaration: Uint8Array | null
}

interface Insert extends Content {
  readonly id: string
  readonly reference: string
  readonly service: string
  readonly contact_id: string
  readonly person_id: string | null
  readonly key_id: string
  readonly state: string
  readonly form_revision: string
  readonly submitted_at: number
  readonly complete_at: number | null
  readonly kind: string
  readonly identity_index: Uint8Array | null
  readonly pin: string | null
}

export const insert = query('cases.create', (db, p: Insert) =>
  db.insertInto('cases').values({
    id: p.id,
    reference: p.reference,
    service: p.service,
    contact_id: p.contact_id,
    person_id: p.person_id,
    key_id: p.key_id,
    state: p.state,
    answers: p.answers,
    summary: p.summary,
    declaration: p.declaration,
    form_revision: p.form_revision,
    submitted_at: p.submitted_at,
    complete_at: p.complete_at,
    changed_at: p.submitted_at,
    rev: 1,
    kind: p.kind,
    identity_index: p.identity_index,
    pin: p.pin,
  }),
)

const state = [
  'id',
  'reference',
  'service',
  'contact_id',
  'person_id',
  'state',
  'submitted_at',
  'complete_at',
  'rev',
  'kind',
  'assigned_to',
  'due_at',
] as const

const columns = [
  ...state,
  'key_id',
  'answers',
  'summary',
  'declaration',
  'form_revision',
  'changed_at',
] as const

export const get = query('cases.get', (db, p: { id: string }) =>
  db.selectFrom('cases').select(columns).where('id', '=', p.id),
)

export type Row = NonNullable<typeof get.row>

export const byReference = query('cases.byReference', (db, p: { reference: string }) =>
  db.selectFrom('cases').select(columns).where('reference', '=', p.reference),
)

export const ofContact = query('cases.ofContact', (db, p: { contact: string }) =>
  db.selectFrom('cases').select(columns).where('contact_id', '=', p.contact).orderBy('submitted_at', 'desc'),
)

export const statesOf = query('cases.statesOf', (db, p: { contact: string }) =>
  db.selectFrom('cases').select(state).where('contact_id', '=', p.contact),
)

export const standing = query('cases.standing', (db, p: { id: string }) =>
  db.selectFrom('cases').select(state).where('id', '=', p.id),
)

export const ofPerson = query('cases.ofPerson', (db, p: { person: string; service: string }) =>
  db
    .selectFrom('cases')
    .select(state)
    .where('person_id', '=', p.person)
    .where('service', '=', p.service)
    .orderBy('submitted_at', 'desc'),
)

export const allOfPerson = query('cases.allOfPerson', (db, p: { person: string }) =>
  db.selectFrom('cases').select(state).where('person_id', '=', p.person).orderBy('submitted_at', 'desc'),
)

export const inState = query('cases.inState', (db, p: { state: string; limit: number }) =>
  db.selectFrom('cases').select(state).where('state', '=', p.state).orderBy('submitted_at').limit(p.limit),
)

export type StateRow = NonNullable<typeof inState.row>

export const countBy = query('cases.countBy', (db, p: { state: string }) =>
  db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', p.state),
)

export const countByState = query('cases.countByState', (db, _p: object) =>
  db
    .selectFrom('cases')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state'),
)

interface Move {
  readonly id: string
  readonly rev: number
  readonly state: string
  readonly complete_at: number | null
  readonly due_at: number | null
  readonly assigned_to: string | null
  readonly at: number
}

export const move = query('cases.move', (db, p: Move) =>
  db
    .updateTable('cases')
    .set((eb) => ({
      state: p.state,
      complete_at: p.complete_at,
      due_at: p.due_at,
      assigned_to: p.assigned_to,
      rev: eb('rev', '+', 1),
      changed_at: p.at,
    }))
    .where('id', '=', p.id)
    .where('rev', '=', p.rev),
)

export const setContent = query(
  'cases.setContent',
  (db, p: Content & { id: string; rev: number; at: number }) =>
    db
      .updateTable('cases')
      .set((eb) => ({
        answers: p.answers,
        summary: p.summary,
        declaration: p.declaration,
        rev: eb('rev', '+', 1),
        changed_at: p.at,
      }))
      .where('id', '=', p.id)
      .where('rev', '=', p.rev),
)

export const setPerson = query('cases.setPerson', (db, p: { id: string; person: string }) =>
  db.updateTable('cases').set({ person_id: p.person }).where('id', '=', p.id),
)

export const setFirstPerson = query('cases.setFirstPerson', (db, p: { id: string; person: string }) =>
  db.updateTable('cases').set({ person_id: p.person }).where('id', '=', p.id).where('person_id', 'is', null),
)

export const dueBefore = query('cases.dueBefore', (db, p: { at: number; limit: number }) =>
  db
    .selectFrom('cases')
    .select(state)
    .where('due_at', 'is not', null)
    .where('due_at', '<=', p.at)
    .orderBy('due_at')
    .limit(p.limit),
)

export const assignedTo = query('cases.assignedTo', (db, p: { staff: string; limit: number }) =>
  db
    .selectFrom('cases')
    .select(state)
    .where('assigned_to', '=', p.staff)
    .orderBy('submitted_at')
    .limit(p.limit),
)

export const newest = query('cases.newest', (db, p: { limit: number }) =>
  db.selectFrom('cases').select(state).orderBy('submitted_at', 'desc').limit(p.limit),
)

export const sameIdentity = query('cases.sameIdentity', (db, p: { index: Uint8Array; service: string }) =>
  db
    .selectFrom('cases')
    .select(state)
    .where('identity_index', '=', p.index)
    .where('service', '=', p.service)
    .orderBy('submitted_at', 'desc'),
)

/** Other cases of the same service with the same identity number. */
export const twinsOf = query('cases.twinsOf', (db, p: { case: string }) =>
  db
    .selectFrom('cases as mine')
    .innerJoin('cases as twin', (on) =>
      on
        .onRef('twin.identity_index', '=', 'mine.identity_index')
        .onRef('twin.service', '=', 'mine.service')
        .onRef('twin.id', '<>', 'mine.id'),
    )
    .where('mine.id', '=', p.case)
    .select(state.map((column) => `twin.${column}` as const))
    .orderBy('twin.submitted_at', 'desc'),
)

export const setDue = query('cases.setDue', (db, p: { id: string; at: number | null }) =>
  db.updateTable('cases').set({ due_at: p.at }).where('id', '=', p.id),
)

export interface EventRow {
  readonly id: string
  readonly case_id: string
  readonly at: number
  readonly by: string
  readonly kind: string
  readonly detail: Uint8Array | null
}

export const insertEvent = query('cases.addEvent', (db, p: EventRow) =>
  db
    .insertInto('case_events')
    .values({ id: p.id, case_id: p.case_id, at: p.at, by: p.by, kind: p.kind, detail: p.detail }),
)

export const events = query('cases.events', (db, p: { case: string }) =>
  db
    .selectFrom('case_events')
    .select(['id', 'case_id', 'at', 'by', 'kind', 'detail'])
    .where('case_id', '=', p.case)
    .orderBy('seq'),
)
