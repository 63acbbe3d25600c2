import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isSameSecret, isSigned } from '#channels/cloud-api/signature.ts'
import { WEBHOOK_PATH } from '#channels/cloud-api/routes.ts'
import { envelope, sign } from '../../fakes/graph-api/people.ts'
import { AMINA, AMINA_URN, makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

/** The bytes of a delivery as Meta writes them: no spaces, other letters escaped. */
const SAMPLE = readFileSync(new URL('payloads/text.json', import.meta.url), 'utf8')
const BODY = JSON.stringify(JSON.parse(SAMPLE))
/** A body and its signature, made by another program. */
const SIGNED = JSON.parse(readFileSync(new URL('signed.json', import.meta.url), 'utf8')) as {
  readonly appSecret: string
  readonly rawBody: string
  readonly header: string
}
const SECRET = 'test-app-secret'
const ACCOUNT = '106540352242922'

const signed = (body: string, secret = SECRET) => ({
  'x-hub-signature-256': sign(Buffer.from(body), secret),
})

async function started(): Promise<Rig> {
  const rig = await makeRig()
  await rig.start()
  return rig
}

describe('the signature', () => {
  test('is that of a body which was signed elsewhere', () => {
    const { appSecret, rawBody, header: known } = SIGNED
    expect(isSigned(Buffer.from(rawBody), known, appSecret)).toBe(true)
    expect(isSigned(Buffer.from(rawBody), known, `${appSecret}x`)).toBe(false)
  })

  const header = signed(BODY)['x-hub-signature-256']
  const tricks: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['missing', {}],
    ['empty', { 'x-hub-signature-256': '' }],
    ['short', { 'x-hub-signature-256': header.slice(0, -2) }],
    ['long', { 'x-hub-signature-256': `${header}00` }],
    ['in upper case', { 'x-hub-signature-256': `sha256=${header.slice(7).toUpperCase()}` }],
    ['without its name', { 'x-hub-signature-256': header.slice(7) }],
    ['of another kind', { 'x-hub-signature-256': header.replace('sha256', 'sha1') }],
    ['twice', { 'x-hub-signature-256': `${header}, ${header}` }],
    ['no hexadecimal', { 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` }],
    ['all zeros', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['under another secret', signed(BODY, 'wrong-app-secret')],
    ['under no secret', signed(BODY, '')],
    ['under its old name', { 'x-hub-signature': header }],
  ]
  test.each(tricks)('%s lets nothing in', async (_name, headers) => {
    await using rig = await started()
    expect(await rig.post(BODY, headers)).toBe(401)
    expect(rig.disk.stored).toEqual([])
  })

  test('is that of the bytes: the same JSON written anew is refused', async () => {
    await using rig = await started()
    for (const other of [SAMPLE, `${BODY} `, `\ufeff${BODY}`, BODY.replace('text', '\\u0074ext')])
      expect(await rig.post(other, signed(BODY))).toBe(401)
    expect(await rig.post(BODY, signed(BODY))).toBe(200)
    expect(rig.disk.stored).toHaveLength(1)
  })

  test('is looked at before the body is read: broken JSON without one is refused, with one it is broken', async () => {
    await using rig = await started()
    expect(await rig.post('{', {})).toBe(401)
    expect(await rig.post('{', signed('{'))).toBe(400)
  })

  test('that is wrong is told once a minute, whoever knocks how often', async () => {
    await using rig = await started()
    for (let time = 0; time < 5; time += 1) await rig.post(BODY, {})
    expect(rig.logged).toEqual([{ code: 'cloud_api_unsigned' }])
    rig.later += 60_000
    await rig.post(BODY, {})
    expect(rig.logged).toHaveLength(2)
  })

  test('under no secret of ours is never right', () => {
    expect(isSigned(Buffer.from(BODY), sign(Buffer.from(BODY), ''), '')).toBe(false)
    expect(isSameSecret('', '')).toBe(false)
  })
})

describe('the question whether the webhook is ours', () => {
  const ask = async (rig: Rig, query: string): Promise<Response> =>
    await rig.cloud.routes.request(`${WEBHOOK_PATH}?${query}`)

  test('is answered with its own word to who knows ours, before the channel is started', async () => {
    await using rig = await makeRig()
    const query = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=test-verify-token'
    const answer = await ask(rig, query)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('1158201444')
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  })

  test.each([
    'hub.mode=subscribe&hub.challenge=1&hub.verify_token=other',
    'hub.mode=subscribe&hub.challenge=1',
    'hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=test-verify-token',
    'hub.mode=subscribe&hub.verify_token=test-verify-token',
    'hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=test-verify-token',
    '',
  ])('is refused: %s', async (query) => {
    await using rig = await makeRig()
    const answer = await ask(rig, query)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toBe('')
  })
})

describe('a delivery', () => {
  test('is confirmed when it is on disk, not before', async () => {
    await using rig = await started()
    rig.disk.before = () => {
      throw new Error('disk full')
    }
    expect(await rig.post(BODY, signed(BODY))).toBe(503)
    expect(rig.logged).toContainEqual({ code: 'cloud_api_not_stored', count: 1 })
    rig.disk.before = undefined
    expect(await rig.post(BODY, signed(BODY))).toBe(200)
    expect(rig.disk.stored).toHaveLength(1)
  })

  test('is not taken before the channel is started, nor after it was stopped', async () => {
    await using rig = await makeRig()
    expect(await rig.post(BODY, signed(BODY))).toBe(503)
    await rig.start()
    expect(await rig.post(BODY, signed(BODY))).toBe(200)
    await rig.cloud.channel.stop()
    expect(await rig.post(BODY, signed(BODY))).toBe(503)
  })

  test('over the limit is not read', async () => {
    await using rig = await started()
    const large = 'x'.repeat(3 * 1024 * 1024 + 1)
    expect(await rig.post(large, signed(large))).toBe(413)
    expect(await rig.post(large.slice(1), signed(large.slice(1)))).toBe(400)
  })

  test('that comes again is one message', async () => {
    await using rig = await started()
    for (let time = 0; time < 3; time += 1) expect(await rig.post(BODY, signed(BODY))).toBe(200)
    expect(rig.disk.stored).toHaveLength(1)
  })

  test('of several accounts, changes and messages is one commit, in its order', async () => {
    await using rig = await started()
    const change = (...texts: readonly string[]) => ({
      field: 'messages',
      value: {
        metadata: { phone_number_id: ACCOUNT },
        messages: texts.map((body) => ({
          from_user_id: AMINA.userId,
          id: `wamid.${body}`,
          timestamp: '1790000001',
          type: 'text',
          text: { body },
        })),
      },
    })
    const one = envelope({ phoneNumberId: ACCOUNT }, [change('1', '2'), change('3')])
    const other = envelope({ phoneNumberId: ACCOUNT }, [change('4')])
    const entries = [one, other].flatMap((each) => (each as { entry: object[] }).entry)
    expect(await rig.graph.deliver({ object: 'whatsapp_business_account', entry: entries })).toBe(200)
    expect(rig.disk.stored.map(({ externalId }) => externalId)).toEqual(
      ['1', '2', '3', '4'].map((each) => `wamid.${each}`),
    )
    expect(rig.disk.commits).toBe(1)
  })

  test.each([
    ['of another number', { metadata: { phone_number_id: '1' }, messages: [{}] }, 'messages', 'other_number'],
    ['of another field', {}, 'account_update', 'other_field'],
    [
      'from a group',
      { messages: [{ from: '966500000001', id: 'w1', type: 'text', group_id: 'g', text: { body: 'x' } }] },
      'messages',
      'group',
    ],
    ['of nobody', { messages: [{ id: 'w1', type: 'text', text: { body: 'x' } }] }, 'messages', 'unreadable'],
    ['that is no message', { messages: ['x', null, 7] }, 'messages', 'unreadable'],
    [
      'with a status of the future',
      { statuses: [{ id: 'w', status: 'teleported' }] },
      'messages',
      'unreadable',
    ],
  ] as const)('%s is confirmed and left alone', async (_name, value, field, why) => {
    await using rig = await started()
    expect(await rig.graph.push(value, field)).toBe(true)
    expect(rig.disk.stored).toEqual([])
    expect(rig.disk.receipts).toEqual([])
    expect(rig.logged).toContainEqual({ code: `cloud_api_ignored_${why}` })
  })

  test.each([
    {},
    [],
    'x',
    null,
    { object: 'page', entry: [] },
    { object: 'whatsapp_business_account', entry: 7 },
  ])('of another shape is confirmed, or Meta would bring it for days: %j', async (delivery) => {
    await using rig = await started()
    expect(await rig.graph.deliver(delivery)).toBe(200)
    expect(rig.disk.stored).toEqual([])
  })
})

describe('who writes', () => {
  test('is known by the id that WhatsApp made, with or without a number', async () => {
    await using rig = await started()
    await rig.graph.say(AMINA, 'one')
    await rig.graph.say({ userId: AMINA.userId ?? '' }, 'two')
    expect(rig.disk.stored.map(({ urn }) => urn)).toEqual([AMINA_URN, AMINA_URN])
  })

  test('is known by the number where there is no id, and renamed once there is one', async () => {
    await using rig = await started()
    await rig.graph.say({ phone: '966512345678' }, 'one')
    expect(rig.disk.stored[0]?.urn).toBe('cloud-api:966512345678')
    expect(rig.disk.changes).toEqual([])
    await rig.graph.say(AMINA, 'two')
    await rig.graph.say(AMINA, 'three')
    // Asked once: the same change is not looked for with every message.
    expect(rig.disk.changes).toEqual([
      { account: ACCOUNT, before: ['cloud-api:966512345678'], urn: AMINA_URN },
    ])
  })

  test('changes the number: told between the messages before and after', async () => {
    await using rig = await started()
    const order: string[] = []
    rig.disk.before = () => void order.push('messages')
    const changes = rig.disk.changes
    const text = (id: string, from: string) => ({ from_user_id: from, id, type: 'text', text: { body: id } })
    const system = {
      from: '966512345678',
      id: 'wamid.S',
      timestamp: '1790000002',
      type: 'system',
      system: {
        type: 'user_changed_number',
        wa_id: '966598765432',
        user_id: 'SA.2222',
        previous_user_id: 'SA.1111',
      },
    }
    await rig.graph.push({ messages: [text('m1', 'SA.1111'), system, text('m2', 'SA.2222')] })
    expect(order).toEqual(['messages', 'messages'])
    expect(changes).toEqual([
      { account: ACCOUNT, before: ['cloud-api:SA.1111', 'cloud-api:966512345678'], urn: 'cloud-api:SA.2222' },
    ])
  })

  test('gets a new id without a number', async () => {
    await using rig = await started()
    const system = { type: 'user_changed_user_id', user_id: 'SA.2222', previous_user_id: 'SA.1111' }
    await rig.graph.push({ messages: [{ id: 'wamid.S', type: 'system', system }] })
    expect(rig.disk.changes).toEqual([
      { account: ACCOUNT, before: ['cloud-api:SA.1111'], urn: 'cloud-api:SA.2222' },
    ])
  })

  test('sees the message marked as read only where that is wanted', async () => {
    await using quiet = await started()
    await quiet.graph.say(AMINA, 'one')
    expect(quiet.graph.count('messages')).toBe(0)
    await using rig = await makeRig({ markRead: true })
    await rig.start()
    await rig.graph.say(AMINA, 'one')
    await expect.poll(() => rig.graph.read).toHaveLength(1)
    expect(rig.graph.read[0]).toBe(rig.disk.stored[0]?.externalId)
  })
})
