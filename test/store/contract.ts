import { describe, expect, it } from 'vitest'
import type { Store } from '#store/store.ts'
import { StaleWrite, WriteRefused } from '#store/write.ts'
import { caseWorkContract } from './contract-case-work.ts'
import { recordsContract } from './contract-records.ts'
import { addContact, NOW, reply, text } from './fresh.ts'

/** What every store must do, whatever database lies under it. `open` gives an empty store. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: commit`, () => {
    commitContract(open)
  })
  describe(`${name}: inbox`, () => {
    inboxContract(open)
  })
  describe(`${name}: outbox`, () => {
    outboxContract(open)
  })
  describe(`${name}: contacts and sessions`, () => {
    contactContract(open)
    sessionContract(open)
  })
  recordsContract(name, open)
  caseWorkContract(name, open)
}

function commitContract(open: () => Promise<Store>): void {
  it('keeps all writes of a commit or none', async () => {
    const store = await open()
    const stale = [store.settings.set('a', '1'), store.contacts.setLanguage('nobody', 'ar')]
    await expect(store.commit(stale)).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.settings.get('a')).toBeUndefined()
    expect(await store.commit([store.settings.set('a', '1'), store.settings.set('b', '2')])).toEqual([1, 1])
    expect(await store.settings.all()).toMatchObject({ a: '1', b: '2' })
  })

  it('undoes a failing commit alone, however many wait with it', async () => {
    const store = await open()
    const commits = Array.from({ length: 60 }, (_, at) =>
      store.commit([
        store.settings.set(`good-${at}`, 'x'),
        ...(at % 7 === 3 ? [store.contacts.setLanguage('nobody', 'ar')] : []),
        ...(at % 7 === 5 ? [store.inbox.insert(text(store, 'nobody', `${at}`), strangerKey(store))] : []),
      ]),
    )
    const outcomes = await Promise.allSettled(commits)
    const kept = await store.settings.all()
    const found = outcomes.map((outcome, at) => ({
      kept: kept[`good-${at}`] === 'x',
      error: outcome.status === 'rejected' ? (outcome.reason as Error).name : undefined,
    }))
    const wanted = outcomes.map((_, at) => {
      const error = at % 7 === 3 ? StaleWrite.name : at % 7 === 5 ? WriteRefused.name : undefined
      return { kept: !error, error }
    })
    expect(found).toEqual(wanted)
  })

  it('carries out the commits of one tick in the order in which they were asked for', async () => {
    const store = await open()
    await Promise.all(
      Array.from({ length: 400 }, (_, at) => store.commit([store.settings.set('last', `${at}`)])),
    )
    expect(await store.settings.get('last')).toBe('399')
  })

  it('takes a commit without writes', async () => {
    const store = await open()
    expect(await store.commit([])).toEqual([])
  })
}

function strangerKey(store: Store) {
  return store.vault.newKey('stranger').key
}

const words = (found: readonly { content: unknown }[]) =>
  found.map((row) => (row.content as { text: string }).text)

function inboxContract(open: () => Promise<Store>): void {
  it('takes a message once, however often it is delivered', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    expect(await store.commit([store.inbox.insert(text(store, 'c1', '5'), key)])).toEqual([1])
    expect(await store.commit([store.inbox.insert(text(store, 'c1', '5'), key)])).toEqual([0])
    const other = { ...text(store, 'c1', '5'), account: 'another bot' }
    expect(await store.commit([store.inbox.insert(other, key)])).toEqual([1])
    const [pending] = await store.inbox.pending()
    if (!pending) throw new Error('no message')
    await store.commit([store.inbox.done(pending.id)])
    expect(await store.commit([store.inbox.insert(text(store, 'c1', '5'), key)])).toEqual([0])
  })

  it('gives what is not worked on in order of arrival, page by page', async () => {
    const store = await open()
    const one = await addContact(store, 'c1')
    const two = await addContact(store, 'c2')
    const rows = ['a', 'b', 'c', 'd'].map((id, at) => text(store, at % 2 ? 'c2' : 'c1', id, `words ${id}`))
    await store.commit(
      rows.toReversed().map((row) => store.inbox.insert(row, row.contactId === 'c1' ? one : two)),
    )
    const all = await store.inbox.pending()
    expect(words(all)).toEqual(['words a', 'words b', 'words c', 'words d'])
    expect(words(await store.inbox.pending(all[1]?.id, 1))).toEqual(['words c'])
    expect(words(await store.inbox.pendingOf('c2'))).toEqual(['words b', 'words d'])
    expect(await store.inbox.counts()).toEqual({ pending: 4, dead: 0 })
  })

  it('works on a message once', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const row = text(store, 'c1', '1')
    await store.commit([store.inbox.insert(row, key)])
    await store.commit([store.inbox.done(row.id)])
    await expect(store.commit([store.inbox.done(row.id)])).rejects.toBeInstanceOf(StaleWrite)
    await expect(store.commit([store.inbox.dead(row.id, 'late')])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.inbox.pending()).toEqual([])
  })

  it('sets a poison message aside for staff, who may try it again or drop it', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const row = text(store, 'c1', '1')
    await store.commit([store.inbox.insert(row, key)])
    await store.commit([store.inbox.attempted(row.id)])
    await store.commit([store.inbox.attempted(row.id), store.inbox.dead(row.id, 'TypeError')])
    expect(await store.inbox.pending()).toEqual([])
    expect(await store.inbox.deadRows(10)).toMatchObject([
      { id: row.id, attempts: 2, reason: 'TypeError', status: 'dead', content: row.content },
    ])
    await store.commit([store.inbox.revive(row.id)])
    expect(await store.inbox.pending()).toMatchObject([{ id: row.id, attempts: 0, content: row.content }])
    await store.commit([store.inbox.dead(row.id, 'again')])
    await store.commit([store.inbox.discard(row.id)])
    expect(await store.inbox.counts()).toEqual({ pending: 0, dead: 0 })
  })

  it('knows how far a platform was read, by channel and account', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    expect(await store.inbox.position('telegram', 'bot')).toBeUndefined()
    const rows = [7, 9, 8].map((position) => Object.assign(text(store, 'c1', `${position}`), { position }))
    await store.commit(rows.map((row) => store.inbox.insert(row, key)))
    await store.commit([store.inbox.insert({ ...text(store, 'c1', 'x'), account: 'b', position: 99 }, key)])
    expect(await store.inbox.position('telegram', 'bot')).toBe(9)
  })

  it('forgets what was worked on long ago, and nothing else', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const rows = [1, 2, 3, 4].map((at) => Object.assign(text(store, 'c1', `${at}`), { receivedAt: NOW + at }))
    await store.commit(rows.map((row) => store.inbox.insert(row, key)))
    await store.commit(rows.filter((_, at) => at !== 1).map((row) => store.inbox.done(row.id)))
    expect(await store.commit([store.inbox.purge(NOW + 4, 1)])).toEqual([1])
    expect(await store.commit([store.inbox.purge(NOW + 4)])).toEqual([1])
    expect(await store.commit([store.inbox.purge(NOW + 4)])).toEqual([0])
    expect(await store.inbox.pending()).toMatchObject([{ id: rows[1]?.id }])
  })
}

const ids = async (store: Store, at = NOW, limit = 10) =>
  (await store.outbox.due(at, limit)).map((row) => row.id)

function outboxContract(open: () => Promise<Store>): void {
  it('gives the first message of each contact, and the next when it is settled', async () => {
    const store = await open()
    const one = await addContact(store, 'c1')
    const two = await addContact(store, 'c2')
    await store.commit([
      store.outbox.insert(reply('c1', 2), one),
      store.outbox.insert(reply('c1', 1), one),
      store.outbox.insert(reply('c2', 3), two),
    ])
    expect(await ids(store)).toEqual(['c1-1', 'c2-3'])
    expect(await ids(store, NOW, 1)).toEqual(['c1-1'])
    await store.commit([store.outbox.claim('c1-1')])
    expect(await ids(store)).toEqual(['c2-3'])
    await store.commit([store.outbox.sent('c1-1', undefined, NOW)])
    expect(await ids(store)).toEqual(['c1-2', 'c2-3'])
  })

  it('hands a message to one sender only', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([store.outbox.insert(reply('c1', 1), key)])
    const claims = await Promise.allSettled([1, 2, 3].map(() => store.commit([store.outbox.claim('c1-1')])))
    expect(claims.map((claim) => claim.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('writes down a unique key once', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const poll = { uniqueKey: 'poll:case 1' }
    expect(await store.commit([store.outbox.insert(reply('c1', 1, poll), key)])).toEqual([1])
    expect(await store.commit([store.outbox.insert(reply('c1', 2, poll), key)])).toEqual([0])
    expect(await ids(store)).toEqual(['c1-1'])
  })

  it('sends replies before broadcasts, and lets no waiting broadcast hold up a reply', async () => {
    const store = await open()
    const one = await addContact(store, 'c1')
    const two = await addContact(store, 'c2')
    await store.commit([
      store.outbox.insert(reply('c1', 1, { priority: 1, notBefore: NOW + 1_000 }), one),
      store.outbox.insert(reply('c2', 2, { priority: 1, notBefore: NOW - 5 }), two),
      store.outbox.insert(reply('c1', 3), one),
    ])
    expect(await ids(store)).toEqual(['c1-3', 'c2-2'])
    expect(await store.outbox.nextDue()).toBe(NOW - 5)
  })

  it('waits with later messages while an earlier one is to be tried again', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([1, 2].map((seq) => store.outbox.insert(reply('c1', seq), key)))
    await store.commit([store.outbox.claim('c1-1')])
    await store.commit([store.outbox.retry('c1-1', NOW + 500, 'throttled')])
    expect(await ids(store)).toEqual([])
    expect(await store.outbox.due(NOW + 500, 10)).toMatchObject([
      { id: 'c1-1', attempts: 1, failure: 'throttled', message: { text: 'رد 1' } },
    ])
    await store.commit([store.outbox.claim('c1-1')])
    await store.commit([store.outbox.failed('c1-1', 'rejected')])
    expect(await ids(store)).toEqual(['c1-2'])
    expect(await store.outbox.failures(10)).toMatchObject([{ id: 'c1-1', failure: 'rejected', attempts: 2 }])
  })

  it('never takes back what a platform reported', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([store.outbox.insert(reply('c1', 1), key)])
    await store.commit([store.outbox.claim('c1-1')])
    expect(await store.commit([store.outbox.read('c1-1', NOW)])).toEqual([0])
    await store.commit([store.outbox.sent('c1-1', 'wamid.1', NOW)])
    expect(await store.outbox.idOfExternal('bot', 'wamid.1')).toBe('c1-1')
    expect(await store.outbox.idOfExternal('other', 'wamid.1')).toBeUndefined()
    expect(await store.commit([store.outbox.read('c1-1', NOW + 2)])).toEqual([1])
    expect(await store.commit([store.outbox.delivered('c1-1', NOW + 3)])).toEqual([0])
    expect(await store.commit([store.outbox.undelivered('c1-1', 'late')])).toEqual([0])
    await expect(store.commit([store.outbox.failed('c1-1', 'late')])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.outbox.find('c1-1')).toMatchObject({ status: 'read', changedAt: NOW + 2 })
  })

  it('takes up again what a dead process was sending', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([1, 2].map((seq) => store.outbox.insert(reply('c1', seq), key)))
    await store.commit([store.outbox.claim('c1-1')])
    expect(await store.outbox.recover()).toBe(1)
    expect(await ids(store)).toEqual(['c1-1'])
    expect(await store.outbox.recover()).toBe(0)
  })

  it('holds back what a receipt may still settle, on channels where that is so', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([1, 2].map((seq) => store.outbox.insert(reply('c1', seq), key)))
    await store.commit([store.outbox.claim('c1-1')])
    const channel = (await store.contacts.get('c1'))?.channel ?? 'web'
    const other = channel === 'telegram' ? 'web' : 'telegram'
    expect(await store.outbox.recover(new Map([[other, 5_000]]))).toBe(1)
    expect(await ids(store)).toEqual(['c1-1'])
    await store.commit([store.outbox.claim('c1-1')])
    expect(await store.outbox.recover(new Map([[channel, 5_000]]))).toBe(1)
    // What stands behind it waits too: messages keep their order.
    expect(await ids(store)).toEqual([])
    expect(await store.outbox.nextDue(NOW)).toBeGreaterThan(NOW)
  })

  it('forgets what was settled long ago, and nothing that is still to be sent', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const rows = [1, 2, 3, 4].map((seq) => reply('c1', seq, { createdAt: NOW - 10 + seq }))
    await store.commit(rows.map((row) => store.outbox.insert(row, key)))
    for (const seq of [1, 2, 3]) {
      await store.commit([store.outbox.claim(`c1-${seq}`)])
      await store.commit([store.outbox.sent(`c1-${seq}`, undefined, NOW + seq)])
    }
    expect(await store.commit([store.outbox.purge(NOW + 3, 1)])).toEqual([1])
    expect(await store.commit([store.outbox.purge(NOW + 3)])).toEqual([1])
    expect(await store.commit([store.outbox.purge(NOW + 3)])).toEqual([0])
    expect(await store.outbox.find('c1-3')).toMatchObject({ status: 'sent' })
    expect(await ids(store)).toEqual(['c1-4'])
  })

  it('cancels what waits for a contact who asked to stop', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([1, 2, 3].map((seq) => store.outbox.insert(reply('c1', seq), key)))
    await store.commit([store.outbox.claim('c1-1')])
    expect(await store.commit([store.outbox.cancelPending('c1', 'contact_stopped')])).toEqual([2])
    expect(await store.outbox.counts()).toEqual({ pending: 0, sending: 1, failed: 2 })
    expect(await store.outbox.find('c1-3')).toMatchObject({ status: 'failed', failure: 'contact_stopped' })
  })
}

function contactContract(open: () => Promise<Store>): void {
  it('finds a contact by its account there and ours', async () => {
    const store = await open()
    await addContact(store, 'c1', 'telegram:3527065')
    const found = await store.contacts.find('telegram:3527065', 'bot')
    expect(found).toEqual({
      id: 'c1',
      urn: 'telegram:3527065',
      channel: 'telegram',
      account: 'bot',
      keyId: 'key-c1',
      owner: 'bot',
      reachability: 'active',
      proven: true,
      createdAt: NOW,
      seenAt: NOW,
      rev: 1,
    })
    expect(await store.contacts.get('c1')).toEqual(found)
    expect(await store.contacts.find('telegram:3527065', 'another')).toBeUndefined()
    expect(await store.contacts.find('web:3527065', 'bot')).toBeUndefined()
    await expect(addContact(store, 'c2', 'telegram:3527065')).rejects.toBeInstanceOf(WriteRefused)
  })

  it('hands a conversation to the first who takes it', async () => {
    const store = await open()
    await addContact(store, 'c1')
    await store.commit([store.contacts.setOwner('c1', 'bot', 'queue')])
    const takes = await Promise.allSettled([
      store.commit([store.contacts.setOwner('c1', 'queue', 'staff:a')]),
      store.commit([store.contacts.setOwner('c1', 'queue', 'staff:b')]),
    ])
    expect(takes.map((take) => take.status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.contacts.notWithBot(10)).toMatchObject([{ id: 'c1', owner: 'staff:a' }])
    const answer = [store.settings.set('reply', 'x'), store.contacts.ownedBy('c1', 'bot')]
    await expect(store.commit(answer)).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.settings.get('reply')).toBeUndefined()
    await store.commit([store.contacts.ownedBy('c1', 'staff:a')])
  })

  it('keeps language, reachability and consent', async () => {
    const store = await open()
    await addContact(store, 'c1')
    const { contacts } = store
    await store.commit([
      contacts.setLanguage('c1', 'en'),
      contacts.setReachability('c1', 'stopped'),
      contacts.setConsent('c1', 'v2'),
      contacts.seen('c1', NOW + 9),
    ])
    expect(await contacts.get('c1')).toMatchObject({
      language: 'en',
      reachability: 'stopped',
      consentVersion: 'v2',
      seenAt: NOW + 9,
      rev: 4,
    })
    // A message that the platform brings late was not heard of later.
    await store.commit([contacts.seen('c1', NOW + 3)])
    expect((await contacts.get('c1'))?.seenAt).toBe(NOW + 9)
  })

  it('renames a contact, which must prove itself again and keeps the rest', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const { contacts } = store
    const before = await contacts.get('c1')
    expect(before?.proven).toBe(true)
    await store.commit([contacts.rename('c1', 'web:renamed', key)])
    expect(await contacts.get('c1')).toMatchObject({
      urn: 'web:renamed',
      proven: false,
      keyId: before?.keyId,
    })
    expect((await contacts.find('web:renamed', before?.account ?? ''))?.id).toBe('c1')
    expect(await contacts.find(before?.urn ?? 'web:', before?.account ?? '')).toBeUndefined()
  })
}

function sessionContract(open: () => Promise<Store>): void {
  const state = { answers: { name: 'سارة', lone: '\ud800' }, stack: [{ flow: 'request', step: 'fill' }] }
  const session = { id: 's1', contactId: 'c1', state, at: NOW, expiresAt: NOW + 100, flow: 'request' }

  it('saves over the revision that was read, and refuses a second turn from the same one', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([store.sessions.save(session, 0, key)])
    await expect(store.commit([store.sessions.save(session, 0, key)])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.sessions.find('c1', key)).toEqual({
      id: 's1',
      contactId: 'c1',
      rev: 1,
      state,
      updatedAt: NOW,
      expiresAt: NOW + 100,
    })
    const turns = ['first', 'second'].map((turn) =>
      store.commit([store.sessions.save({ ...session, state: turn }, 1, key), store.settings.set(turn, 'x')]),
    )
    const outcomes = await Promise.allSettled(turns)
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.sessions.find('c1', key)).toMatchObject({ rev: 2, state: 'first' })
    expect(await store.settings.get('second')).toBeUndefined()
  })

  it('tells where people are and whose time is over, and ends a session', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit([store.sessions.save({ ...session, step: 'fill', waiting: 'answer' }, 0, key)])
    expect(await store.sessions.countByFlow()).toEqual([
      { flow: 'request', step: 'fill', waiting: 'answer', count: 1 },
    ])
    expect(await store.sessions.expired(NOW + 99, 10)).toEqual([])
    expect(await store.sessions.expired(NOW + 100, 10)).toEqual([{ id: 's1', contactId: 'c1' }])
    await store.commit([store.sessions.end('c1')])
    expect(await store.sessions.find('c1', key)).toBeUndefined()
    await store.commit([store.sessions.save(session, 0, key)])
  })
}
