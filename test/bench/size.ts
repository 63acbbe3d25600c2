import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase } from '#store/database.ts'
import { DATABASE_FILE } from '#store/keys.ts'
import { benchBare } from './bare.ts'
import { measure } from './turns.ts'

/** Sessions that are stored already; the largest fills about 1.5 GB of disk. */
const SIZES = (process.env.BENCH_SIZES ?? '1000,100000,1000000').split(',').map(Number)
const CONVERSATIONS = 150
const AT_ONCE = 64
const STATE = 1000

/** CPU of a turn beside a growing number of stored sessions, and of bare statements beside the same. */
export async function benchSize(write: (line: string) => void): Promise<void> {
  let first: { wasl: number; bare: number } | undefined
  for (const size of SIZES) {
    const prepare = (folder: string): void => fill(folder, size)
    const wasl = await measure(CONVERSATIONS, AT_ONCE, prepare)
    const bare = await benchBare({
      turns: wasl.turns,
      contacts: CONVERSATIONS,
      grouping: wasl.turns / wasl.transactions,
      prepare,
    })
    const cost = { wasl: (wasl.cpu / wasl.turns) * 1e6, bare: (bare.cpu / bare.turns) * 1e6 }
    first ??= cost
    write(
      `${String(size).padStart(9)} sessions: CPU ${cost.wasl.toFixed(0)} µs a turn, ${(cost.wasl / first.wasl).toFixed(2)} × the first; ` +
        `bare ${cost.bare.toFixed(0)} µs, ${(cost.bare / first.bare).toFixed(2)} ×`,
    )
  }
}

/** Contacts with a session each, written in bulk: their values are noise, but as large as real ones. */
function fill(folder: string, size: number): void {
  const db = openDatabase(join(folder, DATABASE_FILE), 'NORMAL')
  db.pragma('synchronous = OFF')
  const key = db.prepare(
    'insert into data_keys (id, wrapped, version, master_version, created_at) values (?, ?, 1, 1, 1)',
  )
  const contact = db.prepare(
    "insert into contacts (id, urn_index, account, channel, urn, key_id, owner, reachability, created_at, seen_at, rev) values (?, ?, 'other', 'web', ?, ?, 'bot', 'active', 1, 1, 1)",
  )
  const session = db.prepare(
    "insert into sessions (contact_id, id, rev, status, flow, step, waiting, state, updated_at, expires_at) values (?, ?, 1, 'active', 'request', 'form', 'form', ?, 1, 9e15)",
  )
  const state = randomBytes(STATE)
  const urn = randomBytes(60)
  const insert = db.transaction((from: number, to: number) => {
    for (let n = from; n < to; n++) {
      const id = randomBytes(12).toString('hex')
      key.run(`k${id}`, urn)
      contact.run(id, randomBytes(16), urn, `k${id}`)
      session.run(id, `s${id}`, state)
    }
  })
  for (let from = 0; from < size; from += 10_000) insert(from, Math.min(size, from + 10_000))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
