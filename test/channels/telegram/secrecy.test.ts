import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { sendErrorFrom } from '#channels/telegram/send-failure.ts'
import type { Fault } from '../../fakes/bot-api/faults.ts'
import { makeRig } from './harness.ts'

const PERSON = 6_012_345_678
const WORDS = 'كلام شخصي جدا 0501234567'

/** Everything that can be seen of a value: hidden properties and causes as well. */
function seen(value: unknown): string {
  const text = inspect(value, { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null })
  return `${text} ${String(value)} ${JSON.stringify(value)}`
}

/** Telegram's descriptions quote the message and, behind some proxies, the address with the token. */
const quoting = (token: string): readonly Fault[] => [
  ...[400, 401, 403, 404, 409, 413, 429, 500].map((status): Fault => ({
    kind: 'status',
    status,
    description: `bot${token}: can't do "${WORDS}" ${PERSON}`,
  })),
  { kind: 'reset_before' },
  { kind: 'reset_after' },
  { kind: 'truncated' },
  { kind: 'garbage' },
]

describe('neither the token nor what people write', () => {
  test('is in any error of a send', async () => {
    await using rig = await makeRig()
    rig.api.say(PERSON, 'hello')
    const file = { name: `${WORDS}.pdf`, mime: 'application/pdf', content: new Uint8Array([1]) }
    for (const fault of quoting(rig.api.token)) {
      rig.api.faults.next('sendMessage', fault)
      rig.api.faults.next('sendDocument', fault)
      const sends = [rig.outgoing(PERSON, WORDS), rig.outgoing(PERSON, WORDS, { file })]
      for (const message of sends) {
        const error = await rig.telegram.channel.send(message).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(Error)
        const all = seen(error)
        expect(all).not.toContain(rig.api.token)
        expect(all).not.toContain(rig.api.token.split(':')[1])
        expect(all).not.toContain(WORDS)
        expect(all).not.toContain(String(PERSON))
      }
    }
    expect(seen(rig.log.lines)).not.toContain(rig.api.token)
  })

  test('is in any error of a file', async () => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, { name: 'a', mime: 'b/c', content: new Uint8Array(3) })
    await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
    await vi.waitFor(() => expect(rig.disk.stored).toHaveLength(1))
    const content = rig.disk.stored[0]?.content
    const ref = (content?.kind === 'file' && content.file.ref) || ''
    for (const fault of quoting(rig.api.token)) {
      for (const method of ['getFile', 'file']) {
        if (method === 'file' && (fault.kind === 'truncated' || fault.kind === 'reset_after')) continue
        rig.api.faults.next(method, fault)
        const error = await rig.telegram.files.fetch(ref, 100).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(Error)
        expect(seen(error)).not.toContain(rig.api.token)
      }
    }
  })

  test('is in any line of the log, nor on the console', async () => {
    const consoles = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    )
    await using rig = await makeRig()
    for (const method of ['getMe', 'deleteWebhook', 'getUpdates', 'getMyCommands', 'answerCallbackQuery'])
      for (const fault of quoting(rig.api.token))
        if (fault.kind !== 'status' || ![401, 404].includes(fault.status)) rig.api.faults.next(method, fault)
    rig.disk.before = () => {
      rig.disk.before = undefined
      return Promise.reject(new Error(`could not store "${WORDS}"`))
    }
    await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
    rig.api.press(PERSON, { data: `v1:q:${WORDS}` })
    const id = rig.api.say(PERSON, WORDS)
    await vi.waitFor(() => expect(rig.api.isConfirmed(id)).toBe(true), { timeout: 10_000, interval: 5 })
    const written = seen(rig.log.lines) + seen(consoles.map((spy) => spy.mock.calls))
    expect(rig.log.lines.length).toBeGreaterThan(5)
    for (const secret of [rig.api.token, WORDS, '0501234567', String(PERSON)])
      expect(written).not.toContain(secret)
    vi.restoreAllMocks()
  })

  test('is in the error of a start with a refused token', async () => {
    await using rig = await makeRig({ token: '123456:A-planted-token-that-nobody-may-see' })
    const error = await rig.telegram.channel.start(() => Promise.resolve()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(seen(error)).not.toContain('planted')
  })

  test('is in an error that was never expected', () => {
    const strange = new TypeError(`https://api.telegram.org/bot1:A/sendMessage ${WORDS}`)
    expect(seen(sendErrorFrom(strange))).not.toContain(WORDS)
  })
})
