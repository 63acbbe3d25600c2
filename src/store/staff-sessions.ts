import { createHash } from 'node:crypto'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

/** A browser in which a member of staff is signed in. */
export interface StaffSession {
  readonly staffId: string
  readonly createdAt: number
  readonly seenAt: number
  /** What the browser calls itself, shortened: for the list of sessions only. */
  readonly device: string
  /** The one-time code was given too. */
  readonly confirmed: boolean
  /** Names the session in lists; its token cannot be had from it. */
  readonly mark: string
}

const add = query(
  'staff_sessions.add',
  (db, p: { hash: Uint8Array; staff: string; at: number; device: string; confirmed: number }) =>
    db.insertInto('staff_sessions').values({
      id_hash: p.hash,
      staff_id: p.staff,
      created_at: p.at,
      seen_at: p.at,
      device: p.device,
      confirmed: p.confirmed,
    }),
)

const get = query('staff_sessions.get', (db, p: { hash: Uint8Array }) =>
  db.selectFrom('staff_sessions').selectAll().where('id_hash', '=', p.hash),
)

const seen = query('staff_sessions.seen', (db, p: { hash: Uint8Array; at: number }) =>
  db.updateTable('staff_sessions').set({ seen_at: p.at }).where('id_hash', '=', p.hash),
)

const end = query('staff_sessions.end', (db, p: { hash: Uint8Array }) =>
  db.deleteFrom('staff_sessions').where('id_hash', '=', p.hash),
)

const endOne = query('staff_sessions.endOne', (db, p: { hash: Uint8Array; staff: string }) =>
  db.deleteFrom('staff_sessions').where('id_hash', '=', p.hash).where('staff_id', '=', p.staff),
)

const endAll = query('staff_sessions.endAll', (db, p: { staff: string }) =>
  db.deleteFrom('staff_sessions').where('staff_id', '=', p.staff),
)

const of = query('staff_sessions.of', (db, p: { staff: string }) =>
  db.selectFrom('staff_sessions').selectAll().where('staff_id', '=', p.staff).orderBy('seen_at', 'desc'),
)

const purge = query('staff_sessions.purge', (db, p: { seen: number; created: number }) =>
  db
    .deleteFrom('staff_sessions')
    .where((eb) => eb.or([eb('seen_at', '<', p.seen), eb('created_at', '<', p.created)])),
)

/** The sessions of staff. */
export type StaffSessions = ReturnType<typeof createStaffSessions>

/** Sessions over a reader; a stolen database holds no token, only hashes. */
export function createStaffSessions(reader: Reader) {
  return {
    begin: (token: string, staffId: string, at: number, device: string, confirmed: boolean): Write =>
      add.write({ hash: hashOf(token), staff: staffId, at, device, confirmed: confirmed ? 1 : 0 }, 1),
    async get(token: string): Promise<StaffSession | undefined> {
      const row = await reader.first(get, { hash: hashOf(token) })
      return row && toSession(row)
    },
    seen: (token: string, at: number): Write => seen.write({ hash: hashOf(token), at }),
    end: (token: string): Write => end.write({ hash: hashOf(token) }),
    /** Ends one of a member's sessions by its mark. */
    endByMark: (staffId: string, mark: string): Write =>
      endOne.write({ hash: Buffer.from(mark, 'hex'), staff: staffId }),
    endAll: (staffId: string): Write => endAll.write({ staff: staffId }),
    /** A member's sessions, the latest used first. */
    async of(staffId: string): Promise<StaffSession[]> {
      return (await reader.all(of, { staff: staffId })).map(toSession)
    },
    /** Removes sessions not used since a moment, or begun before another. */
    purge: (seenBefore: number, createdBefore: number): Write =>
      purge.write({ seen: seenBefore, created: createdBefore }),
  }
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(`session\0${token}`).digest()
}

function toSession(row: NonNullable<typeof get.row>): StaffSession {
  return {
    staffId: row.staff_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    device: row.device,
    confirmed: row.confirmed === 1,
    mark: Buffer.from(row.id_hash).toString('hex'),
  }
}
