import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBotApi } from './bot-api.ts'
import type { BotApi } from './bot-api.ts'
import { randomFaults } from './faults.ts'

interface Answer {
  readonly ok: boolean
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number }
  readonly result?: readonly { readonly update_id: number }[]
}

function fates(seed: number): readonly boolean[] {
  const rule = randomFaults(seed, 0.25, { sendMessage: [{ kind: 'reset_before' }] })
  return Array.from({ length: 400 }, () => rule({ method: 'sendMessage', chat: 7 }) !== undefined)
}

describe('the fake Bot API', () => {
  let api: BotApi

  beforeEach(async () => {
    api = await startBotApi()
  })

  afterEach(() => api.stop())

  async function call(method: string, payload: object = {}, token = api.token): Promise<Answer> {
    const response = await fetch(`${api.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is what these tests look at
    return (await response.json()) as Answer
  }

  const ids = async (payload: object): Promise<readonly number[]> =>
    ((await call('getUpdates', payload)).result ?? []).map((update) => update.update_id)

  test('repeats updates until an offset confirms them', async () => {
    const first = api.say(7, 'a')
    const second = api.say(7, 'b')
    expect(await ids({})).toEqual([first, second])
    expect(await ids({ limit: 1 })).toEqual([first])
    expect(api.confirmedCount).toBe(0)
    expect(await ids({ offset: second })).toEqual([second])
    expect([first, second].map((id) => api.isConfirmed(id))).toEqual([true, false])
    expect(await ids({ offset: second + 1 })).toEqual([])
    expect(api.waitingCount).toBe(0)
  })

  test('answers an offset from the future from the head and forgets nothing', async () => {
    const only = api.say(7, 'a')
    expect(await ids({ offset: only + 1_000_000 })).toEqual([only])
    expect(api.isConfirmed(only)).toBe(false)
  })

  test('holds a poll until something comes', async () => {
    const poll = ids({ timeout: 30 })
    const id = api.say(7, 'a')
    expect(await poll).toEqual([id])
  })

  test('lets only one poll', async () => {
    const first = call('getUpdates', { timeout: 30 })
    while (api.count('getUpdates') === 0) await new Promise((resolve) => setImmediate(resolve))
    const second = ids({ timeout: 30 })
    expect(await first).toMatchObject({ ok: false, error_code: 409 })
    const id = api.say(7, 'a')
    expect(await second).toEqual([id])
  })

  test('refuses polling while a webhook is set', async () => {
    await call('setWebhook', { url: 'https://bot.example.org' })
    expect(await call('getUpdates')).toMatchObject({ error_code: 409 })
    await call('deleteWebhook')
    expect(await call('getUpdates')).toMatchObject({ ok: true })
  })

  test.each([
    ['another token', 'getMe', {}, 401],
    ['a chat that never wrote', 'sendMessage', { chat_id: 8, text: 'a' }, 400],
    ['nothing to see', 'sendMessage', { chat_id: 7, text: ' \n' }, 400],
    ['too much', 'sendMessage', { chat_id: 7, text: 'a'.repeat(4097) }, 400],
    ['broken mark-up', 'sendMessage', { chat_id: 7, text: 'a < b', parse_mode: 'HTML' }, 400],
    ['unknown mark-up', 'sendMessage', { chat_id: 7, text: '<x>a</x>', parse_mode: 'HTML' }, 400],
    [
      'long data on a button',
      'sendMessage',
      {
        chat_id: 7,
        text: 'a',
        reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'c'.repeat(65) }]] },
      },
      400,
    ],
    ['a button nobody pressed', 'answerCallbackQuery', { callback_query_id: 'x' }, 400],
    ['an unknown method', 'sendCake', {}, 404],
  ])('refuses %s', async (name, method, payload, status) => {
    api.say(7, 'hello')
    const answer = await call(method, payload, name === 'another token' ? '1:no' : api.token)
    expect(answer).toMatchObject({ ok: false, error_code: status })
    expect(api.sent()).toEqual([])
  })

  test('shows a message as the person sees it', async () => {
    api.say(7, 'hello')
    await call('sendMessage', { chat_id: 7, text: '<b>1 &lt; 2</b> &amp;', parse_mode: 'HTML' })
    expect(api.sent(7).map(({ text }) => text)).toEqual(['1 < 2 &'])
  })

  test('loses the answer but not the message with a reset after delivery', async () => {
    api.say(7, 'hello')
    api.faults.next('sendMessage', { kind: 'reset_after' })
    api.faults.next('sendMessage', { kind: 'reset_before' })
    await expect(call('sendMessage', { chat_id: 7, text: 'after' })).rejects.toThrow('fetch failed')
    await expect(call('sendMessage', { chat_id: 7, text: 'before' })).rejects.toThrow('fetch failed')
    expect(api.sent(7).map(({ text }) => text)).toEqual(['after'])
  })

  test('says how long to wait', async () => {
    api.faults.next('sendMessage', { kind: 'status', status: 429, retryAfter: 9 })
    expect(await call('sendMessage')).toMatchObject({ error_code: 429, parameters: { retry_after: 9 } })
  })

  test('fails the same calls for the same seed, and about as many as asked for', () => {
    expect(fates(5)).toEqual(fates(5))
    expect(fates(5)).not.toEqual(fates(6))
    expect(fates(5).filter(Boolean).length).toBeGreaterThan(60)
    expect(fates(5).filter(Boolean).length).toBeLessThan(140)
  })
})
