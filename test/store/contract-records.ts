import { describe, expect, it } from 'vitest'
import type { Actor } from '#core/case.ts'
import type { Store } from '#store/store.ts'
import { StaleWrite, WriteRefused } from '#store/write.ts'
import { addContact, NOW } from './fresh.ts'

/** The second half of the store contract: what is kept about people and their requests. */
export function recordsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the log`, () => {
    logContract(open)
  })
  describe(`${name}: timers and revisions`, () => {
    timerContract(open)
  })
  describe(`${name}: people`, () => {
    peopleContract(open)
  })
  describe(`${name}: cases`, () => {
    caseContract(open)
  })
  describe(`${name}: handoffs, consents, ratings, inquiries, staff`, () => {
    careContract(open)
  })
}

function turn(id: number, contactId = 'c1') {
  return {
    id: `t${id}`,
    contactId,
    at: NOW + id,
    entries: [{ from: 'contact', kind: 'text', text: `قول ${id}`, at: NOW + id }],
  }
}

function logContract(open: () => Promise<Store>): void {
  it('gives the last turns, and the turns before and after a place', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await addContact(store, 'c2')
    await store.commit([1, 2, 3, 4].map((id) => store.messages.append(turn(id), key)))
    const last = await store.messages.of('c1', key, { limit: 2 })
    expect(last).toMatchObject([turn(3), turn(4)])
    expect(await store.messages.of('c1', key, { before: last[0]?.seq ?? 0, limit: 9 })).toMatchObject([
      turn(1),
      turn(2),
    ])
    expect(await store.messages.of('c1', key, { after: last[0]?.seq ?? 0, limit: 9 })).toMatchObject([
      turn(4),
    ])
    expect(await store.messages.of('c2', key, { limit: 9 })).toEqual([])
  })

  it('forgets what is older than a time, a page at a time, or one contact wholly', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const other = await addContact(store, 'c2')
    await store.commit([1, 2, 3, 4].map((id) => store.messages.append(turn(id), key)))
    await store.commit([store.messages.append(turn(5, 'c2'), other)])
    expect(await store.commit([store.messages.purge(NOW + 3, 1)])).toEqual([1])
    expect(await store.commit([store.messages.purge(NOW + 3)])).toEqual([1])
    expect(await store.commit([store.messages.purge(NOW + 3)])).toEqual([0])
    expect(await store.commit([store.messages.erase('c1')])).toEqual([2])
    expect(await store.messages.of('c2', other, { limit: 9 })).toHaveLength(1)
    expect(await store.commit([store.messages.purge(NOW + 99)])).toEqual([1])
  })
}

function timerContract(open: () => Promise<Store>): void {
  const timer = { id: 'a', kind: 'reminder', dueAt: NOW + 10, uniqueKey: 'draft:c1', payload: { n: 1 } }

  it('gives timers when their time has come, once', async () => {
    const store = await open()
    const { timers } = store
    const later = { id: 'b', kind: 'expiry', dueAt: NOW + 20, payload: null }
    await store.commit([timers.schedule(later), timers.schedule(timer)])
    expect(await timers.next()).toBe(NOW + 10)
    expect(await timers.due(NOW + 9, 10)).toEqual([])
    expect(await timers.due(NOW + 20, 10)).toEqual([timer, later])
    await store.commit([timers.done('a')])
    await expect(store.commit([timers.done('a')])).rejects.toBeInstanceOf(StaleWrite)
    expect(await timers.due(NOW + 20, 10)).toEqual([later])
  })

  it('moves a timer that is scheduled again, and makes its old name stale', async () => {
    const store = await open()
    const { timers } = store
    await store.commit([timers.schedule(timer)])
    await store.commit([timers.schedule({ ...timer, id: 'z', dueAt: NOW + 50 })])
    expect(await timers.due(NOW + 99, 10)).toMatchObject([{ id: 'z', dueAt: NOW + 50 }])
    await expect(store.commit([timers.done('a')])).rejects.toBeInstanceOf(StaleWrite)
    expect(await store.commit([timers.cancel('draft:c1')])).toEqual([1])
    expect(await timers.next()).toBeUndefined()
    expect(await store.commit([timers.purge(NOW + 99)])).toEqual([1])
  })

  it('keeps every revision of a flow once', async () => {
    const store = await open()
    const revision = { kind: 'flow' as const, id: 'request', hash: 'h1', source: 'steps: …', at: NOW }
    expect(await store.commit([store.revisions.put(revision)])).toEqual([1])
    expect(await store.commit([store.revisions.put({ ...revision, at: NOW + 5 })])).toEqual([0])
    await store.commit([store.revisions.put({ ...revision, hash: 'h2', at: NOW + 6 })])
    expect(await store.revisions.get('flow', 'request', 'h1')).toEqual(revision)
    expect(await store.revisions.get('form', 'request', 'h1')).toBeUndefined()
    expect(await store.revisions.all('flow')).toHaveLength(2)
  })
}

function peopleContract(open: () => Promise<Store>): void {
  it('finds a person by identity and phone, and links contacts n to m', async () => {
    const store = await open()
    await addContact(store, 'c1')
    await addContact(store, 'c2')
    const { key, write } = store.vault.newKey('p')
    const facts = { name: 'نورة بنت سعد', nationalId: '1000000008', phone: '+966500000001' }
    const { people } = store
    await store.commit([write, people.create({ id: 'p1', createdAt: NOW, ...facts }, key)])
    expect(await people.byIdentity('1000000008')).toEqual(['p1'])
    expect(await people.byIdentity('1000000009')).toEqual([])
    expect(await people.byPhone('+966500000001')).toEqual(['p1'])
    expect(await people.get('p1', key)).toEqual({ id: 'p1', keyId: 'p', createdAt: NOW, rev: 1, ...facts })
    await store.commit([people.update('p1', 1, { ...facts, phone: undefined }, key)])
    await expect(store.commit([people.update('p1', 1, facts, key)])).rejects.toBeInstanceOf(StaleWrite)
    expect(await people.byPhone('+966500000001')).toEqual([])
    const link = { personId: 'p1', contactId: 'c1', role: 'self' as const, proof: 'none' as const, at: NOW }
    const guardian = { ...link, contactId: 'c2', role: 'guardian' as const }
    await store.commit([people.link(link), people.link(guardian), people.link({ ...link, proof: 'pin' })])
    expect(await people.ofContact('c1')).toEqual([{ ...link, proof: 'pin' }])
    expect(await people.contactsOf('p1')).toHaveLength(2)
    expect(await store.commit([people.unlink('p1', 'c2')])).toEqual([1])
  })
}

function caseContract(open: () => Promise<Store>): void {
  const declaration = {
    text: 'أقر بصحة المعلومات',
    version: '1',
    answersHash: 'abc',
    language: 'ar' as const,
    at: NOW,
    messageId: '44',
    signature: 'نورة سعد محمد العلي',
  }
  const request = {
    id: 'k1',
    reference: 'HX7K2M4P',
    service: 'housing',
    contactId: 'c1',
    state: 'submitted' as const,
    answers: { income: 3200, family: [{ name: 'سعد' }] },
    summary: '١. الدخل: ٣٢٠٠',
    declaration,
    formRevision: 'h1',
    submittedAt: NOW,
  }
  const submitted = { id: 'e1', at: NOW, by: 'contact', kind: 'submitted' } as const

  it('keeps a request as it was declared, under one reference', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    await store.commit(store.cases.create(request, submitted, key))
    const kept = { ...request, kind: 'support', keyId: 'key-c1', changedAt: NOW, rev: 1 }
    expect(await store.cases.get('k1', key)).toEqual(kept)
    expect(await store.cases.byReference('HX7K2M4P')).toEqual(kept)
    expect(await store.cases.ofContact('c1', key)).toEqual([kept])
    expect(await store.cases.statesOf('c1')).toMatchObject([{ id: 'k1', state: 'submitted', rev: 1 }])
    const again = store.cases.create({ ...request, id: 'k2' }, { ...submitted, id: 'e2' }, key)
    await expect(store.commit(again)).rejects.toBeInstanceOf(WriteRefused)
    expect(await store.cases.countBy('submitted')).toBe(1)
    expect(await store.cases.countByState()).toEqual({ submitted: 1 })
  })

  it('moves on once, and remembers who, when and why', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const { cases } = store
    await store.commit(cases.create(request, submitted, key))
    const missing = [{ item: 'salary_letter', why: 'unreadable' as const, note: 'صورة غير واضحة' }]
    const move = (id: string, by: Actor) =>
      store.commit([
        cases.move('k1', 1, { state: 'returned' }),
        cases.addEvent('k1', { id, at: NOW, by, kind: 'returned', missing }, key),
      ])
    const outcomes = await Promise.allSettled([move('a', 'staff:a'), move('b', 'staff:b')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected'])
    expect(await cases.events('k1', key)).toEqual([
      submitted,
      { id: 'a', at: NOW, by: 'staff:a', kind: 'returned', missing },
    ])
    expect(await cases.inState('returned', 5)).toMatchObject([{ id: 'k1', rev: 2 }])
    await store.commit([cases.setContent('k1', 2, { answers: { income: 1 }, summary: 'جديد' }, key)])
    const place = { state: 'complete', completeAt: NOW + 7, dueAt: NOW + 9, assignedTo: 's1' } as const
    await store.commit([cases.move('k1', 3, place)])
    const changed = await cases.get('k1', key)
    expect(changed).toMatchObject({ answers: { income: 1 }, summary: 'جديد', rev: 4, ...place })
    expect(changed).not.toHaveProperty('declaration')
  })
}

function careContract(open: () => Promise<Store>): void {
  it('has one live handoff a contact, taken by one', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const { handoffs } = store
    const asked = { id: 'h1', contactId: 'c1', target: 'relations', reason: 'asked', openedAt: NOW }
    await store.commit([handoffs.open({ ...asked, explanation: 'أحتاج إلى موظف' }, key)])
    await store.commit([handoffs.open({ ...asked, id: 'h2', reason: 'voice' }, key)])
    const waits = { ...asked, state: 'open', awaitingSince: NOW }
    expect(await handoffs.queue(5)).toEqual([waits])
    await store.commit([handoffs.open({ ...asked, id: 'h2', reason: 'emergency' }, key)])
    expect(await handoffs.queue(5)).toEqual([{ ...waits, reason: 'emergency' }])
    expect(await handoffs.explanation('h1', key)).toBe('أحتاج إلى موظف')
    await store.commit([handoffs.claim('h1', 'staff:a')])
    await expect(store.commit([handoffs.claim('h1', 'staff:b')])).rejects.toBeInstanceOf(StaleWrite)
    expect(await handoffs.openOf('c1')).toMatchObject({ state: 'claimed', claimedBy: 'staff:a' })
    await store.commit([handoffs.offer('h1', 'staff:a', 'staff:b')])
    await store.commit([handoffs.bounce('h1', 'staff:b')])
    await expect(store.commit([handoffs.accept('h1', 'staff:b', NOW)])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([handoffs.offer('h1', 'staff:a', 'staff:b')])
    await store.commit([handoffs.accept('h1', 'staff:b', NOW)])
    await store.commit([handoffs.release('h1', 'staff:b')])
    expect(await handoffs.queue(5)).toHaveLength(1)
    await store.commit([handoffs.escalated('h1', NOW)])
    await expect(store.commit([handoffs.escalated('h1', NOW)])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([handoffs.answered('h1')])
    await expect(store.commit([handoffs.escalated('h1', NOW)])).rejects.toBeInstanceOf(StaleWrite)
    await store.commit([handoffs.awaiting('h1', NOW + 5)])
    await store.commit([handoffs.awaiting('h1', NOW + 9)])
    expect(await handoffs.get('h1')).toMatchObject({ awaitingSince: NOW + 5 })
    await store.commit([handoffs.awayTold('h1', NOW + 60, NOW)])
    await expect(store.commit([handoffs.awayTold('h1', NOW + 60, NOW + 1)])).rejects.toBeInstanceOf(
      StaleWrite,
    )
    await store.commit([handoffs.close('h1', NOW + 1)])
    expect(await handoffs.openOf('c1')).toBeUndefined()
    await store.commit([handoffs.open({ ...asked, id: 'h3' }, key)])
  })

  it('keeps notes, drafts and what pages are told', async () => {
    const store = await open()
    const key = await addContact(store, 'c1')
    const note = { id: 'n1', contactId: 'c1', staffId: 'hind', at: NOW, text: 'اتصلت بها' }
    await store.commit([store.notes.add(note, key)])
    expect(await store.notes.of('c1', key)).toEqual([note])
    const draft = { text: 'وعليكم السلام', clientKey: 'k1', changedAt: NOW }
    await store.commit([store.drafts.put('hind', 'c1', { ...draft, text: 'و' }, key)])
    await store.commit([store.drafts.put('hind', 'c1', draft, key)])
    expect(await store.drafts.get('hind', 'c1', key)).toEqual(draft)
    expect(await store.drafts.get('sara', 'c1', key)).toBeUndefined()
    await store.commit([store.drafts.remove('hind', 'c1')])
    expect(await store.drafts.get('hind', 'c1', key)).toBeUndefined()
    await store.commit([
      store.consoleEvents.add('message', 'c1', NOW),
      store.consoleEvents.add('case', 'k1', NOW + 9),
    ])
    const [first, second] = await store.consoleEvents.after(0, 9)
    expect([first?.subject, second?.kind]).toEqual(['c1', 'case'])
    await store.commit([store.consoleEvents.purge(NOW + 100)])
    expect(await store.consoleEvents.last()).toBe(second?.seq)
    await store.commit([store.consoleEvents.add('task', 't1', NOW + 10)])
    expect(await store.consoleEvents.last()).toBeGreaterThan(second?.seq ?? Infinity)
  })

  it('keeps every consent, and knows which one holds', async () => {
    const store = await open()
    await addContact(store, 'c1')
    const consent = {
      id: 'a',
      contactId: 'c1',
      purpose: 'service',
      given: true,
      version: '1',
      textHash: 'f00',
      language: 'ar' as const,
      at: NOW,
      channel: 'telegram',
    }
    const withdrawn = { ...consent, id: 'b', given: false, at: NOW + 1, messageId: '8' }
    await store.commit([store.consents.record(consent), store.consents.record(withdrawn)])
    expect(await store.consents.ofContact('c1')).toEqual([consent, withdrawn])
    expect(await store.consents.latest('c1', 'service')).toEqual(withdrawn)
    expect(await store.consents.latest('c1', 'news')).toBeUndefined()
  })

  it('keeps ratings apart from those who gave them', async () => {
    const store = await open()
    await addContact(store, 'c1')
    const rating = { id: 'r1', service: 'housing', month: '2026-03', poll: 'p', question: 'q', score: 4 }
    const comment = {
      id: 'r2',
      service: 'housing',
      month: '2026-03',
      poll: 'p',
      question: 'c',
      comment: 'شكرا',
    }
    await store.commit([
      store.ratings.add(rating),
      store.ratings.add(comment),
      store.ratings.mark('c1', 'poll:1', NOW),
    ])
    await store.commit([store.ratings.mark('c1', 'poll:1', NOW + 1)])
    expect(await store.ratings.ofMonth('2026-03')).toEqual([rating, comment])
    expect(await store.ratings.marksOf('c1')).toEqual([{ pollKey: 'poll:1', at: NOW + 1 }])
  })

  it('keeps questions until they are answered and purged', async () => {
    const store = await open()
    await addContact(store, 'c1')
    const question = {
      id: 'q1',
      at: NOW,
      contactId: 'c1',
      outcome: 'no_match',
      text: 'متى الدوام؟',
      normalised: 'متى الدوام',
      lang: 'ar',
      answered: false,
    }
    await store.commit([store.inquiries.record(question)])
    expect(await store.inquiries.unanswered(NOW, 5)).toEqual([question])
    await store.commit([store.inquiries.settle('q1', 'by_staff')])
    expect(await store.inquiries.unanswered(NOW, 5)).toEqual([])
    expect(await store.inquiries.since(NOW, 5)).toMatchObject([{ outcome: 'by_staff', answered: true }])
    expect(await store.commit([store.inquiries.erase('c2'), store.inquiries.purge(NOW + 1)])).toEqual([0, 1])
  })

  it('keeps staff and figures', async () => {
    const store = await open()
    const member = { id: 's1', name: 'هند', role: 'researcher', createdAt: NOW }
    await store.commit([store.staff.add(member)])
    const usual = { scope: 'all', language: 'ar' } as const
    expect(await store.staff.get('s1')).toEqual({ ...member, ...usual, status: 'active' })
    const changed = { ...member, role: 'manager', status: 'disabled', scope: 'team', language: 'en' } as const
    await store.commit([store.staff.update(changed)])
    expect(await store.staff.all()).toEqual([changed])
    expect(await store.staff.get('s2')).toBeUndefined()
    expect(await store.counts()).toEqual({
      inboxPending: 0,
      inboxDead: 0,
      outboxPending: 0,
      outboxSending: 0,
      outboxFailed: 0,
      sessions: 0,
      handoffsOpen: 0,
      casesByState: {},
    })
  })
}
