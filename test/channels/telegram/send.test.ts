import { describe, expect, test } from 'vitest'
import { SendError } from '#channels/send-error.ts'
import type { Fault } from '../../fakes/bot-api/faults.ts'
import { ARABIC, makeRig } from './harness.ts'

const PERSON = 6_012_345_678

async function rigWithPerson(more = {}) {
  const rig = await makeRig(more)
  rig.api.say(PERSON, 'hello')
  const send = (text: string, rest = {}) => rig.telegram.channel.send(rig.outgoing(PERSON, text, rest))
  const fail = (text: string, rest = {}) => send(text, rest).catch((error: unknown) => error)
  return Object.assign(rig, { send, fail })
}

describe('send', () => {
  const cases: readonly (readonly [string, Fault, object])[] = [
    ['429', { kind: 'status', status: 429, retryAfter: 37 }, { failure: 'throttled', retryAfter: 37_000 }],
    ['429 that says no time', { kind: 'status', status: 429 }, { failure: 'throttled', retryAfter: 5_000 }],
    ['blocked', { kind: 'status', status: 403 }, { failure: 'contact_stopped' }],
    [
      'chat not found',
      { kind: 'status', status: 400, description: 'Bad Request: chat not found' },
      { failure: 'rejected' },
    ],
    ['another 400', { kind: 'status', status: 400 }, { failure: 'rejected' }],
    ['413', { kind: 'status', status: 413 }, { failure: 'rejected' }],
    ['401', { kind: 'status', status: 401 }, { failure: 'config' }],
    ['404', { kind: 'status', status: 404 }, { failure: 'config' }],
    ['409', { kind: 'status', status: 409 }, { failure: 'connection' }],
    ['500', { kind: 'status', status: 500 }, { failure: 'connection' }],
    ['a proxy’s page', { kind: 'garbage' }, { failure: 'connection' }],
    ['a broken connection', { kind: 'reset_before' }, { failure: 'connection' }],
    ['a lost answer', { kind: 'reset_after' }, { failure: 'connection' }],
    ['half an answer', { kind: 'truncated' }, { failure: 'connection' }],
    ['no answer', { kind: 'hang' }, { failure: 'connection' }],
  ]

  test.each(cases)('names the failure: %s', async (_, fault, expected) => {
    await using rig = await rigWithPerson({ pace: { request: 300 } })
    rig.api.faults.next('sendMessage', fault)
    const error = await rig.fail('مرحبا')
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject(expected)
    // Once: repeating is the outbox's work, which knows what may be repeated.
    expect(rig.api.count('sendMessage')).toBe(1)
  })

  test('sends as plain text, once, what Telegram cannot parse', async () => {
    await using rig = await rigWithPerson()
    const description = "Bad Request: can't parse entities: Unsupported start tag"
    rig.api.faults.next('sendMessage', { kind: 'status', status: 400, description })
    await rig.send('a < b')
    expect(rig.api.sent(PERSON).map(({ text }) => text)).toEqual(['a < b'])
    expect(rig.log.codes()).toEqual(['telegram_markup_refused'])

    rig.api.faults.next('sendMessage', { kind: 'status', status: 400, description }, 2)
    expect(await rig.fail('a < c')).toMatchObject({ failure: 'rejected' })
  })

  test('takes "not modified" for done', async () => {
    await using rig = await rigWithPerson()
    const description = 'Bad Request: message is not modified: specified new message content is the same'
    rig.api.faults.next('sendMessage', { kind: 'status', status: 400, description })
    expect(await rig.send('again')).toEqual({ externalId: '' })
  })

  test('reaches a server whose address ends in a slash', async () => {
    await using rig = await rigWithPerson()
    const { channel } = rig.again({ apiRoot: `${rig.api.url}/` })
    await channel.send(rig.outgoing(PERSON, 'مرحبا'))
    expect(rig.api.sent(PERSON)).toHaveLength(1)
  })

  test.each(['', 'abc', '123', '12:a b', ':x'])('is not made with the token %j', async (token) => {
    await using rig = await rigWithPerson()
    expect(() => rig.again({ token })).toThrow(/TELEGRAM_BOT_TOKEN/)
  })

  test('gives back the id of the last message that it took', async () => {
    await using rig = await rigWithPerson()
    const sent = await rig.send('س'.repeat(9000))
    const shown = rig.api.sent(PERSON)
    expect(shown).toHaveLength(3)
    expect(sent.externalId).toBe(String(shown.at(-1)?.messageId))
  })

  test('goes on where it stopped when the same message is sent again', async () => {
    await using rig = await rigWithPerson()
    const text = ['أ', 'ب', 'ج'].map((letter) => letter.repeat(3000)).join('\n\n')
    let calls = 0
    rig.api.faults.rule = ({ method }) => {
      if (method !== 'sendMessage') return undefined
      calls += 1
      return calls === 2 ? { kind: 'status', status: 429, retryAfter: 1 } : undefined
    }
    expect(await rig.fail(text)).toMatchObject({ failure: 'throttled' })
    await rig.send(text)
    expect(rig.api.sent(PERSON).map((shown) => shown.text[0])).toEqual(['أ', 'ب', 'ج'])
  })

  test('shows the phone button, and takes it away before the next buttons', async () => {
    await using rig = await rigWithPerson()
    await rig.send('ما رقم الجوال؟', { request: 'phone' })
    await rig.send('هل نتابع؟', { question: 'q', choices: [{ id: 'yes', label: 'نعم' }] })
    await rig.send('هل ننهي؟', { question: 'r', choices: [{ id: 'yes', label: 'نعم' }] })
    const shown = rig.api
      .sent(PERSON)
      .map((each) => [each.text.split('\n')[0], each.keyboardRemoved, each.buttons.length])
    expect(rig.api.sent(PERSON)[0]?.keyboard).toEqual([ARABIC.sharePhone])
    expect(shown).toEqual([
      ['ما رقم الجوال؟', false, 0],
      ['هل نتابع؟', true, 0],
      [ARABIC.pressOrType, false, 1],
      ['هل ننهي؟', false, 1],
    ])
  })

  test('sends a file with its bytes, its name and its text', async () => {
    await using rig = await rigWithPerson()
    const content = new Uint8Array(70_000).map((_, index) => index % 251)
    const file = { name: 'إيصال.pdf', mime: 'application/pdf', content }
    await rig.send('الإيصال <1>', { file, private: true })
    const [shown] = rig.api.sent(PERSON)
    expect(shown).toMatchObject({ method: 'sendDocument', text: 'الإيصال <1>', protected: true })
    expect(shown?.file?.name).toBe('إيصال.pdf')
    expect(shown?.file?.content.equals(content)).toBe(true)
  })

  test.each([
    'telegram:-1001234567890',
    'telegram:abc',
    'telegram:',
    'web:77',
    'telegram:99999999999999999',
  ] as const)('writes to no address like %s', async (urn) => {
    await using rig = await rigWithPerson()
    expect(await rig.fail('private', { urn })).toMatchObject({ failure: 'rejected' })
    expect(rig.api.count('sendMessage')).toBe(0)
  })

  test('refuses a file that Telegram would not take', async () => {
    await using rig = await rigWithPerson()
    const file = { name: 'a', mime: 'a/b', content: new Uint8Array(50 * 1024 * 1024 + 1) }
    expect(await rig.fail('x', { file })).toMatchObject({ failure: 'rejected' })
    expect(rig.api.count('sendDocument')).toBe(0)
  })

  test('waits at its end for what is being sent, and gives up what hangs', async () => {
    await using rig = await rigWithPerson({ pace: { drain: 100, request: 600_000 } })
    rig.api.faults.next('sendMessage', { kind: 'hang' })
    const hanging = rig.fail('one')
    const sending = rig.send('two')
    await rig.telegram.channel.stop()
    expect(await hanging).toMatchObject({ failure: 'connection' })
    expect((await sending).externalId).not.toBe('')
  })
})
