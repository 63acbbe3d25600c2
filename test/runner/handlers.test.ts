import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { riyadhDay } from '#core/riyadh.ts'
import type { FlowEvent, MessageDraft, RequestContent } from '#engine/event.ts'
import { HANDLERS, applyEvents } from '#runner/apply-events.ts'
import { NO_EFFECT } from '#runner/handlers/handler.ts'
import { NOTHING_PREPARED } from '#runner/prepare-events.ts'
import { ROOT } from '../fakes/conversation.ts'
import { SESSION, openRoom } from './room.ts'

const DAY = 86_400_000

/** Kinds of event, as their union is written down. */
function kindsInUnion(): string[] {
  const source = readFileSync(`${ROOT}src/engine/event.ts`, 'utf8')
  const union = source.slice(
    source.indexOf('export type FlowEvent ='),
    source.indexOf('export type FlowEventKind'),
  )
  return [...union.matchAll(/readonly kind: '(\w+)'/g)].map(([, kind = '']) => kind)
}

/** Events that are told by the session itself and change nothing else. */
const SILENT = [
  'session_started',
  'flow_entered',
  'flow_ended',
  'answer_saved',
  'answer_rejected',
  'answer_skipped',
  'choice_outdated',
  'command_given',
  'draft_saved',
  'draft_resumed',
  'draft_discarded',
  'declaration_made',
  'file_kept',
  'notice_begun',
  'notice_queued',
]

const said = (text: string, more: Partial<MessageDraft> = {}): FlowEvent => ({
  kind: 'message_composed',
  draft: { paragraphs: [{ verbatim: text }], ...more },
})

describe('the table of handlers', () => {
  it('has exactly the kinds of event that there are', () => {
    expect(kindsInUnion().length).toBeGreaterThan(20)
    expect(new Set(Object.keys(HANDLERS))).toEqual(new Set(kindsInUnion()))
  })

  it('leaves without effect only what the session tells', () => {
    const silent = Object.entries(HANDLERS).filter(([, handler]) => handler === NO_EFFECT)
    expect(new Set(silent.map(([kind]) => kind))).toEqual(new Set(SILENT))
    expect(NO_EFFECT()).toEqual({})
  })
})

describe('what an event leads to', () => {
  it('language_changed: the contact keeps it', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'language_changed', language: 'en' }])
    expect((await room.contact()).contact.language).toBe('en')
  })

  it('consent_given: proof with the hash of the very words, and who gave it', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'consent_given', purpose: 'requests', version: 'v7' }])
    const { contact } = await room.contact()
    expect(contact.consentVersion).toBe('v7')
    const shown = room.running.renderer.text({ words: room.running.association.privacy.notice }, 'ar')
    expect(await room.store.consents.ofContact(contact.id)).toMatchObject([
      {
        purpose: 'requests',
        given: true,
        version: 'v7',
        textHash: createHash('sha256').update(shown).digest('hex'),
        language: 'ar',
        at: room.clock.now(),
        channel: 'terminal',
      },
    ])
    expect(await room.actions()).toEqual(['contact consent_given'])
  })

  it('messages_stopped: no notices any more, and no reminder', async () => {
    await using room = await openRoom()
    const { contact } = await room.contact()
    const timer = { id: 't1', kind: 'draft_reminder', contactId: contact.id, dueAt: 5, payload: {} }
    await room.store.commit([room.store.timers.schedule({ ...timer, uniqueKey: `draft:${contact.id}` })])
    await room.apply([{ kind: 'messages_stopped' }])
    expect((await room.contact()).contact.reachability).toBe('stopped')
    expect(await room.store.timers.due(room.clock.now(), 10)).toEqual([])
    expect(await room.actions()).toEqual(['contact messages_stopped'])
  })

  it('inquiry_received and inquiry_settled: asked, and what came of it', async () => {
    await using room = await openRoom()
    const asked = {
      kind: 'inquiry_received',
      id: 'i1',
      text: 'وين مقركم؟',
      language: 'ar',
      outcome: 'staff',
      nearest: 'location',
      confidence: 0.2,
      answered: false,
    } as const
    await room.apply([asked])
    const { contact } = await room.contact()
    const [first] = await room.store.inquiries.unanswered(0, 10)
    expect(first).toMatchObject({
      contactId: contact.id,
      intent: 'location',
      text: 'وين مقركم؟',
      answered: false,
    })
    await room.apply([
      { kind: 'inquiry_settled', id: 'i1', outcome: 'answer', intent: 'working_hours', answered: true },
    ])
    expect(await room.store.inquiries.unanswered(0, 10)).toEqual([])
    expect(await room.store.inquiries.since(0, 10)).toMatchObject([
      { id: 'i1', outcome: 'answer', intent: 'working_hours', answered: true },
    ])
  })

  it('poll_answered: a score of a month that nobody can be told by, counted once', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'poll_answered', poll: 'request', score: 4 }])
    const { contact } = await room.contact()
    const month = riyadhDay(room.clock.now()).slice(0, 7)
    const ratings = await room.store.ratings.ofMonth(month)
    expect(ratings).toMatchObject([{ poll: 'request', question: 'score', score: 4, month }])
    expect(JSON.stringify(ratings)).not.toContain(contact.id)
    expect(ratings[0]?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/)
    expect(await room.store.ratings.marksOf(contact.id)).toMatchObject([{ pollKey: 'request' }])
  })

  it('wait_begun: a timer, moved where one waits already; none where no time is told', async () => {
    await using room = await openRoom()
    const now = room.clock.now()
    await room.apply([{ kind: 'wait_begun' }])
    expect(await room.store.timers.next()).toBeUndefined()
    await room.apply([{ kind: 'wait_begun', until: now + DAY }])
    await room.apply([{ kind: 'wait_begun', until: now + 2 * DAY }])
    const { contact } = await room.contact()
    expect(await room.store.timers.due(now + 3 * DAY, 10)).toMatchObject([
      { kind: 'wait', contactId: contact.id, dueAt: now + 2 * DAY },
    ])
  })

  it('session_failed: its place in the log, and an entry for staff', async () => {
    await using room = await openRoom()
    await room.apply([{ kind: 'session_failed', reason: 'too_many_steps', flow: 'menu', step: 'loop' }])
    expect(room.logged).toEqual([
      { what: 'session_failed', fields: { reason: 'too_many_steps', flow: 'menu', step: 'loop' } },
    ])
    expect(await room.actions()).toEqual(['bot session_failed:too_many_steps'])
  })
})

