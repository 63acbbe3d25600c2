import { describe, expect, test } from 'vitest'
import { SendError } from '#channels/send-error.ts'
import { WINDOW, decodeMark, encodeMark } from '#channels/cloud-api/send.ts'
import type { Template } from '#channels/cloud-api/options.ts'
import { AMINA, NOW, failureOf, makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const USER = AMINA.userId ?? ''
const LONG = 'س'.repeat(6000)
const NOTICE = { kind: 'decision', values: { reference: 'WASL2001', name: 'أمينة\nبنت' } }
const TEMPLATES: Readonly<Record<string, Template>> = {
  decision: { name: 'request_decided', languages: { ar: 'ar', en: 'en_US' }, parameters: ['reference'] },
}

const send = async (rig: Rig, ...given: Parameters<Rig['outgoing']>) =>
  await rig.cloud.channel.send(rig.outgoing(...given))

describe('a message', () => {
  test('goes to the id that WhatsApp made, with the outbox id along', async () => {
    await using rig = await makeRig()
    const sent = await send(rig, 'أهلا')
    const [message] = rig.graph.sent(USER)
    expect(sent.externalId).toBe(message?.id)
    expect(message?.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: USER,
      type: 'text',
      text: { preview_url: false, body: 'أهلا' },
      biz_opaque_callback_data: 'out-1',
    })
  })

  test('goes to a phone number where that is all we know', async () => {
    await using rig = await makeRig()
    await send(rig, 'أهلا', { urn: 'cloud-api:966512345678' })
    expect(rig.graph.sent('966512345678')[0]?.body).toMatchObject({ to: '966512345678' })
    expect(rig.graph.sent('966512345678')[0]?.body).not.toHaveProperty('recipient')
  })

  test.each([
    'telegram:12345678',
    'cloud-api:',
    'cloud-api:0512',
    'cloud-api:12036304@g.us',
    'cloud-api:x/../y',
  ] as const)('to %s is refused here, not asked of Meta', async (urn) => {
    await using rig = await makeRig()
    expect(await failureOf(send(rig, 'x', { urn }))).toMatchObject({ failure: 'rejected' })
    expect(rig.graph.count('messages')).toBe(0)
  })

  test('of a person who wrote to another number of ours is a matter of the settings', async () => {
    await using rig = await makeRig()
    expect(await failureOf(send(rig, 'x', { account: '999' }))).toMatchObject({ failure: 'config' })
  })

  test('in pieces is marked so that only the last one settles it', async () => {
    await using rig = await makeRig()
    const sent = await send(rig, LONG)
    expect(rig.graph.sent(USER).map(({ mark }) => mark)).toEqual(['out-1#1', 'out-1'])
    expect(sent.externalId).toBe(rig.graph.sent(USER)[1]?.id)
  })

  test.each([{}, { choices: [{ id: 'a', label: 'نعم' }], question: 'q' }])(
    'with a file uploads it once, however often it is tried: %j',
    async (choices) => {
      await using rig = await makeRig()
      const content = new Uint8Array([1, 2, 3])
      const file = { name: 'خطاب.pdf', mime: 'application/pdf', content }
      const more = { file, ...choices }
      rig.graph.faults.next('messages', { kind: 'refused', status: 500, code: 131_000 })
      expect(await failureOf(send(rig, 'تفضل', more))).toMatchObject({ failure: 'connection' })
      await send(rig, 'تفضل', more)
      expect(rig.graph.count('upload')).toBe(1)
      const [first] = rig.graph.sent(USER)
      expect(first?.file?.name).toBe('خطاب.pdf')
      expect([...(first?.file?.content ?? [])]).toEqual([1, 2, 3])
    },
  )
})

