import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { DataKey } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import { hashSecret, isSecret } from './secret-hash.ts'
import type { Write } from './write.ts'

/** How a member of staff signs in. Secrets are never here: only what they are compared with. */
export interface StaffAccess {
  readonly staffId: string
  readonly hasPassword: boolean
  /** The shared secret of the one-time codes (RFC 6238); absent until the first sign-in has set it up. */
  readonly totp?: Uint8Array
  /** The last time step whose code was used: a code works once. */
  readonly totpStep?: number
  readonly recoveryLeft: number
  readonly failed: number
  readonly lockedUntil?: number
}

interface Row {
  readonly staff_id: string
  readonly password: string | null
  readonly totp: Uint8Array | null
  readonly totp_step: number | null
  readonly recovery: string
  readonly failed: number
  readonly locked_until: number | null
}

const get = query('staff_access.get', (db, p: { id: string }) =>
  db.selectFrom('staff_access').selectAll().where('staff_id', '=', p.id),
)

const setPassword = query('staff_access.password', (db, p: { id: string; password: string; at: number }) =>
  db
    .insertInto('staff_access')
    .values({
      staff_id: p.id,
      password: p.password,
      totp: null,
      totp_step: null,
      recovery: '[]',
      failed: 0,
      locked_until: null,
      changed_at: p.at,
    })
    .onConflict((on) =>
      on
        .column('staff_id')
        .doUpdateSet({ password: p.password, failed: 0, locked_until: null, changed_at: p.at }),
    ),
)

const setTotp = query(
  'staff_access.totp',
  (db, p: { id: string; totp: Uint8Array; recovery: string; step: number; at: number }) =>
    db
      .updateTable('staff_access')
      .set({ totp: p.totp, recovery: p.recovery, totp_step: p.step, changed_at: p.at })
      .where('staff_id', '=', p.id),
)

const forgetTotp = query('staff_access.forgetTotp', (db, p: { id: string }) =>
  db
    .updateTable('staff_access')
    .set({ totp: null, totp_step: null, recovery: '[]' })
    .where('staff_id', '=', p.id),
)

const stepUsed = query('staff_access.stepUsed', (db, p: { id: string; step: number }) =>
  db
    .updateTable('staff_access')
    .set({ totp_step: p.step, failed: 0, locked_until: null })
    .where('staff_id', '=', p.id)
    .where((eb) => eb.or([eb('totp_step', 'is', null), eb('totp_step', '<', p.step)])),
)

const setRecovery = query(
  'staff_access.recovery',
  (db, p: { id: string; recovery: string; before: string }) =>
    db
      .updateTable('staff_access')
      .set({ recovery: p.recovery, failed: 0, locked_until: null })
      .where('staff_id', '=', p.id)
      .where('recovery', '=', p.before),
)

const failed = query('staff_access.failed', (db, p: { id: string; until: number | null }) =>
  db
    .updateTable('staff_access')
    .set((eb) => ({ failed: eb('failed', '+', 1), locked_until: p.until }))
    .where('staff_id', '=', p.id),
)

const clear = query('staff_access.clear', (db, p: { id: string }) =>
  db.updateTable('staff_access').set({ failed: 0, locked_until: null }).where('staff_id', '=', p.id),
)

const addLink = query('staff_links.add', (db, p: { hash: Uint8Array; staff: string | null; until: number }) =>
  db
    .insertInto('staff_links')
    .values({ token_hash: p.hash, staff_id: p.staff, expires_at: p.until, used_at: null }),
)

