import { describe, expect, test, vi } from 'vitest'
import { makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const PERSON = 6_012_345_678

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 })

const texts = ({ disk }: Rig): string[] =>
  disk.stored.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

const start = ({ telegram, disk }: Rig): Promise<void> =>
  telegram.channel.start((messages) => disk.receive(messages))

describe('polling', () => {
  test('confirms what is stored, and asks for its kinds of update every time', async () => {
    await using rig = await makeRig()
    await start(rig)
    const id = rig.api.say(PERSON, 'مرحبا')
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(texts(rig)).toEqual(['مرحبا'])
    expect(rig.api.count('deleteWebhook')).toBe(1)
    expect(rig.api.calls('deleteWebhook')).toEqual([{}])
    expect(rig.api.lastPoll).toEqual({
      timeout: 1,
      limit: 100,
      offset: id + 1,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'poll_answer'],
    })
  })

  test('confirms nothing while it is not on disk', async () => {
    await using rig = await makeRig()
    const written = Promise.withResolvers<void>()
    rig.disk.before = () => written.promise
    await start(rig)
    const id = rig.api.say(PERSON, 'slow disk')
    await until(() => expect(rig.api.count('getUpdates')).toBe(1))
    expect(rig.api.isConfirmed(id)).toBe(false)
    written.resolve()
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
  })

  test('gets again, in order, what could not be stored', async () => {
    await using rig = await makeRig()
    let failures = 3
    rig.disk.before = async () => {
      failures -= 1
      if (failures >= 0) throw new Error('SQLITE_FULL: a person’s words could be in here')
    }
    await start(rig)
    const first = rig.api.say(PERSON, 'one')
    await until(() => expect(failures).toBeLessThan(3))
    const second = rig.api.say(PERSON, 'two')
    await until(() => expect(rig.api.isConfirmed(second)).toBe(true))
    expect(rig.api.isConfirmed(first)).toBe(true)
    expect(texts(rig)).toEqual(['one', 'two'])
    expect(rig.log.lines.filter(({ level }) => level === 'error').map(({ code }) => code)).toContain(
      'telegram_not_stored',
    )
    expect(JSON.stringify(rig.log.lines)).not.toContain('words')
  })

  test('confirms nothing that was said to be stored and is not in the database', async () => {
    await using rig = await makeRig()
    let lying = true
    await rig.telegram.channel.start((messages) => (lying ? Promise.resolve() : rig.disk.receive(messages)))
    const id = rig.api.say(PERSON, 'dropped')
    await until(() => expect(rig.log.codes()).toContain('telegram_not_stored'))
    expect(rig.api.isConfirmed(id)).toBe(false)
    lying = false
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(texts(rig)).toEqual(['dropped'])
  })

  test('confirms what is no matter of ours without storing it', async () => {
    await using rig = await makeRig()
    await start(rig)
    const group = rig.api.sayInGroup(-100_500, PERSON, '/start')
    await until(() => expect(rig.api.isConfirmed(group)).toBe(true))
    expect(rig.disk.stored).toEqual([])
    expect(rig.api.sent()).toEqual([])
  })

  test('begins without an offset, and recognises what an earlier process had stored', async () => {
    await using rig = await makeRig()
    await start(rig)
    rig.api.say(PERSON, 'one')
    await until(() => expect(rig.disk.stored).toHaveLength(1))
    await rig.telegram.channel.stop()
    rig.api.say(PERSON, 'two')
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await until(() => expect(rig.api.waitingCount).toBe(0))
    expect(texts(rig)).toEqual(['one', 'two'])
  })

  test('loses nothing when Telegram numbers anew after a week of silence', async () => {
    await using rig = await makeRig({}, { firstUpdate: 900_000_000 })
    await start(rig)
    rig.api.say(PERSON, 'before')
    await until(() => expect(rig.api.waitingCount).toBe(0))
    rig.api.renumber(1000)
    const low = rig.api.say(PERSON, 'after')
    await until(() => expect(rig.api.isConfirmed(low)).toBe(true))
    await rig.telegram.channel.stop()
    const lower = rig.api.say(PERSON, 'later')
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await until(() => expect(rig.api.isConfirmed(lower)).toBe(true))
    expect(texts(rig)).toEqual(['before', 'after', 'later'])
    // Each batch costs a poll or two; asking for the same batch for ever would cost thousands.
    expect(rig.api.count('getUpdates')).toBeLessThan(15)
  })

  test('puts a reversed batch in order and takes a doubled one once', async () => {
    await using rig = await makeRig()
    rig.api.faults.next('getUpdates', { kind: 'reversed' })
    rig.api.faults.next('getUpdates', { kind: 'duplicated' }, 3)
    const batches: number[] = []
    rig.disk.before = async (messages) => {
      batches.push(...messages.map(({ position }) => position ?? 0))
    }
    for (const word of ['a', 'b', 'c', 'd']) rig.api.say(PERSON, word)
    await start(rig)
    await until(() => expect(rig.api.waitingCount).toBe(0))
    const last = rig.api.say(PERSON, 'e')
    await until(() => expect(rig.api.isConfirmed(last)).toBe(true))
    expect(texts(rig)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(batches.slice(0, 4)).toEqual(batches.slice(0, 4).toSorted((a, b) => a - b))
  })

  test.each([
    ['a broken connection', { kind: 'reset_before' }],
    ['a lost answer', { kind: 'reset_after' }],
    ['half an answer', { kind: 'truncated' }],
    ['a proxy’s page', { kind: 'garbage' }],
    ['a fault of the server', { kind: 'status', status: 502 }],
    ['no answer', { kind: 'hang' }],
  ] as const)('goes on after %s', async (_, fault) => {
    await using rig = await makeRig({ pace: { request: 1500 } })
    rig.api.faults.next('getUpdates', fault, 2)
    const id = rig.api.say(PERSON, 'still there?')
    await start(rig)
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(texts(rig)).toEqual(['still there?'])
    expect(rig.log.codes()).toContain('telegram_poll_failed')
    expect(rig.log.codes()).toContain('telegram_polling_again')
  })

  test('comes back no sooner than Telegram asks, without taking that for silence', async () => {
    await using rig = await makeRig({ pace: { silence: 300 } })
    let mayComeAt = 0
    let impatient = 0
    let refusals = 0
    rig.api.faults.rule = ({ method }) => {
      if (method !== 'getUpdates') return undefined
      // Timers may fire a little early, so the last hundredth is not counted.
      if (performance.now() < mayComeAt - 10) impatient += 1
      if (refusals === 1) return undefined
      refusals += 1
      mayComeAt = performance.now() + 1000
      return { kind: 'status', status: 429, retryAfter: 1 }
    }
    await start(rig)
    const id = rig.api.say(PERSON, 'patience')
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect({ refusals, impatient }).toEqual({ refusals: 1, impatient: 0 })
    expect(rig.log.codes()).not.toContain('telegram_silent')
  })

  test('raises an alarm when somebody else polls, and goes on when that ends', async () => {
    await using rig = await makeRig()
    rig.api.faults.next('getUpdates', { kind: 'status', status: 409 }, 3)
    await start(rig)
    const id = rig.api.say(PERSON, 'mine')
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    const alarms = rig.log.lines.filter(({ code }) => code === 'telegram_second_poller')
    expect(alarms).toHaveLength(3)
    expect(alarms.every(({ level }) => level === 'error')).toBe(true)
  })

  test('does not start with a token that Telegram refuses', async () => {
    await using rig = await makeRig({ token: '1:wrong' })
    await expect(start(rig)).rejects.toThrow(/refuses the token \(401\): check TELEGRAM_BOT_TOKEN/)
    expect(rig.api.count('getUpdates')).toBe(0)
  })

  test('stops asking, with one clear line, when the token is revoked later', async () => {
    await using rig = await makeRig()
    await start(rig)
    rig.api.faults.rule = ({ method }) =>
      method === 'getUpdates' ? { kind: 'status', status: 401, description: 'Unauthorized' } : undefined
    rig.api.say(PERSON, 'one more')
    await until(() => expect(rig.log.codes()).toContain('telegram_token_refused'))
    const polls = rig.api.count('getUpdates')
    await rig.telegram.channel.stop()
    expect(rig.api.count('getUpdates')).toBe(polls)
    expect(rig.log.codes().filter((code) => code === 'telegram_token_refused')).toHaveLength(1)
  })

  test('starts while Telegram is out of reach, and receives when it is back', async () => {
    await using rig = await makeRig()
    for (const method of ['getMe', 'deleteWebhook']) rig.api.faults.next(method, { kind: 'reset_before' }, 2)
    await start(rig)
    const id = rig.api.say(PERSON, 'finally')
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(rig.log.codes()).toContain('telegram_unreachable')
  })

  test('leaves a loop behind that hears nothing, with an alarm', async () => {
    await using rig = await makeRig({ pace: { silence: 150, request: 60_000 } })
    rig.api.faults.next('getUpdates', { kind: 'hang' })
    const id = rig.api.say(PERSON, 'hello?')
    await start(rig)
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(rig.log.lines).toContainEqual({ code: 'telegram_silent', seconds: 0.15, level: 'error' })
  })

  test('leaves a disk behind that never answers, without confirming', async () => {
    await using rig = await makeRig({ pace: { silence: 150 } })
    let stuck = true
    rig.disk.before = () => {
      if (!stuck) return Promise.resolve()
      stuck = false
      return new Promise(() => undefined)
    }
    const id = rig.api.say(PERSON, 'hello?')
    await start(rig)
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(texts(rig)).toEqual(['hello?'])
    expect(rig.log.codes()).toContain('telegram_silent')
  })

  test('takes a backlog in batches of a hundred, in order', async () => {
    await using rig = await makeRig()
    const words = Array.from({ length: 250 }, (_, index) => String(index))
    for (const word of words) rig.api.say(PERSON, word)
    await start(rig)
    await until(() => expect(rig.api.waitingCount).toBe(0))
    expect(texts(rig)).toEqual(words)
  })

  test('ends at once when it is stopped in the middle of a long poll', async () => {
    await using rig = await makeRig({ pace: { poll: 60_000, request: 70_000 } })
    await start(rig)
    await until(() => expect(rig.api.count('getUpdates')).toBe(1))
    await rig.telegram.channel.stop()
    const id = rig.api.say(PERSON, 'too late')
    expect(rig.api.isConfirmed(id)).toBe(false)
    expect(rig.disk.stored).toEqual([])
  })
})