describe('the channel', () => {
  test('tells what it can', async () => {
    await using rig = await makeRig()
    expect(rig.cloud.channel.capabilities).toEqual({
      buttons: 3,
      buttonLabel: 20,
      listRows: 10,
      textLength: 4096,
      fileBytes: 20 * 1024 * 1024,
      polls: false,
      requestPhone: false,
      requestLocation: true,
      receipts: true,
      settlesWithin: 20_000,
      outreach: 'window',
    })
  })
})

describe('marks', () => {
  test.each([
    ['out', 1, 1],
    ['out', 2, 2],
    ['out', 1, 3],
    ['a#b', 2, 3],
  ])('%s %i of %i come back', (id, place, pieces) => {
    const expected = place === pieces ? { id } : { id, place }
    expect(decodeMark(encodeMark(id, place, pieces))).toEqual(expected)
  })
})

describe('the 24 hours', () => {
  const heardAgo = (ago: number | undefined) => ({
    lastHeard: () => Promise.resolve(ago === undefined ? undefined : NOW - ago),
  })

  test.each([WINDOW, WINDOW + 1])('over since %s: nothing is sent, and staff are told why', async (ago) => {
    await using rig = await makeRig({ ...heardAgo(ago), templates: TEMPLATES })
    const failure = await failureOf(send(rig, 'x'))
    expect(failure).toBeInstanceOf(SendError)
    expect(failure).toMatchObject({ failure: 'window_closed', retryable: false })
    expect(String(failure)).toContain('the 24-hour window is closed')
    expect(rig.graph.count('messages')).toBe(0)
  })

  test('not yet over: words are sent, also of a notice', async () => {
    await using rig = await makeRig({ ...heardAgo(WINDOW - 1), templates: TEMPLATES })
    await send(rig, 'تم', { notice: NOTICE })
    expect(rig.graph.sent(USER)[0]?.type).toBe('text')
  })

  test('over: a notice goes as its template, in its language', async () => {
    await using rig = await makeRig({ ...heardAgo(WINDOW), templates: TEMPLATES })
    await send(rig, 'تم', { notice: NOTICE })
    await send(rig, 'done', { notice: NOTICE, language: 'en', id: 'out-2' })
    expect(rig.graph.sent(USER).map(({ text, mark }) => [text, mark])).toEqual([
      ['[request_decided | ar | WASL2001]', 'out-1'],
      ['[request_decided | en_US | WASL2001]', 'out-2'],
    ])
  })

  test("over by Meta's clock alone: a notice goes as its template at once, words do not", async () => {
    await using rig = await makeRig({ ...heardAgo(WINDOW - 1), templates: TEMPLATES })
    rig.graph.closeWindow(USER)
    await send(rig, 'تم', { notice: NOTICE })
    expect(rig.graph.sent(USER).map(({ type }) => type)).toEqual(['template'])
    expect(await failureOf(send(rig, 'x', { id: 'out-2' }))).toMatchObject({ failure: 'window_closed' })
  })

  test.each([
    ['has no template', { kind: 'visit', values: {} }, TEMPLATES, 'window_closed'],
    ['is called like a member of every object', { kind: 'toString', values: {} }, TEMPLATES, 'window_closed'],
    ['lacks a value', { kind: 'decision', values: {} }, TEMPLATES, 'config'],
    [
      'has a template in no language of the person',
      NOTICE,
      { decision: { name: 'x', languages: { ur: 'ur' }, parameters: [] } },
      'config',
    ],
  ] as const)('over: a notice that %s is not sent', async (_name, notice, templates, failure) => {
    await using rig = await makeRig({ ...heardAgo(WINDOW), templates })
    expect(await failureOf(send(rig, 'x', { notice }))).toMatchObject({ failure, retryable: false })
    expect(rig.graph.count('messages')).toBe(0)
  })

  test('over: values that Meta would refuse are made fit', async () => {
    const templates = { decision: { name: 'd', languages: { ar: 'ar' }, parameters: ['name', 'empty'] } }
    await using rig = await makeRig({ ...heardAgo(WINDOW), templates })
    const values = { name: 'أمينة\nبنت\t\t علي       محمد', empty: ' ' }
    await send(rig, 'x', { notice: { kind: 'decision', values } })
    expect(rig.graph.sent(USER)[0]?.text).toBe('[d | ar | أمينة بنت علي محمد | …]')
  })

  test.each([
    ['the database fails', () => Promise.reject(new Error('database'))],
    ['the contact has another name by now', () => Promise.resolve(undefined)],
  ])('when we cannot tell because %s, Meta is asked', async (_name, lastHeard) => {
    await using rig = await makeRig({ lastHeard })
    await send(rig, 'x')
    rig.graph.closeWindow(USER)
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'window_closed' })
    expect(rig.graph.sent(USER)).toHaveLength(1)
  })
})

