import { sql } from 'kysely'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import { hashSecret, isSecret } from './secret-hash.ts'
import type { Vault } from './vault.ts'
import type { Write } from './write.ts'

/** Wrong tries of a day: on one case by anybody, and by one contact on any case. */
export interface PinTries {
  readonly ofCase: number
  readonly ofContact: number
}

const setPin = query('pins.set', (db, p: { case: string; pin: string }) =>
  db.updateTable('cases').set({ pin: p.pin }).where('id', '=', p.case),
)

const getPin = query('pins.get', (db, p: { case: string }) =>
  db.selectFrom('cases').select('pin').where('id', '=', p.case),
)

const wrong = query('pins.wrong', (db, p: { case: string; contact: string; day: string }) =>
  db
    .insertInto('pin_tries')
    .values({ case_id: p.case, contact_id: p.contact, day: p.day, wrong: 1 })
    .onConflict((on) =>
      on
        .columns(['case_id', 'contact_id', 'day'])
        .doUpdateSet((eb) => ({ wrong: eb('pin_tries.wrong', '+', 1) })),
    ),
)

const tries = query('pins.tries', (db, p: { case: string; contact: string; day: string }) =>
  db
    .selectFrom('pin_tries')
    .select([
      sql<number | null>`sum(case when case_id = ${p.case} then wrong else 0 end)`.as('of_case'),
      sql<number | null>`sum(case when contact_id = ${p.contact} then wrong else 0 end)`.as('of_contact'),
    ])
    .where('day', '=', p.day),
)

const stillOpen = query(
  'pins.stillOpen',
  (_db, p: { case: string; day: string; limit: number }) => sql<{ open: number }>`
    select 1 as open where coalesce(
      (select sum(wrong) from pin_tries where case_id = ${p.case} and day = ${p.day}), 0) < ${p.limit}`,
)

const purge = query('pins.purge', (db, p: { before: string }) =>
  db.deleteFrom('pin_tries').where('day', '<', p.before),
)

/** The PINs of cases, and the wrong tries at them. */
export type Pins = ReturnType<typeof createPins>

/**
 * PINs over a reader. What is hashed is the PIN's blind index, which takes the index key too: six digits alone
 * would soon be guessed from a stolen database.
 */
export function createPins(reader: Reader, vault: Vault) {
  const message = (caseId: string, pin: string): Uint8Array => vault.index('pin', `${caseId}\0${pin}`)

  return {
    /** A PIN as it is kept. Takes tens of milliseconds, on another thread. */
    hash: (caseId: string, pin: string): Promise<string> => hashSecret(message(caseId, pin)),
    /** Whether a PIN is that of a case; takes as long for a case that there is not. */
    async verify(caseId: string | undefined, pin: string): Promise<boolean> {
      const row = caseId === undefined ? undefined : await reader.first(getPin, { case: caseId })
      return isSecret(row?.pin ?? undefined, message(caseId ?? '', pin))
    },
    /** Keeps what `hash` made. */
    set: (caseId: string, hashed: string): Write => setPin.write({ case: caseId, pin: hashed }, 1),
    /** One more wrong try; an unknown reference counts under the case ''. `day` is `YYYY-MM-DD`. */
    wrong: (caseId: string, contactId: string, day: string): Write =>
      wrong.write({ case: caseId, contact: contactId, day }, 1),
    async tries(caseId: string, contactId: string, day: string): Promise<PinTries> {
      const row = await reader.first(tries, { case: caseId, contact: contactId, day })
      return { ofCase: caseId === '' ? 0 : (row?.of_case ?? 0), ofContact: row?.of_contact ?? 0 }
    },
    /** A guard: stale once too many tries were wrong, whoever made them at the same moment. Writes nothing. */
    stillOpen: (caseId: string, day: string, limit: number): Write =>
      stillOpen.write({ case: caseId, day, limit }, 1),
    purge: (before: string): Write => purge.write({ before }),
  }
}
