import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from 'better-sqlite3'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** Who did what to what; no personal data, ids only. */
export interface AuditEntry {
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
}

export interface AuditRow extends AuditEntry {
  readonly seq: number
  readonly hash: Uint8Array
}

/** The last entry of the log; kept elsewhere too, it shows when the end was cut off. */
export interface AuditHead {
  readonly seq: number
  /** Hexadecimal. */
  readonly hash: string
}

/** Whether the chain holds, and the first entry where it does not. */
export interface AuditCheck {
  readonly ok: boolean
  readonly brokenAt?: number
}

const START = Buffer.alloc(32)

/** SHA-256 over the hash before and the entry itself; a length is told by JSON, so no two entries read alike. */
function entryHash(before: Uint8Array, seq: number, entry: AuditEntry): Buffer {
  const { at, actor, action, subject } = entry
  return createHash('sha256')
    .update(before)
    .update(JSON.stringify([seq, at, actor, action, subject]))
    .digest()
}

/** Teaches the database the hash, so that it is taken inside the transaction that appends. */
export function registerAuditHash(db: Database): void {
  db.function(
    'audit_hash',
    { deterministic: true, directOnly: true, varargs: true },
    (...[before, seq, at, actor, action, subject]: unknown[]) =>
      entryHash(before instanceof Uint8Array ? before : START, Number(seq), {
        at: Number(at),
        actor: String(actor),
        action: String(action),
        subject: String(subject),
      }),
  )
}

const append = query(
  'audit.append',
  (_db, p: AuditEntry) => sql`
    insert into audit (seq, at, actor, action, subject, hash)
    select seq, ${p.at}, ${p.actor}, ${p.action}, ${p.subject},
      audit_hash(before, seq, ${p.at}, ${p.actor}, ${p.action}, ${p.subject})
    from (
      select coalesce((select max(seq) from audit), 0) + 1 as seq,
        (select hash from audit order by seq desc limit 1) as before
    )`,
)

const columns = ['seq', 'at', 'actor', 'action', 'subject', 'hash'] as const

const after = query('audit.after', (db, p: { seq: number; limit: number }) =>
  db.selectFrom('audit').select(columns).where('seq', '>', p.seq).orderBy('seq').limit(p.limit),
)

const last = query('audit.head', (db, _p: object) =>
  db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1),
)

/** Entries read at once while the chain is checked. */
const PAGE = 2_000

/** The audit log of a store. */
export type Audit = ReturnType<typeof createAudit>

/** The audit log over a reader. */
export function createAudit(reader: Reader) {
  return {
    append: ({ at, actor, action, subject }: AuditEntry): Write =>
      append.write({ at, actor, action, subject }, 1),
    /** Entries after a place, in order. */
    after: (seq: number, limit: number): Promise<AuditRow[]> => reader.all(after, { seq, limit }),
    async head(): Promise<AuditHead | undefined> {
      const row = await reader.first(last, {})
      return row && { seq: row.seq, hash: Buffer.from(row.hash).toString('hex') }
    },
    /**
     * Recomputes the chain from its beginning, or from `from` (whose own hash is then believed). `head`, kept
     * elsewhere, must still be in it.
     */
    async verify(head?: AuditHead, from = 0): Promise<AuditCheck> {
      const start = from > 0 ? await reader.first(after, { seq: from - 1, limit: 1 }) : undefined
      let seq = start?.seq ?? 0
      let before: Uint8Array = start?.hash ?? START
      for (;;) {
        const rows = await reader.all(after, { seq, limit: PAGE })
        for (const row of rows) {
          seq++
          const hash = entryHash(before, seq, row)
          if (row.seq !== seq || !hash.equals(row.hash)) return { ok: false, brokenAt: seq }
          if (head?.seq === seq && hash.toString('hex') !== head.hash) return { ok: false, brokenAt: seq }
          before = row.hash
        }
        if (rows.length < PAGE) break
      }
      return head && head.seq > seq ? { ok: false, brokenAt: seq + 1 } : { ok: true }
    },
  }
}