describe('pressed buttons', () => {
  test('are answered before they are stored', async () => {
    await using rig = await makeRig()
    await rig.telegram.channel.send(rig.outgoing(PERSON, '؟')).catch(() => undefined)
    rig.disk.before = () => until(() => expect(rig.api.unanswered).toBe(0))
    await start(rig)
    const id = rig.api.press(PERSON, { data: 'v1:q:yes' })
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    expect(rig.disk.stored[0]?.content).toEqual({ kind: 'choice', question: 'q', choice: 'yes' })
    expect(rig.api.toasts).toEqual([undefined])
  })

  test('of no flow of ours are answered kindly, in the language of the app', async () => {
    await using rig = await makeRig()
    await start(rig)
    rig.api.press(PERSON, { data: 'v0:old' })
    await until(() => expect(rig.api.toasts).toEqual(['هذا الزر لم يعد مستخدما']))
    const from = { id: PERSON, is_bot: false, first_name: 'A', language_code: 'en-US' }
    rig.api.push({ callback_query: { id: 'unknown', from, chat_instance: '1', data: 'x' } })
    await until(() => expect(rig.api.calls('answerCallbackQuery')).toHaveLength(2))
    expect(rig.api.calls('answerCallbackQuery')[1]).toEqual({
      callback_query_id: 'unknown',
      text: 'No longer in use',
    })
    // Telegram refused the second answer (an unknown query); that is no matter for the log.
    expect(rig.log.codes()).not.toContain('telegram_button_unanswered')
  })

  test('in a group are told that such matters are private', async () => {
    await using rig = await makeRig()
    await start(rig)
    const from = { id: PERSON, is_bot: false, first_name: 'A', language_code: 'ar' }
    const message = { message_id: 3, date: 0, chat: { id: -100_500, type: 'supergroup', title: 'g' } }
    const id = rig.api.push({
      callback_query: { id: 'g1', from, message, chat_instance: '1', data: 'v1:q:yes' },
    })
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    await until(() => expect(rig.api.count('answerCallbackQuery')).toBe(1))
    expect(rig.api.calls('answerCallbackQuery')[0]).toMatchObject({
      text: 'الأمور الشخصية في المحادثة الخاصة فقط',
    })
    expect(rig.disk.stored).toEqual([])
  })

  test('do not hold up messages when the answer fails', async () => {
    await using rig = await makeRig()
    rig.api.faults.next('answerCallbackQuery', { kind: 'status', status: 500 })
    await start(rig)
    const id = rig.api.press(PERSON, { data: 'v1:q:yes' })
    await until(() => expect(rig.api.isConfirmed(id)).toBe(true))
    await until(() => expect(rig.log.codes()).toContain('telegram_button_unanswered'))
  })
})