describe('handoff_requested', () => {
  const wanted = {
    kind: 'handoff_requested',
    reason: 'asked',
    target: 'relations',
    urgent: false,
    silent: true,
    explanation: 'planted words',
  } as const

  it('queues the conversation, silences the bot where asked, and keeps the words sealed', async () => {
    await using room = await openRoom()
    await room.apply([wanted])
    const { contact, key } = await room.contact()
    expect(contact.owner).toBe('queue')
    const handoff = await room.store.handoffs.openOf(contact.id)
    expect(handoff).toMatchObject({ state: 'open', target: 'relations', reason: 'asked' })
    expect(await room.store.handoffs.explanation(handoff?.id ?? '', key)).toBe('planted words')
    expect(await room.actions()).toEqual(['bot handoff_opened'])
    expect(room.logged).toEqual([])
  })

  it('lets the bot go on where it is not to fall silent', async () => {
    await using room = await openRoom()
    await room.apply([{ ...wanted, silent: false }])
    expect((await room.contact()).contact.owner).toBe('bot')
  })

  it('queues nobody twice, and alerts once: again only when it has become more urgent', async () => {
    await using room = await openRoom()
    const quiet = { ...wanted, silent: false }
    await room.apply([quiet])
    const { contact } = await room.contact()
    const waiting = async () => {
      const handoff = await room.store.handoffs.openOf(contact.id)
      return handoff ? { handoff } : {}
    }
    await room.apply([quiet], await waiting())
    expect(await room.actions()).toEqual(['bot handoff_opened'])
    const urgent = { ...quiet, reason: 'emergency', urgent: true }
    await room.apply([urgent], await waiting())
    await room.apply([urgent], await waiting())
    expect(await room.store.handoffs.queue(10)).toMatchObject([{ reason: 'emergency' }])
    expect(await room.actions()).toEqual(['bot handoff_opened', 'bot handoff_urged'])
    expect(room.logged).toEqual([{ what: 'urgent_handoff', fields: { reason: 'emergency' } }])
  })
})

