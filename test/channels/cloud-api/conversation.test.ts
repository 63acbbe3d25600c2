import { describe, expect, test } from 'vitest'
import { BEGINNING, ROOT, openConversation } from '../../fakes/conversation.ts'
import { playTranscript, readTranscript } from '../../fakes/transcript.ts'
import { AMINA, AMINA_URN } from './harness.ts'
import { openOffice } from './office.ts'
import type { Office } from './office.ts'

const USER = AMINA.userId ?? ''
/** The number on the card in the conversations is this person's own. */
const OWNER = { phone: '966501234567', userId: USER }

/** States of everything that was sent or is to be, in order. */
const statesOf = (office: Office) =>
  Promise.all(office.given.map(async ({ id }) => (await office.store.outbox.find(id))?.status))

/** A conversation without its references and PINs. */
const uncounted = (text: string): string => text.replaceAll(/WASL2\d{3}|402\d{3}/g, '…')

describe('a whole request over the Cloud API', () => {
  test.each(['request.musanid', 'request.irtiqa'])(
    '%s: from the first word to the reference, as on any other channel',
    { timeout: 60_000 },
    async (name) => {
      const transcript = readTranscript(`${ROOT}/test/golden/${name}.txt`)
      const association = transcript.setting['association'] ?? 'musanid'
      // What may pass through a channel differs: the same flows over the same kind of channel, but with no platform.
      const plain = await openConversation({ association, channel: 'cloud-api' })
      const expected = await playTranscript(plain, transcript, () => undefined)
      await plain.close()
      await using office = await openOffice(association)
      const turns: number[] = []
      const talk = office.talk()
      const found = await playTranscript(talk, transcript, (replies) => void turns.push(replies.length))
      // Counted ids go on counting over conversations.
      expect(uncounted(found)).toBe(uncounted(expected))
      const reference = /WASL2\d{3}/.exec(found)?.[0]
      expect(await office.store.cases.byReference(reference ?? '')).toMatchObject({ state: 'submitted' })
      // The person saw all of it, each message once, and everything that can be pressed was within Meta's limits.
      const marks = office.graph.sent(USER).map(({ mark }) => mark)
      expect(new Set(marks).size).toBe(marks.length)
      expect(new Set(marks)).toEqual(new Set(office.given.map(({ id }) => id)))
      expect(office.graph.sent(USER).some(({ openList }) => openList !== undefined)).toBe(true)
      expect(new Set(await statesOf(office))).toEqual(new Set(['sent']))
      expect(office.logged.filter((line) => /failed|refused|not_/.test(line))).toEqual([])
    },
  )

  test.each(['request.unexpected-messages', 'welcome.first-message-is-a-voice-note', 'inquiry.topics'])(
    '%s: pictures, voice, stickers, places, cards and corrections, as on any other channel',
    { timeout: 60_000 },
    async (name) => {
      const transcript = readTranscript(`${ROOT}/test/golden/${name}.txt`)
      const plain = await openConversation({ association: 'musanid', channel: 'cloud-api' })
      const expected = await playTranscript(plain, transcript, () => undefined)
      await plain.close()
      await using office = await openOffice()
      expect(uncounted(await playTranscript(office.talk(OWNER), transcript, () => undefined))).toBe(
        uncounted(expected),
      )
      expect(new Set(await statesOf(office))).toEqual(new Set(['sent']))
    },
  )

  test('by buttons and rows alone', { timeout: 30_000 }, async () => {
    await using office = await openOffice()
    const { graph } = office
    await office.talk().say('السلام عليكم')
    await graph.press(AMINA, 'أوافق')
    await office.idle()
    await graph.press(AMINA, 'تقديم طلب')
    await office.idle()
    const service = graph.sent(USER).at(-1)
    expect(service?.buttons.map(({ title }) => title)).toContain('طلب دعم')
    await graph.press(AMINA, 'طلب دعم')
    await office.idle()
    expect(graph.sent(USER).at(-1)?.text).toContain('لمن هذا الطلب')
  })
})

describe('a delivery that comes again', () => {
  test('is answered once', async () => {
    await using office = await openOffice()
    const message = {
      from_user_id: USER,
      id: 'wamid.SAME',
      timestamp: '1772355600',
      type: 'text',
      text: { body: 'السلام عليكم' },
    }
    for (let time = 0; time < 3; time += 1)
      expect(await office.graph.push({ messages: [message] })).toBe(true)
    await office.idle()
    expect(office.graph.sent(USER)).toHaveLength(office.given.length)
    expect(new Set(office.given.map(({ text }) => text)).size).toBe(office.given.length)
    expect((await office.store.counts()).inboxPending).toBe(0)
  })
})