describe('a refusal', () => {
  test.each([
    [401, 190, 'config', undefined],
    [400, 131_030, 'config', undefined],
    [403, 10, 'config', undefined],
    [400, 132_001, 'config', undefined],
    [400, 132_012, 'config', undefined],
    [404, 0, 'config', undefined],
    [400, 131_047, 'window_closed', undefined],
    [400, 131_026, 'rejected', undefined],
    [400, 131_009, 'rejected', undefined],
    [400, 131_062, 'rejected', undefined],
    [400, 100, 'rejected', undefined],
    [400, 0, 'rejected', undefined],
    [413, 0, 'rejected', undefined],
    [400, 131_056, 'throttled', 6_000],
    [400, 130_429, 'throttled', 5_000],
    [400, 80_007, 'throttled', 5_000],
    [400, 131_048, 'throttled', 1_800_000],
    [429, 0, 'throttled', 5_000],
    [500, 131_000, 'connection', undefined],
    [503, 2, 'connection', undefined],
  ])('%i with %i is %s', async (status, code, failure, retryAfter) => {
    await using rig = await makeRig()
    rig.graph.faults.next('messages', { kind: 'refused', status, code })
    const error = await failureOf(send(rig, 'سر'))
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject({ failure, retryAfter })
    expect(String(error)).not.toMatch(/planted|سر/)
  })

  test('that says how long to wait is believed', async () => {
    await using rig = await makeRig()
    rig.graph.faults.next('messages', { kind: 'refused', status: 429, code: 130_429, retryAfter: 90 })
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'throttled', retryAfter: 90_000 })
  })
})

describe('a lost answer', () => {
  test.each([
    { kind: 'reset_after' },
    { kind: 'truncated' },
    { kind: 'garbage', status: 502 },
    { kind: 'reset_before' },
  ] as const)('waits for a receipt before it is sent again: %j', async (fault) => {
    await using rig = await makeRig()
    rig.graph.faults.next('messages', fault)
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'connection', retryAfter: 20_000 })
  })

  test('waits likewise where no answer came in time', async () => {
    await using rig = await makeRig({ pace: { request: 50 } })
    rig.graph.faults.next('messages', { kind: 'hang' })
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'connection', retryAfter: 20_000 })
  })

  test('of a server that was never reached is tried again soon', async () => {
    await using rig = await makeRig()
    await rig.graph.stop()
    const failure = await failureOf(send(rig, 'x'))
    expect(failure).toMatchObject({ failure: 'connection', retryAfter: undefined })
  })

  test('of one piece: its receipt saves the repetition, and the rest goes on', async () => {
    await using rig = await makeRig()
    await rig.start()
    rig.graph.faults.next('messages', { kind: 'reset_after' })
    expect(await failureOf(send(rig, LONG))).toMatchObject({ failure: 'connection' })
    const [first] = rig.graph.sent(USER)
    if (!first) throw new Error('it was not taken')
    await rig.graph.report(first, 'sent')
    await send(rig, LONG)
    expect(rig.graph.sent(USER).map(({ mark }) => mark)).toEqual(['out-1#1', 'out-1'])
  })

  test('of one piece without a receipt repeats that piece and no other', async () => {
    await using rig = await makeRig()
    await rig.start()
    const three = [LONG, LONG].join('\n\n')
    await failureOf(send(rig, three, { id: 'other' }))
    const before = rig.graph.sent(USER).length
    rig.graph.faults.next('messages', { kind: 'refused', status: 500, code: 1 })
    expect(await failureOf(send(rig, three))).toMatchObject({ failure: 'connection' })
    await send(rig, three)
    expect(
      rig.graph
        .sent(USER)
        .slice(before)
        .map(({ mark }) => mark),
    ).toEqual(['out-1#1', 'out-1#2', 'out-1'])
  })
})

