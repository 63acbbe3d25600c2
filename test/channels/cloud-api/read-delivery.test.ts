import { readFileSync, readdirSync } from 'node:fs'
import { assert, constantFrom, dictionary, jsonValue, property, record, array, oneof } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Receipt } from '#channels/channel.ts'
import { readContent } from '#channels/cloud-api/read-content.ts'
import { readDelivery } from '#channels/cloud-api/read-delivery.ts'
import type { IncomingContent } from '#core/message.ts'

const FOLDER = new URL('payloads/', import.meta.url)
const CONTEXT = { account: '106540352242922', receivedAt: 5 }
const DIGEST = '49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942'
const URL_ID = `1003383421387256:${DIGEST}`

const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))

/** What each sample of Meta's is in our words. */
const CONTENTS: Readonly<Record<string, readonly IncomingContent[]>> = {
  'text.json': [{ kind: 'text', text: 'I need help with a letter' }],
  'text_reply.json': [{ kind: 'text', text: 'Yes, that one' }],
  'batch.json': [
    { kind: 'text', text: 'first' },
    { kind: 'text', text: 'second' },
  ],
  'button_reply.json': [{ kind: 'choice', question: '', choice: 'topic:housing' }],
  'list_reply.json': [{ kind: 'choice', question: '', choice: 'topic:legal' }],
  'flow_reply.json': [{ kind: 'unsupported', what: 'nfm_reply' }],
  'template_quick_reply.json': [{ kind: 'text', text: 'Confirm' }],
  'image.json': [
    {
      kind: 'file',
      file: { name: 'photo.jpg', mime: 'image/jpeg', bytes: 0, ref: URL_ID },
      caption: 'the letter',
    },
  ],
  'document.json': [
    {
      kind: 'file',
      file: { name: 'contract.pdf', mime: 'application/pdf', bytes: 0, ref: URL_ID },
      caption: 'signed',
    },
  ],
  'voice.json': [
    {
      kind: 'file',
      file: { name: 'voice.ogg', mime: 'audio/ogg; codecs=opus', bytes: 0, ref: URL_ID, voice: true },
    },
  ],
  'video.json': [{ kind: 'unsupported', what: 'video' }],
  'sticker.json': [{ kind: 'unsupported', what: 'sticker' }],
  'location.json': [{ kind: 'location', latitude: 52.52, longitude: 13.405 }],
  'contacts.json': [{ kind: 'phone', phone: '+1 650 555 9999', own: false }],
  'unsupported.json': [{ kind: 'unsupported', what: 'poll_creation' }],
  'username_user_without_phone.json': [{ kind: 'text', text: 'hello' }],
  // Nobody expects an answer to these.
  'reaction.json': [],
  'reaction_removed.json': [],
  'system_number_changed.json': [],
}

const OUT = 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI4MUJFRUQ1QUE1QzgxQzk4NzEA'
const RECEIPTS: Readonly<Record<string, Receipt>> = {
  'status_sent.json': { account: CONTEXT.account, externalId: OUT, state: 'sent', at: 1_749_416_390_000 },
  'status_delivered.json': {
    account: CONTEXT.account,
    externalId: OUT,
    state: 'delivered',
    at: 1_749_416_391_000,
  },
  'status_read.json': { account: CONTEXT.account, externalId: OUT, state: 'read', at: 1_749_416_399_000 },
  'status_failed_window_closed.json': {
    account: CONTEXT.account,
    externalId: OUT,
    state: 'failed',
    at: 1_749_416_392_000,
    code: 131_047,
    failure: 'window_closed',
  },
}

describe("Meta's samples", () => {
  test('are all known here', () => {
    const known = [...Object.keys(CONTENTS), ...Object.keys(RECEIPTS)]
    expect(readdirSync(FOLDER).toSorted()).toEqual(known.toSorted())
  })

  test.each(Object.entries(CONTENTS))('%s', (name, expected) => {
    const told = readDelivery(sample(name), CONTEXT)
    const messages = told.flatMap((each) => (each.kind === 'message' ? [each.message] : []))
    expect(messages.map(({ content }) => content)).toEqual(expected)
    for (const message of messages) {
      expect(message.account).toBe(CONTEXT.account)
      expect(message.externalId).toMatch(/^wamid\./)
      expect(message.sentAt).toBeGreaterThan(1_749_000_000_000)
    }
    expect(told.filter(({ kind }) => kind === 'receipt' || kind === 'ignored')).toEqual([])
  })

  test.each(Object.entries(RECEIPTS))('%s', (name, receipt) => {
    expect(readDelivery(sample(name), CONTEXT)).toEqual([{ kind: 'receipt', receipt }])
  })

  test('name who wrote', () => {
    const urnIn = (name: string) =>
      readDelivery(sample(name), CONTEXT).flatMap((each) => (each.kind === 'message' ? each.message.urn : []))
    expect(urnIn('text.json')).toEqual(['cloud-api:16505551234'])
    expect(urnIn('username_user_without_phone.json')).toEqual(['cloud-api:US.13491208655302741918'])
  })

  test('tell of a new number', () => {
    const change = {
      account: CONTEXT.account,
      before: ['cloud-api:16505551234'],
      urn: 'cloud-api:16505554321',
    }
    expect(readDelivery(sample('system_number_changed.json'), CONTEXT)).toEqual([
      { kind: 'identity', change },
    ])
  })
})

