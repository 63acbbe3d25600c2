import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import { ARABIC, makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const SECRET = 'a-secret_of-ours'
const WEBHOOK = {
  mode: 'webhook',
  webhookUrl: 'https://bot.example.org/telegram',
  webhookSecret: SECRET,
} as const

const payload = (name: string): Uint8Array => readFileSync(new URL(`payloads/${name}.json`, import.meta.url))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const silent = (): void => undefined

async function started(): Promise<Rig> {
  const rig = await makeRig(WEBHOOK)
  await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
  return rig
}

describe('webhook', () => {
  test('tells Telegram the address, the secret and the kinds of update', async () => {
    await using rig = await started()
    await vi.waitFor(() =>
      expect(rig.api.webhook).toEqual({
        url: WEBHOOK.webhookUrl,
        secret_token: SECRET,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'poll_answer'],
      }),
    )
    expect(rig.api.count('getUpdates')).toBe(0)
    expect(rig.api.count('deleteWebhook')).toBe(0)
  })

  test('keeps trying until Telegram has taken the address', async () => {
    await using rig = await makeRig(WEBHOOK)
    rig.api.faults.next('setWebhook', { kind: 'status', status: 500 }, 2)
    await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
    await vi.waitFor(() => expect(rig.api.webhook).toBeDefined())
    expect(rig.log.codes().filter((code) => code === 'telegram_webhook_not_set')).toHaveLength(2)
  })

  test('answers 200 only when it is on disk', async () => {
    await using rig = await started()
    const asked = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    rig.disk.before = () => {
      asked.resolve()
      return written.promise
    }
    let status = 0
    const answered = (async () => {
      status = await rig.telegram.webhook({ secret: SECRET, body: payload('text') })
      expect(rig.disk.stored).toHaveLength(1)
    })()
    await asked.promise
    await new Promise((resolve) => setImmediate(resolve))
    expect(status).toBe(0)
    written.resolve()
    await answered
    expect(status).toBe(200)
  })

  test('asks Telegram to try again when it could not be stored', async () => {
    await using rig = await started()
    rig.disk.before = () => Promise.reject(new Error('disk full'))
    expect(await rig.telegram.webhook({ secret: SECRET, body: payload('text') })).toBe(503)
    rig.disk.before = undefined
    expect(await rig.telegram.webhook({ secret: SECRET, body: payload('text') })).toBe(200)
    expect(rig.disk.stored).toHaveLength(1)
  })

  test.each([undefined, '', 'wrong', `${SECRET}x`, SECRET.slice(1)])(
    'refuses the secret %j',
    async (secret) => {
      await using rig = await started()
      expect(await rig.telegram.webhook({ secret, body: payload('text') })).toBe(401)
      expect(rig.disk.stored).toEqual([])
    },
  )

  test.each([
    ['no JSON', bytes('{"update_id":'), 400],
    ['no update', bytes('{"hello":1}'), 400],
    ['null', bytes('null'), 400],
    ['a number that is none', bytes('{"update_id":"1"}'), 400],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0]), 400],
    ['more than a megabyte', new Uint8Array(1024 * 1024 + 1), 413],
    ['a matter of a group', payload('group-text'), 200],
    ['a kind that is not ours', payload('channel-post'), 200],
  ])('answers %s with %2$i', async (_, body, status) => {
    await using rig = await started()
    expect(await rig.telegram.webhook({ secret: SECRET, body })).toBe(status)
    expect(rig.disk.stored).toEqual([])
  })

  test('answers pressed buttons as polling does', async () => {
    await using rig = await started()
    expect(await rig.telegram.webhook({ secret: SECRET, body: payload('callback') })).toBe(200)
    await vi.waitFor(() => expect(rig.api.count('answerCallbackQuery')).toBe(1))
  })

  test('takes nothing before the start, after the end, and while polling', async () => {
    await using rig = await makeRig(WEBHOOK)
    const post = () => rig.telegram.webhook({ secret: SECRET, body: payload('text') })
    expect(await post()).toBe(503)
    await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
    expect(await post()).toBe(200)
    await rig.telegram.channel.stop()
    expect(await post()).toBe(503)
    const polling = rig.again({ mode: 'polling' })
    await polling.channel.start((messages) => rig.disk.receive(messages))
    expect(await polling.webhook({ secret: SECRET, body: payload('text') })).toBe(503)
  })

  test('cannot be made without its secret', () => {
    const options = {
      token: '42:A',
      mode: 'webhook',
      webhookUrl: WEBHOOK.webhookUrl,
      position: () => Promise.resolve(undefined),
      texts: { ar: ARABIC },
      logger: { info: silent, warn: silent, error: silent },
    } as const
    expect(() => createTelegramChannel(options)).toThrow(/secret/)
  })
})