describe('a send whose answer was lost', () => {
  test('is settled by its receipt, and not sent again', async () => {
    await using office = await openOffice()
    office.graph.faults.next('messages', { kind: 'reset_after' })
    await office.talk().say('السلام عليكم')
    const [taken] = office.graph.sent(USER)
    const id = office.given[0]?.id ?? ''
    expect(taken?.mark).toBe(id)
    expect(await office.store.outbox.find(id)).toMatchObject({ status: 'pending', failure: 'connection' })
    if (taken) await office.graph.report(taken, 'delivered')
    await office.idle()
    expect(await office.store.outbox.find(id)).toMatchObject({ status: 'delivered' })
    office.clock.advance(60_000)
    await office.idle()
    expect(office.graph.sent(USER).filter(({ mark }) => mark === id)).toHaveLength(1)
  })

  test('lets the next message go the moment it is settled', async () => {
    await using office = await openOffice()
    const talk = office.talk()
    await talk.say('السلام عليكم')
    const taken = office.graph.sent(USER).length
    office.graph.faults.next('messages', { kind: 'reset_after' })
    await talk.say('أوافق')
    await office.graph.say(AMINA, 'قائمة')
    await office.idle()
    const [lost, ...others] = office.graph.sent(USER).slice(taken)
    expect(others).toEqual([])
    if (lost) await office.graph.report(lost, 'sent')
    // No time passes, and nobody rouses the outbox.
    await expect.poll(() => office.graph.sent(USER).length).toBeGreaterThan(taken + 1)
    expect(office.graph.sent(USER).filter(({ mark }) => mark === lost?.mark)).toHaveLength(1)
  })

  test('is settled also while the answer is still awaited', async () => {
    await using office = await openOffice()
    await office.talk().say('السلام عليكم')
    const before = office.given.length
    // The receipt overtakes the answer: it comes while the call is under way.
    office.graph.faults.next('messages', { kind: 'receipt_first' })
    await office.talk().say('قائمة')
    const id = office.given[before]?.id ?? ''
    expect(await office.store.outbox.find(id)).toMatchObject({ status: 'read' })
    expect(office.graph.sent(USER).filter(({ mark }) => mark === id)).toHaveLength(1)
    expect((await office.store.counts()).outboxSending).toBe(0)
    expect(office.logged.filter((line) => line.startsWith('outbox_unavailable'))).toEqual([])
  })

  test('of which nothing is heard is sent again', async () => {
    await using office = await openOffice()
    office.graph.faults.next('messages', { kind: 'reset_before' })
    await office.talk().say('السلام عليكم')
    expect(office.graph.sent(USER)).toEqual([])
    office.clock.advance(19_000)
    await office.idle()
    expect(office.graph.sent(USER)).toEqual([])
    office.clock.advance(1_000)
    // The outbox rests a moment before it looks again.
    await expect
      .poll(() => {
        office.clock.advance(5)
        return office.graph.sent(USER).length
      })
      .toBeGreaterThan(0)
    await office.idle()
    const ids = office.given.map(({ id }) => id)
    // Twice given, once taken; what came behind it waited.
    expect(ids.slice(0, 2)).toEqual([ids[0], ids[0]])
    expect(office.graph.sent(USER).map(({ mark }) => mark)).toEqual(ids.slice(1))
  })
})

describe('the 24 hours', () => {
  const DAY = 86_400_000
  const TEMPLATES = { draft_reminder: { name: 'unfinished', languages: { ar: 'ar' }, parameters: [] } }

  /** A request is begun, and nothing more is heard for three days. */
  async function left(office: Office): Promise<void> {
    const talk = office.talk()
    for (const text of ['السلام عليكم', 'أوافق', 'تقديم طلب', '1', '1']) await talk.say(text)
    office.clock.advance(3 * DAY)
  }

  /** Lets the house look at the clock until something is so. */
  const eventually = (office: Office, what: () => unknown) =>
    expect.poll(async () => {
      office.clock.advance(60_000)
      await office.idle()
      return what()
    })

  test('over: what has a template is sent by it', async () => {
    await using office = await openOffice('musanid', { templates: TEMPLATES })
    await left(office)
    await eventually(office, () => office.graph.sent(USER).at(-1)?.text).toBe('[unfinished | ar]')
  })

  test('over: what has none is not sent, staff see why, and the next word opens them again', async () => {
    await using office = await openOffice()
    await left(office)
    const before = office.graph.count('messages')
    await eventually(
      office,
      () => office.logged.filter((line) => line.startsWith('send_failed')).length,
    ).toBe(1)
    expect(office.graph.count('messages')).toBe(before)
    const [failed] = await office.store.outbox.failures(1)
    expect(failed).toMatchObject({ failure: 'window_closed', status: 'failed' })
    expect(office.logged.at(-1)).toContain('the 24-hour window is closed')
    await office.talk().say('مساعدة')
    expect(office.graph.count('messages')).toBeGreaterThan(before)
  })
})