describe('what people send', () => {
  test.each([
    [
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'v1:q%3A1:a%20b' } } },
      'q:1',
      'a b',
    ],
    [
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'v1:q:#2' } } },
      'q',
      '#2',
    ],
    [{ type: 'button', button: { payload: 'v1:q:yes', text: 'نعم' } }, 'q', 'yes'],
    // Forged: the question stays empty, and the engine knows what to do.
    [
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'v1::x' } } },
      '',
      'v1::x',
    ],
    [
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'v1:%E0:x' } } },
      '',
      'v1:%E0:x',
    ],
    [{ type: 'interactive', interactive: { type: 'button_reply', button_reply: {} } }, '', ''],
  ])('a pressed choice: %j', (message, question, choice) => {
    expect(readContent(message)).toEqual({ kind: 'choice', question, choice })
  })

  test.each([
    [
      { type: 'audio', audio: { id: '7', mime_type: 'audio/mpeg' } },
      { kind: 'file', file: { name: 'audio', mime: 'audio/mpeg', bytes: 0, ref: '7' } },
    ],
    [
      { type: 'document', document: { id: '7' } },
      { kind: 'file', file: { name: 'document', mime: 'application/octet-stream', bytes: 0, ref: '7' } },
    ],
    [
      { type: 'image', image: { id: '../x' } },
      { kind: 'unsupported', what: 'image' },
    ],
    [{ type: 'image' }, { kind: 'unsupported', what: 'image' }],
    [
      { type: 'location', location: { latitude: 'north' } },
      { kind: 'unsupported', what: 'location' },
    ],
    [
      { type: 'contacts', contacts: [] },
      { kind: 'unsupported', what: 'contacts' },
    ],
    [{ type: 'request_welcome' }, { kind: 'start' }],
    [
      { type: 'order', order: {} },
      { kind: 'unsupported', what: 'order' },
    ],
    [{ type: 'kind_of_the_future' }, { kind: 'unsupported', what: 'kind_of_the_future' }],
    [{}, { kind: 'unsupported', what: 'unknown' }],
    [{ type: 'constructor' }, { kind: 'unsupported', what: 'constructor' }],
    [
      { type: 'edit', edit: { original_message_id: 'w1', message: { type: 'text', text: { body: 'new' } } } },
      { kind: 'edit', of: 'w1', text: 'new' },
    ],
    [
      { type: 'edit', edit: { original_message_id: 'w1', message: { type: 'image' } } },
      { kind: 'unsupported', what: 'edited_file' },
    ],
    [{ type: 'revoke', revoke: { original_message_id: 'w1' } }, undefined],
  ])('%j', (message, expected) => {
    expect(readContent(message)).toEqual(expected)
  })

  test('a card is the own number only where WhatsApp says so', () => {
    const card = (wa_id: string) => ({
      type: 'contacts',
      from: '966512345678',
      contacts: [{ phones: [{ phone: '051 234 5678', wa_id }] }],
    })
    expect(readContent(card('966512345678'))).toEqual({ kind: 'phone', phone: '+966512345678', own: true })
    expect(readContent(card('966500000000'))).toEqual({ kind: 'phone', phone: '051 234 5678', own: false })
  })
})

describe('receipts', () => {
  const receiptOf = (status: object) => {
    const value = { metadata: { phone_number_id: CONTEXT.account }, statuses: [status] }
    const delivery = {
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'messages', value }] }],
    }
    return readDelivery(delivery, CONTEXT)[0]
  }

  test('carry the outbox id back, and the place of a piece that is not the last', () => {
    const base = { id: 'w', status: 'sent', timestamp: '7' }
    expect(receiptOf({ ...base, biz_opaque_callback_data: 'out-1' })).toMatchObject({
      receipt: { outboxId: 'out-1', at: 7000 },
    })
    expect(receiptOf({ ...base, biz_opaque_callback_data: 'out-1#2' })).toMatchObject({
      place: 2,
      receipt: { outboxId: 'out-1', part: true },
    })
  })

  test.each(['1.5', 1.5, 1e300, -7, 'x', null, {}, '99999999999999'])(
    'with the time %j were told now: no column holds such a time',
    (timestamp) => {
      expect(receiptOf({ id: 'w', status: 'sent', timestamp })).toMatchObject({ receipt: { at: 5 } })
    },
  )

  test('of a voice message that was heard say that it was read', () => {
    expect(receiptOf({ id: 'w', status: 'played' })).toMatchObject({ receipt: { state: 'read', at: 5 } })
  })
})

describe('anything at all', () => {
  const deliveryOf = (value: unknown): unknown => ({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value }] }],
  })

  test('is read without a failure, and only people become contacts', () => {
    const types = constantFrom(
      'text',
      'interactive',
      'button',
      'image',
      'audio',
      'location',
      'contacts',
      'edit',
      'system',
      'unsupported',
      'reaction',
      '__proto__',
      'toString',
    )
    const words = constantFrom(
      'id',
      'from',
      'from_user_id',
      'body',
      'text',
      'type',
      'system',
      'user_id',
      'contacts',
    )
    const message = record(
      { type: types, id: jsonValue(), from: jsonValue(), rest: jsonValue(), timestamp: jsonValue() },
      { requiredKeys: [] },
    )
    const nested = oneof(message, dictionary(words, jsonValue()))
    const value = record({
      metadata: constantFrom({ phone_number_id: CONTEXT.account }),
      messages: array(nested),
      statuses: array(nested),
      contacts: array(nested),
    })
    assert(
      property(value, (given) => {
        for (const each of readDelivery(deliveryOf(given), CONTEXT)) {
          if (each.kind === 'message') {
            expect(each.message.urn).toMatch(/^cloud-api:([1-9]\d{5,14}|[A-Z]{2}\.[\w.]+)$/)
            expect(typeof each.message.externalId).toBe('string')
            expect(Number.isSafeInteger(each.message.sentAt)).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
    assert(property(jsonValue(), (given) => Array.isArray(readDelivery(given, CONTEXT))))
  })
})
