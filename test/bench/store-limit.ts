/**
 * What the store costs beside bare prepared statements that write the same rows, in the same groups, into the same
 * tables: the difference is building writes, sealing, blind indexes, promises and checks. Alternating rounds; the
 * median of the ratios counts.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#store/database.ts'
import type { DataKey } from '#store/data-key.ts'
import { loadKeys } from '#store/keys.ts'
import { migrate } from '#store/migrations.ts'
import { openStore } from '#store/store.ts'

const CONTACTS = 500
const TURNS = 6_000
const ROUNDS = 5
const NOW = Date.UTC(2026, 0, 1)
const WORDS = 'السلام عليكم ورحمة الله، أود أن أتقدم بطلب مساعدة في ترميم السكن'
const REPLY = 'وعليكم السلام. ما رقم الهوية الوطنية لصاحب الطلب؟ يمكن كتابته بأي أرقام.'
const STATE = JSON.stringify({
  stack: [
    {
      flow: 'request',
      step: 'fill',
      answers: { name: 'نورة سعد العتيبي', income: 3200, note: WORDS.repeat(5) },
    },
  ],
})

interface Run {
  readonly perSecond: number
  readonly cpu: number
}

/** Works on turns `0…TURNS-1`, `atOnce` of them side by side, and tells what it took. */
async function measure(atOnce: number, turn: (at: number) => Promise<void>): Promise<Run> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < TURNS) await turn(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: TURNS / seconds, cpu: (user + system) / TURNS }
}

async function runStore(folder: string, atOnce: number): Promise<Run> {
  const store = await openStore({ folder, ...loadKeys(folder), now: () => NOW })
  const keys: DataKey[] = []
  for (let c = 0; c < CONTACTS; c++) {
    const { key, write } = store.vault.newKey(`key-${c}`)
    keys.push(key)
    const contact = { id: `contact-${c}`, urn: `telegram:${c}` as const, account: 'bot', createdAt: NOW }
    await store.commit([
      write,
      ...store.contacts.create(contact, key),
      store.sessions.save({ id: 's', contactId: contact.id, state: {}, at: NOW, expiresAt: NOW }, 0, key),
    ])
  }
  const result = await measure(atOnce, async (at) => {
    const found = await store.contacts.find(`telegram:${at % CONTACTS}`, 'bot')
    if (!found) throw new Error('no contact')
    const contactId = found.id
    const key = await store.vault.open(found.keyId)
    const id = store.inbox.nextId()
    await store.commit([
      store.inbox.insert(
        {
          id,
          channel: 'telegram',
          account: 'bot',
          externalId: `${at}`,
          position: at,
          contactId,
          receivedAt: NOW,
          sentAt: NOW,
          content: { kind: 'text', text: WORDS },
        },
        key,
      ),
    ])
    const session = await store.sessions.find(contactId, key)
    if (!session) throw new Error('no session')
    const outboxId = `outbox-${at}`
    await store.commit([
      store.contacts.ownedBy(contactId, 'bot'),
      store.inbox.done(id),
      store.sessions.save(
        { id: 's', contactId, state: JSON.parse(STATE) as unknown, at: NOW, expiresAt: NOW, flow: 'request' },
        session.rev,
        key,
      ),
      store.messages.append(
        {
          id: `turn-${at}`,
          contactId,
          at: NOW,
          entries: [
            { from: 'contact', kind: 'text', text: WORDS, at: NOW },
            { from: 'bot', kind: 'text', text: REPLY, at: NOW, outboxId },
          ],
        },
        key,
      ),
      store.outbox.insert(
        {
          id: outboxId,
          contactId,
          account: 'bot',
          urn: found.urn,
          priority: 0,
          seq: at,
          notBefore: NOW,
          createdAt: NOW,
          message: { language: 'ar', text: REPLY },
        },
        key,
      ),
    ])
    await store.commit([store.outbox.claim(outboxId)])
    await store.commit([store.outbox.sent(outboxId, undefined, NOW)])
  })
  await store.close()
  return result
}

