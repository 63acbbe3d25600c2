import { createHash } from 'node:crypto'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

const link = query('staff_telegram.link', (db, p: { staff: string; user: string; at: number }) =>
  db
    .insertInto('staff_telegram')
    .values({ staff_id: p.staff, user_id: p.user, linked_at: p.at, code_hash: null, code_until: null })
    .onConflict((on) =>
      on
        .column('staff_id')
        .doUpdateSet({ user_id: p.user, linked_at: p.at, code_hash: null, code_until: null }),
    ),
)

const unlinkUser = query('staff_telegram.unlinkUser', (db, p: { user: string }) =>
  db.updateTable('staff_telegram').set({ user_id: null, linked_at: null }).where('user_id', '=', p.user),
)

const unlink = query('staff_telegram.unlink', (db, p: { staff: string }) =>
  db.deleteFrom('staff_telegram').where('staff_id', '=', p.staff),
)

const setCode = query('staff_telegram.code', (db, p: { staff: string; hash: Uint8Array; until: number }) =>
  db
    .insertInto('staff_telegram')
    .values({ staff_id: p.staff, user_id: null, linked_at: null, code_hash: p.hash, code_until: p.until })
    .onConflict((on) => on.column('staff_id').doUpdateSet({ code_hash: p.hash, code_until: p.until })),
)

const byCode = query('staff_telegram.byCode', (db, p: { hash: Uint8Array; now: number }) =>
  db
    .selectFrom('staff_telegram')
    .select('staff_id')
    .where('code_hash', '=', p.hash)
    .where('code_until', '>', p.now),
)

const byUser = query('staff_telegram.byUser', (db, p: { user: string }) =>
  db.selectFrom('staff_telegram').select('staff_id').where('user_id', '=', p.user),
)

/** Which Telegram account is which member of staff. */
export type StaffTelegram = ReturnType<typeof createStaffTelegram>

/** The accounts of staff over a reader. */
export function createStaffTelegram(reader: Reader) {
  return {
    /** An account belongs to this member, and to nobody else, from now on. */
    link: (staffId: string, userId: string, at: number): Write[] => [
      unlinkUser.write({ user: userId }),
      link.write({ staff: staffId, user: userId, at }, 1),
    ],
    unlink: (staffId: string): Write => unlink.write({ staff: staffId }),
    /** A code that links whoever types it in the group, once. Only its hash is kept. */
    setCode: (staffId: string, code: string, until: number): Write =>
      setCode.write({ staff: staffId, hash: hashOf(code), until }, 1),
    /** Whom a code is for. */
    async staffOfCode(code: string, now: number): Promise<string | undefined> {
      return (await reader.first(byCode, { hash: hashOf(code), now }))?.staff_id
    },
    /** Whose account it is. */
    async staffOf(userId: string): Promise<string | undefined> {
      return (await reader.first(byUser, { user: userId }))?.staff_id
    },
  }
}

/** A code holds 50 random bits: one fast hash keeps it. */
function hashOf(code: string): Uint8Array {
  return createHash('sha256').update(`telegram\0${code}`).digest()
}