describe('request_submitted', () => {
  it('is a case with frozen answers, the declaration word for word, its files, and a summary to read', async () => {
    await using room = await openRoom()
    const { contact, key } = await room.contact()
    const { association, library, store } = { ...room.running, store: room.store }
    const service = association.services[0]
    if (!service) throw new Error('no service')
    const compiled = library.form(service.form.id)
    const field = [...compiled.fields.values()][0]?.field
    if (!field) throw new Error('no field')
    for (const id of ['f1', 'f2']) {
      const meta = { id, contactId: contact.id, name: 'a.pdf', mime: 'application/pdf', createdAt: 0 }
      await store.commit([await store.files.put(new Uint8Array([1]), meta, key)])
    }
    const request: RequestContent = {
      caseKind: 'support',
      service: service.id,
      form: service.form.id,
      formRevision: service.form.revision,
      answers: {
        [field.id]: { value: 'x', display: 'shown' },
        paper: { value: ['f1'], display: 'a.pdf', file: true },
      },
      groups: { family: [{ card: { value: ['f2'], display: 'a.pdf', file: true } }] },
      declaration: {
        mode: 'declare_and_sign',
        version: 'd1',
        language: 'ar',
        at: 77,
        answersHash: 'abc',
        signature: 'سارة أحمد',
      },
    }
    await room.apply([{ kind: 'request_submitted', reference: 'WASL2001', request }])
    const [state] = await store.cases.statesOf(contact.id)
    expect(state).toMatchObject({ reference: 'WASL2001', service: service.id, state: 'submitted' })
    const record = await store.cases.get(state?.id ?? '', key)
    expect(record).toMatchObject({
      answers: { answers: request.answers, groups: request.groups },
      formRevision: service.form.revision,
      submittedAt: room.clock.now(),
      declaration: {
        text: room.running.renderer.text({ words: association.declaration.text }, 'ar'),
        version: 'd1',
        answersHash: 'abc',
        language: 'ar',
        at: 77,
        signature: 'سارة أحمد',
      },
    })
    expect(record?.summary.split('\n')[0]).toBe(`${field.label.ar}: \u2068shown\u2069`)
    const files = await store.files.ofCase(state?.id ?? '', key)
    expect(new Set(files.map(({ id }) => id))).toEqual(new Set(['f1', 'f2']))
    expect(await room.actions()).toEqual(['contact request_submitted'])
  })
})

describe('messages of a turn', () => {
  it('are in words of the language of the session, in their order', async () => {
    await using room = await openRoom()
    const session = { ...SESSION, language: 'en' } as const
    const draft = { paragraphs: [{ words: { ar: 'أهلًا', en: 'Hello' } }] }
    expect(await room.apply([{ kind: 'message_composed', draft }], { session })).toEqual([{ text: 'Hello' }])
    expect(await room.apply([said('1'), said('2'), said('3')])).toEqual([
      { text: '1' },
      { text: '2' },
      { text: '3' },
    ])
  })

  it('are one where two are short, and the question of the second stays', async () => {
    await using room = await openRoom()
    const choices = [{ id: 'a', label: { verbatim: 'A' } }]
    expect(await room.apply([said('one'), said('two', { question: 'q', choices })])).toEqual([
      { text: 'one\n\ntwo', question: 'q', choices: [{ id: 'a', label: 'A' }] },
    ])
    // 149 + 2 + 149 letters are the most.
    expect(await room.apply([said('x'.repeat(149)), said('y'.repeat(149))])).toHaveLength(1)
    expect(await room.apply([said('x'.repeat(149)), said('y'.repeat(150))])).toHaveLength(2)
  })

  it('are private together where one is', async () => {
    await using room = await openRoom()
    for (const pair of [
      [said('a', { private: true }), said('b')],
      [said('a'), said('b', { private: true })],
    ])
      expect(await room.apply(pair)).toEqual([{ text: 'a\n\nb', private: true }])
  })

  it('stay apart where the first has choices, or the second numbers of its own', async () => {
    await using room = await openRoom()
    const choices = [{ id: 'a', label: { verbatim: 'A' } }]
    expect(await room.apply([said('a', { choices }), said('b')])).toHaveLength(2)
    expect(await room.apply([said('a'), said('b', { unnumbered: true })])).toHaveLength(2)
  })

  it('lead to nothing where there are none', async () => {
    await using room = await openRoom()
    const context = {
      running: room.running,
      ...(await room.contact()),
      at: 0,
      session: SESSION,
      prepared: NOTHING_PREPARED,
    }
    expect(applyEvents([], context)).toEqual({ writes: [], messages: [] })
  })
})
