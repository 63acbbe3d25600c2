import { sql } from 'kysely'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A question that somebody asked, and what came of it. */
export interface Inquiry {
  readonly id: string
  readonly at: number
  readonly contactId?: string
  readonly outcome: string
  readonly intent?: string
  readonly text?: string
  readonly normalised?: string
  readonly lang: string
  readonly answered: boolean
}

/** Unanswered inquiries that read alike and come near the same answer: what an answer, or an example, is missing for. */
export interface InquiryGroup {
  /** The approved answer that comes nearest, if any does. */
  readonly intent?: string
  readonly normalised: string
  readonly count: number
  /** When it was last asked. */
  readonly last: number
  /** How people wrote it, up to three ways. */
  readonly samples: readonly string[]
}

interface Row {
  readonly id: string
  readonly at: number
  readonly contact_id: string | null
  readonly outcome: string
  readonly intent: string | null
  readonly text: Uint8Array | null
  readonly normalised: Uint8Array | null
  readonly lang: string
  readonly answered: number
}

const insert = query('inquiries.record', (db, p: Row) =>
  db.insertInto('inquiries').values({
    id: p.id,
    at: p.at,
    contact_id: p.contact_id,
    outcome: p.outcome,
    intent: p.intent,
    text: p.text,
    normalised: p.normalised,
    lang: p.lang,
    answered: p.answered,
  }),
)

const settle = query('inquiries.settle', (db, p: { id: string; outcome: string }) =>
  db.updateTable('inquiries').set({ outcome: p.outcome, answered: 1 }).where('id', '=', p.id),
)

const conclude = query(
  'inquiries.conclude',
  (db, p: { id: string; outcome: string; intent: string | null; answered: number }) =>
    db
      .updateTable('inquiries')
      .set((eb) => ({
        outcome: p.outcome,
        intent: eb.fn.coalesce(sql<string | null>`${p.intent}`, 'intent'),
        answered: p.answered,
      }))
      .where('id', '=', p.id),
)

const since = query('inquiries.since', (db, p: { from: number; limit: number }) =>
  db.selectFrom('inquiries').selectAll().where('at', '>=', p.from).orderBy('at').limit(p.limit),
)

const unanswered = query('inquiries.unanswered', (db, p: { from: number; limit: number }) =>
  db
    .selectFrom('inquiries')
    .selectAll()
    .where('answered', '=', sql.lit(0))
    .where('at', '>=', p.from)
    .orderBy('at')
    .limit(p.limit),
)

const purge = query('inquiries.purge', (db, p: { before: number; limit: number }) =>
  db
    .deleteFrom('inquiries')
    .where('id', 'in', (eb) =>
      eb.selectFrom('inquiries').select('id').where('at', '<', p.before).orderBy('at').limit(p.limit),
    ),
)

const erase = query('inquiries.erase', (db, p: { contact: string }) =>
  db.deleteFrom('inquiries').where('contact_id', '=', p.contact),
)

/** The inquiries of a store. */
export type Inquiries = ReturnType<typeof createInquiries>

/** Inquiries over a reader; the words are sealed with the association's key, so that staff can learn from them. */
export function createInquiries(reader: Reader, association: DataKey) {
  const cell = (id: string, column: string, value: string | undefined) =>
    value === undefined ? null : association.seal('inquiries', id, column, value)
  const toInquiry = (row: Row): Inquiry => ({
    id: row.id,
    at: row.at,
    ...(row.contact_id !== null && { contactId: row.contact_id }),
    outcome: row.outcome,
    ...(row.intent !== null && { intent: row.intent }),
    ...(row.text && { text: association.unseal('inquiries', row.id, 'text', row.text) }),
    ...(row.normalised && {
      normalised: association.unseal('inquiries', row.id, 'normalised', row.normalised),
    }),
    lang: row.lang,
    answered: row.answered === 1,
  })

  return {
    record: (inquiry: Inquiry): Write =>
      insert.write(
        {
          id: inquiry.id,
          at: inquiry.at,
          contact_id: inquiry.contactId ?? null,
          outcome: inquiry.outcome,
          intent: inquiry.intent ?? null,
          text: cell(inquiry.id, 'text', inquiry.text),
          normalised: cell(inquiry.id, 'normalised', inquiry.normalised),
          lang: inquiry.lang,
          answered: inquiry.answered ? 1 : 0,
        },
        1,
      ),
    /** Answered later, by staff or by a new approved answer. */
    settle: (id: string, outcome: string): Write => settle.write({ id, outcome }, 1),
    /** What came of it in the conversation; changes nothing where it was erased meanwhile. */
    conclude: (inquiry: {
      readonly id: string
      readonly outcome: string
      readonly intent?: string
      readonly answered: boolean
    }): Write =>
      conclude.write({
        id: inquiry.id,
        outcome: inquiry.outcome,
        intent: inquiry.intent ?? null,
        answered: inquiry.answered ? 1 : 0,
      }),
    async since(from: number, limit: number): Promise<Inquiry[]> {
      return (await reader.all(since, { from, limit })).map(toInquiry)
    },
    async unanswered(from: number, limit: number): Promise<Inquiry[]> {
      return (await reader.all(unanswered, { from, limit })).map(toInquiry)
    },
    /** The unanswered ones by what they say and what they come nearest to, the most frequent first. */
    async unansweredGroups(from: number, limit: number): Promise<InquiryGroup[]> {
      return groupInquiries((await reader.all(unanswered, { from, limit })).map(toInquiry))
    },
    /** Removes everything a contact asked. */
    erase: (contactId: string): Write => erase.write({ contact: contactId }),
    /** Removes inquiries before a time, at most `limit`; call again until it changes none. */
    purge: (before: number, limit = 1_000): Write => purge.write({ before, limit }),
  }
}

const SAMPLES = 3

function groupInquiries(inquiries: readonly Inquiry[]): InquiryGroup[] {
  const groups = new Map<string, InquiryGroup>()
  for (const { intent, normalised = '', text, at } of inquiries) {
    const name = `${intent ?? ''} ${normalised}`
    const known = groups.get(name)
    const samples = known?.samples ?? []
    const another = text !== undefined && !samples.includes(text) && samples.length < SAMPLES
    groups.set(name, {
      ...(intent !== undefined && { intent }),
      normalised,
      count: (known?.count ?? 0) + 1,
      last: Math.max(known?.last ?? 0, at),
      samples: another ? [...samples, text] : samples,
    })
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count || b.last - a.last)
}