const getLink = query('staff_links.get', (db, p: { hash: Uint8Array; now: number }) =>
  db
    .selectFrom('staff_links')
    .select('staff_id')
    .where('token_hash', '=', p.hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
)

const useLink = query('staff_links.use', (db, p: { hash: Uint8Array; now: number }) =>
  db
    .updateTable('staff_links')
    .set({ used_at: p.now })
    .where('token_hash', '=', p.hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', p.now),
)

const anyPassword = query('staff_access.any', (db, _p: object) =>
  db
    .selectFrom('staff_access')
    .innerJoin('staff', 'staff.id', 'staff_access.staff_id')
    .select('staff_access.staff_id')
    .where('staff.role', '=', sql.lit('admin'))
    .where('staff.status', '=', sql.lit('active'))
    .where('staff_access.password', 'is not', null)
    .limit(sql.lit(1)),
)

/** How the staff of a store sign in. */
export type StaffAccesses = ReturnType<typeof createStaffAccess>

/** Sign-in data over a reader; shared secrets are sealed with the association's key. */
export function createStaffAccess(reader: Reader, association: DataKey) {
  return {
    async get(staffId: string): Promise<StaffAccess | undefined> {
      const row = await reader.first(get, { id: staffId })
      return row && toAccess(row, association)
    },
    /** Whether a password is that of a member; takes as long where there is no such member. */
    async isPassword(staffId: string, password: string): Promise<boolean> {
      const row = await reader.first(get, { id: staffId })
      return isSecret(row?.password ?? undefined, Buffer.from(password.normalize('NFKC')))
    },
    hashPassword: (password: string): Promise<string> => hashSecret(Buffer.from(password.normalize('NFKC'))),
    /** Keeps what `hashPassword` made; lifts a lock. */
    setPassword: (staffId: string, hashed: string, at: number): Write =>
      setPassword.write({ id: staffId, password: hashed, at }, 1),
    /** One-time codes from now on, and codes for the day the phone is lost, each kept as a hash. */
    setTotp: (
      staffId: string,
      secret: Uint8Array,
      step: number,
      recovery: readonly string[],
      at: number,
    ): Write =>
      setTotp.write(
        {
          id: staffId,
          totp: association.seal('staff_access', staffId, 'totp', Buffer.from(secret).toString('base64')),
          recovery: JSON.stringify(recovery.map(hashOf)),
          step,
          at,
        },
        1,
      ),
    /** A new link also stands for a lost phone: codes are set up anew. */
    forgetTotp: (staffId: string): Write => forgetTotp.write({ id: staffId }),
    /** A one-time code was used; stale when it, or a later one, was used before. */
    stepUsed: (staffId: string, step: number): Write => stepUsed.write({ id: staffId, step }, 1),
    /** A recovery code was used: what is to be written, or nothing where it is not one. */
    async useRecovery(staffId: string, code: string): Promise<Write | undefined> {
      const row = await reader.first(get, { id: staffId })
      const kept = row ? (JSON.parse(row.recovery) as string[]) : []
      const left = kept.filter((hash) => hash !== hashOf(code))
      if (!row || left.length === kept.length) return undefined
      return setRecovery.write({ id: staffId, recovery: JSON.stringify(left), before: row.recovery }, 1)
    },
    /** One more failed try; locked until then where given. */
    failed: (staffId: string, lockedUntil: number | undefined): Write =>
      failed.write({ id: staffId, until: lockedUntil ?? null }),
    clear: (staffId: string): Write => clear.write({ id: staffId }),
    /** A link that sets a password, once; without a member it makes the first administrator. */
    addLink: (token: string, staffId: string | undefined, expiresAt: number): Write =>
      addLink.write({ hash: linkHash(token), staff: staffId ?? null, until: expiresAt }, 1),
    /** Whom a link is for; undefined where it is unknown, used or too old. */
    async link(token: string, now: number): Promise<{ readonly staffId?: string } | undefined> {
      const row = await reader.first(getLink, { hash: linkHash(token), now })
      return row && { ...(row.staff_id !== null && { staffId: row.staff_id }) }
    },
    /** The link is used; stale when somebody was faster. */
    useLink: (token: string, now: number): Write => useLink.write({ hash: linkHash(token), now }, 1),
    /** Whether somebody can administer already. */
    async hasAdministrator(): Promise<boolean> {
      return (await reader.first(anyPassword, {})) !== undefined
    },
  }
}

/** Recovery codes hold 50 random bits and more: one fast hash keeps them. */
function hashOf(code: string): string {
  return createHash('sha256').update(`recovery\0${code}`).digest('base64')
}

function linkHash(token: string): Uint8Array {
  return createHash('sha256').update(`link\0${token}`).digest()
}

function toAccess(row: Row, key: DataKey): StaffAccess {
  return {
    staffId: row.staff_id,
    hasPassword: row.password !== null,
    ...(row.totp && {
      totp: Buffer.from(key.unseal('staff_access', row.staff_id, 'totp', row.totp), 'base64'),
    }),
    ...(row.totp_step !== null && { totpStep: row.totp_step }),
    recoveryLeft: (JSON.parse(row.recovery) as string[]).length,
    failed: row.failed,
    ...(row.locked_until !== null && { lockedUntil: row.locked_until }),
  }
}