describe('the notice of a decision, later than 24 hours', () => {
  const TEMPLATES = {
    decision: { name: 'request_decided', languages: { ar: 'ar' }, parameters: ['reference'] },
  }

  /** A request is sent in, a day and an hour pass, and the association has decided. */
  async function decided(office: Office): Promise<{ reference: string; contactId: string }> {
    const transcript = readTranscript(`${ROOT}/test/golden/request.irtiqa.txt`)
    await playTranscript(office.talk(), transcript, () => undefined)
    const [about] = await office.store.cases.newest(1)
    if (!about) throw new Error('there is no case')
    office.clock.advance(25 * 3_600_000)
    const { reference, contactId } = about
    const at = office.clock.now()
    const notice = { id: 'n1', kind: 'decision', contactId, params: { reference }, priority: 0 } as const
    await office.store.commit([office.store.notices.insert({ ...notice, notBefore: at, createdAt: at })])
    return { reference, contactId }
  }

  const stateOf = async (office: Office): Promise<string | undefined> => {
    office.clock.advance(60_000)
    await office.idle()
    return (await office.store.notices.get('n1'))?.state
  }

  test('goes by its template, with its reference and without the outcome', { timeout: 30_000 }, async () => {
    await using office = await openOffice('irtiqa', { templates: TEMPLATES })
    const { reference } = await decided(office)
    const before = office.graph.sent(USER).length
    await expect.poll(() => stateOf(office)).toBe('told')
    expect(
      office.graph
        .sent(USER)
        .slice(before)
        .map(({ text }) => text),
    ).toEqual([`[request_decided | ar | ${reference}]`])
  })

  test('without a template becomes a task to call: nothing is dropped', { timeout: 30_000 }, async () => {
    await using office = await openOffice('irtiqa')
    const { contactId } = await decided(office)
    const before = office.graph.sent(USER).length
    await expect.poll(() => stateOf(office)).toBe('failed')
    expect(office.graph.sent(USER)).toHaveLength(before)
    const tasks = await office.store.tasks.open(10)
    expect(tasks).toContainEqual(expect.objectContaining({ kind: 'call_applicant', contactId }))
  })
})

describe('a message that a dead process was sending', () => {
  /** Given to Meta, and nobody knows what came of it. */
  async function leftBehind(store: Office['store'], account: string): Promise<void> {
    const { key, write } = store.vault.newKey('key')
    const contact = { id: 'somebody', urn: AMINA_URN, account, createdAt: BEGINNING } as const
    const message = { language: 'ar', text: 'أهلا' } as const
    const times = { notBefore: BEGINNING, createdAt: BEGINNING }
    const row = {
      id: 'left',
      contactId: 'somebody',
      urn: AMINA_URN,
      account,
      priority: 0,
      seq: 1,
      message,
    } as const
    await store.commit([write, ...store.contacts.create(contact, key)])
    await store.commit([store.outbox.insert({ ...row, ...times }, key)])
    await store.commit([store.outbox.claim('left')])
  }

  test('waits for its receipt, and is not sent again', async () => {
    await using office = await openOffice('musanid', {}, leftBehind)
    await office.idle()
    expect(office.given).toEqual([])
    const mark = { biz_opaque_callback_data: 'left' }
    await office.graph.push({ statuses: [{ id: 'wamid.before', status: 'delivered', ...mark }] })
    expect(await office.store.outbox.find('left')).toMatchObject({ status: 'delivered' })
    office.clock.advance(60_000)
    await office.idle()
    expect(office.given).toEqual([])
  })

  test('is sent again where none comes', async () => {
    await using office = await openOffice('musanid', {}, leftBehind)
    await office.idle()
    office.clock.advance(19_999)
    await office.idle()
    expect(office.given).toEqual([])
    office.clock.advance(1)
    await office.idle()
    expect(office.graph.sent(USER).map(({ mark }) => mark)).toEqual(['left'])
  })
})

