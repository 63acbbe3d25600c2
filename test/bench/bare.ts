import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { openDatabase } from '#store/database.ts'
import { DATABASE_FILE } from '#store/keys.ts'
import { openStore } from '#store/store.ts'

/** What a run is compared with. */
export interface Load {
  readonly turns: number
  readonly contacts: number
  /** Turns that shared one transaction, on average, in the run that this is compared with. */
  readonly grouping: number
  /** Fills the data folder first. */
  readonly prepare?: (folder: string) => void
}

/** Sizes of the sealed values of a turn in bytes, as the real run writes them. */
const SIZE = { content: 130, state: 1000, entries: 360, message: 250 } as const

/**
 * The rows of a turn, written by prepared statements alone: no engine, no encryption, no events. The same tables,
 * the same indexes, the same durability, as many turns a transaction.
 */
export async function benchBare({
  turns,
  contacts,
  grouping,
  prepare,
}: Load): Promise<{ turns: number; seconds: number; cpu: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-bare-'))
  const keys = { masterKey: new Uint8Array(32).fill(1), indexKey: new Uint8Array(32).fill(2) }
  await (await openStore({ folder, ...keys, now: Date.now })).close()
  prepare?.(folder)
  const db = openDatabase(join(folder, DATABASE_FILE), 'FULL')
  const turn = prepareTurn(db)
  for (let n = 0; n < contacts; n++) turn.contact(n)
  const cpu = process.cpuUsage()
  const began = performance.now()
  // As in the real run, a turn passes through four transactions: received, taken, being sent, sent.
  const group = Math.max(1, Math.round(grouping))
  const stages = [turn.receive, turn.take, turn.claim, turn.sent]
  for (let first = 0; first < turns + group * (stages.length - 1); first += group) {
    db.exec('begin immediate')
    for (const [stage, work] of stages.entries()) {
      const from = first - stage * group
      for (let n = Math.max(0, from); n < Math.min(from + group, turns); n++) work(n, n % contacts)
    }
    db.exec('commit')
  }
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return { turns, seconds, cpu: (used.user + used.system) / 1e6 }
}

function prepareTurn(db: Database) {
  const addKey = db.prepare(
    'insert into data_keys (id, wrapped, version, master_version, created_at) values (?, ?, 1, 1, 1)',
  )
  const addContact = db.prepare(
    "insert into contacts (id, urn_index, account, channel, urn, key_id, owner, reachability, created_at, seen_at, rev) values (?, ?, 'a', 'terminal', ?, ?, 'bot', 'active', 1, 1, 1)",
  )
  const findContact = db.prepare('select * from contacts where urn_index = ? and account = ?')
  const getContact = db.prepare('select * from contacts where id = ?')
  const getSession = db.prepare('select * from sessions where contact_id = ?')
  const getCases = db.prepare('select * from cases where contact_id = ? order by submitted_at desc')
  const addInbox = db.prepare(
    "insert into inbox (id, external, channel, account, contact_id, received_at, sent_at, status, attempts, content) values (?, ?, 'terminal', 'a', ?, 1, 1, 'pending', 0, ?) on conflict (external) do nothing",
  )
  const doneInbox = db.prepare(
    "update inbox set status = 'done', content = null where id = ? and status = 'pending'",
  )
  const owned = db.prepare("select rev from contacts where id = ? and owner = 'bot'")
  const addSession = db.prepare(
    'insert into sessions (contact_id, id, rev, status, flow, step, waiting, state, updated_at, expires_at) values (?, ?, 1, ?, ?, ?, ?, ?, 1, 2)',
  )
  const saveSession = db.prepare(
    'update sessions set rev = rev + 1, state = ?, updated_at = 1 where contact_id = ?',
  )
  const addMessage = db.prepare('insert into messages (id, contact_id, at, entries) values (?, ?, 1, ?)')
  const addOutbox = db.prepare(
    "insert into outbox (id, contact_id, account, priority, seq, status, attempts, not_before, created_at, changed_at, message) values (?, ?, 'a', 0, ?, 'pending', 0, 1, 1, 1, ?)",
  )
  const claim = db.prepare(
    "update outbox set status = 'sending', changed_at = 1 where id = ? and status = 'pending'",
  )
  const sent = db.prepare(
    "update outbox set status = 'sent', message = null, changed_at = 1 where id = ? and status = 'sending'",
  )
  const blob = {
    content: randomBytes(SIZE.content),
    state: randomBytes(SIZE.state),
    entries: randomBytes(SIZE.entries),
    message: randomBytes(SIZE.message),
  }
  const index = (n: number): Buffer => {
    const bytes = Buffer.alloc(16)
    bytes.writeUInt32LE(n, 0)
    bytes.writeUInt32LE((n * 2_654_435_761) >>> 0, 8)
    return bytes
  }
  return {
    contact(n: number): void {
      addKey.run(`k${n}`, randomBytes(60))
      addContact.run(`c${n}`, index(n), randomBytes(60), `k${n}`)
    },
    receive(turn: number, n: number): void {
      findContact.get(index(n), 'a')
      addInbox.run(turn + 1, index(turn + 1_000_000), `c${n}`, blob.content)
    },
    take(turn: number, n: number): void {
      const contact = `c${n}`
      getContact.get(contact)
      const session = getSession.get(contact)
      getCases.all(contact)
      owned.get(contact)
      doneInbox.run(turn + 1)
      if (session) saveSession.run(blob.state, contact)
      else addSession.run(contact, `s${n}`, 'active', 'request', 'form', 'form', blob.state)
      addOutbox.run(`o${turn}`, contact, turn, blob.message)
      addMessage.run(`m${turn}`, contact, blob.entries)
    },
    claim: (turn: number): void => void claim.run(`o${turn}`),
    sent: (turn: number): void => void sent.run(`o${turn}`),
  }
}