async function runBare(folder: string, atOnce: number): Promise<Run> {
  const db = openDatabase(join(folder, 'bare.db'), 'FULL')
  migrate(db)
  const newKey = db.prepare('insert into data_keys values (?, ?, 1, 1, ?, null)')
  const newContact = db.prepare(
    `insert into contacts values (?, ?, 'bot', 'telegram', ?, ?, null, 'bot', 'active', null, 1, 1, 1)`,
  )
  const newSession = db.prepare(`insert into sessions values (?, 's', 1, null, null, null, null, ?, 1, 1)`)
  const find = db.prepare('select * from contacts where urn_index = ? and account = ?')
  const received = db.prepare(
    `insert into inbox values (?, ?, 'telegram', 'bot', ?, ?, 1, 1, 'pending', 0, null, ?) on conflict (external) do nothing`,
  )
  const session = db.prepare('select id, rev, state from sessions where contact_id = ?')
  const owner = db.prepare('select rev from contacts where id = ? and owner = ?')
  const done = db.prepare(
    `update inbox set status = 'done', content = null where id = ? and status = 'pending'`,
  )
  const save = db.prepare(
    `update sessions set rev = rev + 1, flow = 'request', state = ?, updated_at = ?, expires_at = ? where contact_id = ? and rev = ?`,
  )
  const log = db.prepare(
    'insert into messages (id, contact_id, person_id, at, entries) values (?, ?, null, ?, ?)',
  )
  const out = db.prepare(
    `insert into outbox values (?, ?, 'bot', 0, ?, 'pending', 0, 1, 1, 1, ?, null, null, null)`,
  )
  const claim = db.prepare(`update outbox set status = 'sending' where id = ? and status = 'pending'`)
  const sent = db.prepare(
    `update outbox set status = 'sent', message = null where id = ? and status = 'sending'`,
  )
  const bytes = (text: string): Buffer => Buffer.from(text)
  for (let c = 0; c < CONTACTS; c++) {
    newKey.run(`key-${c}`, bytes('x'.repeat(60)), 1)
    newContact.run(`contact-${c}`, bytes(`telegram:${c}`), bytes(`telegram:${c}`), `key-${c}`)
    newSession.run(`contact-${c}`, bytes('{}'))
  }
  const group = grouped(db)
  const result = await measure(atOnce, async (at) => {
    const urn = bytes(`telegram:${at % CONTACTS}`)
    const found = find.get(urn, 'bot') as { id: string }
    await group(() => received.run(at + 1, bytes(`telegram|bot|${at}`), at, found.id, bytes(WORDS)))
    const row = session.get(found.id) as { rev: number; state: Buffer }
    JSON.parse(row.state.toString())
    await group(() => {
      owner.get(found.id, 'bot')
      done.run(at + 1)
      save.run(bytes(STATE), NOW, NOW, found.id, row.rev)
      log.run(`turn-${at}`, found.id, NOW, bytes(JSON.stringify([{ text: WORDS }, { text: REPLY }])))
      out.run(`outbox-${at}`, found.id, at, bytes(JSON.stringify({ text: REPLY })))
    })
    await group(() => claim.run(`outbox-${at}`))
    await group(() => sent.run(`outbox-${at}`))
  })
  db.close()
  return result
}

/** The plainest group commit: everything of one tick in one transaction, no undoing. */
function grouped(db: ReturnType<typeof openDatabase>): (work: () => unknown) => Promise<void> {
  let waiting: { work: () => unknown; resolve: () => void }[] = []
  const flush = (): void => {
    const group = waiting
    waiting = []
    db.exec('begin immediate')
    for (const { work } of group) work()
    db.exec('commit')
    for (const { resolve } of group) resolve()
  }
  return (work) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ work, resolve })
    })
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Prints turns per second and CPU per turn of the store and of bare statements, and the ratio of the two. */
export async function benchStore(write: (line: string) => void): Promise<void> {
  write(
    `a turn: message in, session read and saved, log, reply out, claimed, sent; durable (FULL); ${TURNS} turns`,
  )
  for (const atOnce of [1, 64]) {
    const rounds: { store: Run; bare: Run }[] = []
    for (let round = 0; round < (atOnce === 1 ? 3 : ROUNDS); round++) {
      const folder = mkdtempSync(join(tmpdir(), 'wasl-bench-'))
      rounds.push({ bare: await runBare(folder, atOnce), store: await runStore(join(folder, 'run'), atOnce) })
      rmSync(folder, { recursive: true })
    }
    const line = (name: string, pick: (round: { store: Run; bare: Run }) => Run) =>
      `${name.padEnd(6)} ${median(rounds.map((r) => pick(r).perSecond))
        .toFixed(0)
        .padStart(7)} turns/s ` +
      `${median(rounds.map((r) => pick(r).cpu))
        .toFixed(0)
        .padStart(5)} µs CPU a turn`
    write(`${atOnce} at once`)
    write(`  ${line('bare', (round) => round.bare)}`)
    write(`  ${line('store', (round) => round.store)}`)
    const ratio = median(rounds.map(({ store, bare }) => store.perSecond / bare.perSecond))
    write(`  ratio  ${ratio.toFixed(2)}`)
  }
}

if (import.meta.main) await benchStore((line) => void process.stdout.write(`${line}\n`))