describe('receipts', () => {
  test('in any order only ever move a message up', async () => {
    await using office = await openOffice()
    await office.talk().say('السلام عليكم')
    const [sent] = office.graph.sent(USER)
    const id = sent?.mark ?? ''
    if (!sent) throw new Error('nothing was sent')
    const seen: (string | undefined)[] = []
    for (const status of ['read', 'sent', 'delivered', 'failed', 'read']) {
      await office.graph.report(sent, status, status === 'failed' ? { errors: [{ code: 131_026 }] } : {})
      seen.push((await office.store.outbox.find(id))?.status)
    }
    expect(seen).toEqual(['read', 'read', 'read', 'read', 'read'])
  })

  test('of failure show staff the reason and the number of Meta', async () => {
    await using office = await openOffice()
    await office.talk().say('السلام عليكم')
    const [sent] = office.graph.sent(USER)
    if (!sent) throw new Error('nothing was sent')
    await office.graph.report(sent, 'failed', { errors: [{ code: 131_047, title: 'planted-words' }] })
    const [failed] = await office.store.outbox.failures(5)
    expect(failed).toMatchObject({ id: sent.mark, failure: 'window_closed 131047' })
    await office.graph.report(sent, 'delivered')
    expect(await office.store.outbox.find(sent.mark ?? '')).toMatchObject({ status: 'failed' })
    expect(office.logged.join('\n')).not.toContain('planted')
  })

  test("by WhatsApp's own id alone are understood too, and those of strangers left alone", async () => {
    await using office = await openOffice()
    await office.talk().say('السلام عليكم')
    const [sent] = office.graph.sent(USER)
    if (!sent) throw new Error('nothing was sent')
    await office.graph.report({ ...sent, mark: undefined }, 'read')
    expect(await office.store.outbox.find(sent.mark ?? '')).toMatchObject({ status: 'read' })
    expect(await office.graph.report({ ...sent, id: 'wamid.other', mark: 'no-such-row' }, 'read')).toBe(true)
  })
})

describe('a person', () => {
  test('who changes the number goes on where they were, and is no longer proven', async () => {
    await using office = await openOffice()
    const talk = office.talk()
    await talk.say('السلام عليكم')
    await talk.say('1')
    const contact = await office.contactId(AMINA_URN)
    const system = {
      type: 'user_changed_number',
      wa_id: '966598765432',
      user_id: 'SA.2222',
      previous_user_id: USER,
    }
    await office.graph.push({ messages: [{ from: AMINA.phone, id: 'wamid.S', type: 'system', system }] })
    expect(await office.contactId(AMINA_URN)).toBeUndefined()
    expect(await office.contactId('cloud-api:SA.2222')).toBe(contact)
    await office.talk({ phone: '966598765432', userId: 'SA.2222' }).say('1')
    expect(office.graph.sent('SA.2222').at(-1)?.text).toContain('ما الخدمة المطلوبة')
    const audit = await office.store.audit.after(0, 100)
    expect(audit.filter(({ action }) => action === 'identity_changed')).toMatchObject([
      { actor: 'platform', subject: contact },
    ])
  })

  test('first known by number is the same once WhatsApp names them', async () => {
    await using office = await openOffice()
    await office.talk({ phone: AMINA.phone ?? '' }).say('السلام عليكم')
    const contact = await office.contactId('cloud-api:966512345678')
    expect(contact).toBeDefined()
    await office.talk(AMINA).say('1')
    expect(await office.contactId(AMINA_URN)).toBe(contact)
    expect(office.graph.sent(USER).at(-1)?.text).toContain('كيف نخدمك')
  })

  test('known by both ids stays two contacts: who they are is for people to tell', async () => {
    await using office = await openOffice()
    await office.talk({ userId: 'SA.1111' }).say('السلام عليكم')
    await office.talk({ userId: 'SA.2222' }).say('السلام عليكم')
    const system = { type: 'user_changed_user_id', user_id: 'SA.2222', previous_user_id: 'SA.1111' }
    expect(await office.graph.push({ messages: [{ id: 'wamid.S', type: 'system', system }] })).toBe(true)
    expect(await office.contactId('cloud-api:SA.1111')).toBeDefined()
    expect(await office.contactId('cloud-api:SA.2222')).toBeDefined()
  })
})

describe('secrets', () => {
  test('and words are in no line of the log, whatever fails', async () => {
    await using office = await openOffice()
    const { graph } = office
    graph.faults.next('messages', { kind: 'refused', status: 400, code: 131_009 })
    graph.faults.next('messages', { kind: 'garbage', status: 502 })
    await office.talk().say('سري للغاية 1000000008')
    await office.talk({ phone: '966500000001' }).say('سري للغاية')
    graph.faults.next('media', { kind: 'refused', status: 401, code: 190 })
    await graph.sendFile(AMINA, 'document', {
      name: 'سري.pdf',
      mime: 'application/pdf',
      content: new Uint8Array(9),
    })
    await office.idle()
    expect(office.logged.length).toBeGreaterThan(2)
    const all = office.logged.join('\n')
    for (const secret of [
      graph.accessToken,
      graph.appSecret,
      graph.verifyToken,
      'سري',
      '1000000008',
      USER,
      '9665',
    ])
      expect(all).not.toContain(secret)
  })
})