describe('the pace', () => {
  test('to one person: twenty at once, then one in six seconds', async () => {
    await using rig = await makeRig()
    for (let count = 0; count < 20; count += 1) await send(rig, 'x', { id: `out-${count}` })
    const failure = await failureOf(send(rig, 'x'))
    expect(failure).toMatchObject({ failure: 'throttled', retryAfter: 6_000 })
    expect(rig.graph.count('messages')).toBe(20)
    // Somebody else is not kept waiting.
    await send(rig, 'x', { urn: 'cloud-api:966500000001' })
    rig.later += 6_000
    await send(rig, 'x')
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'throttled', retryAfter: 6_000 })
  })

  test('to one person whom Meta refuses: longer each time, until one goes', async () => {
    await using rig = await makeRig()
    const waits: unknown[] = []
    for (let time = 0; time < 3; time += 1) {
      rig.graph.faults.next('messages', { kind: 'refused', status: 400, code: 131_056 })
      const failure = await failureOf(send(rig, 'x'))
      waits.push((failure as SendError).retryAfter)
      // Nobody asks Meta meanwhile.
      const asked = rig.graph.count('messages')
      expect(await failureOf(send(rig, 'x'))).toMatchObject({ failure: 'throttled' })
      expect(rig.graph.count('messages')).toBe(asked)
      rig.later += Number(waits.at(-1))
    }
    expect(waits).toEqual([6_000, 12_000, 24_000])
    await send(rig, 'x')
    rig.graph.faults.next('messages', { kind: 'refused', status: 400, code: 131_056 })
    expect(await failureOf(send(rig, 'x'))).toMatchObject({ retryAfter: 6_000 })
  })

  test('of our number: everybody waits', async () => {
    await using rig = await makeRig()
    rig.graph.faults.next('messages', { kind: 'refused', status: 400, code: 130_429 })
    await failureOf(send(rig, 'x'))
    const other = await failureOf(send(rig, 'x', { urn: 'cloud-api:966500000001' }))
    expect(other).toMatchObject({ failure: 'throttled', retryAfter: 5_000 })
    expect(rig.graph.count('messages')).toBe(1)
    rig.later += 5_000
    await send(rig, 'x', { urn: 'cloud-api:966500000001' })
  })
})

describe('the beginning', () => {
  test.each([
    [401, 190],
    [400, 100],
    [403, 10],
  ])('ends where Meta refuses the account: %i', async (status, code) => {
    await using rig = await makeRig()
    rig.graph.faults.next('number', { kind: 'refused', status, code })
    const failure = await failureOf(rig.start())
    expect(String(failure)).toContain('WHATSAPP_CLOUD_ACCESS_TOKEN')
    expect(String(failure)).not.toContain(rig.graph.accessToken)
  })

  test('does not wait for Meta to be well', async () => {
    await using rig = await makeRig()
    rig.graph.faults.next('number', { kind: 'garbage', status: 502 })
    await rig.start()
    expect(rig.logged).toEqual([{ code: 'cloud_api_unreachable', status: 502, graph: 0 }])
    expect(await rig.graph.say(AMINA, 'x')).toBe(true)
  })
})
