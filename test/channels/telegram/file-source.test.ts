import { describe, expect, test } from 'vitest'
import { FileError } from '#channels/send-error.ts'
import { makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const PERSON = 6_012_345_678
const LIMIT = 20 * 1024 * 1024

/** The reference in the message that the channel hands over. */
async function refOf(rig: Rig): Promise<string> {
  const [content] = await new Promise<Rig['disk']['stored'][number]['content'][]>((resolve, reject) => {
    const receive: Parameters<typeof rig.telegram.channel.start>[0] = (messages) => {
      resolve(messages.map((message) => message.content))
      return rig.disk.receive(messages)
    }
    rig.telegram.channel.start(receive).catch(reject)
  })
  return (content?.kind === 'file' && content.file.ref) || 'none'
}

const failure = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)

const file = (content: Uint8Array, more: object = {}) => ({ name: 'a.bin', mime: 'x/y', content, ...more })

describe('files', () => {
  test('come with their bytes', async () => {
    await using rig = await makeRig()
    const content = new Uint8Array(300_000).map((_, index) => index % 253)
    rig.api.sendFile(PERSON, file(content))
    const bytes = await rig.telegram.files.fetch(await refOf(rig), LIMIT)
    expect(Buffer.compare(bytes, content)).toBe(0)
  })

  test('keep their names on the server, whatever is in them', async () => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, file(new Uint8Array([1, 2]), { path: 'documents/a b?#%2e.pdf' }))
    expect(await rig.telegram.files.fetch(await refOf(rig), LIMIT)).toHaveLength(2)
  })

  test('that are larger than asked for are not fetched', async () => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, file(new Uint8Array(1001)))
    const ref = await refOf(rig)
    expect(await failure(rig.telegram.files.fetch(ref, 1000))).toMatchObject({ reason: 'too_large' })
    expect(rig.api.count('file')).toBe(0)
  })

  test('that are larger than they said are given up on the way', async () => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, file(new Uint8Array(900_000), { claimed: 10 }))
    const ref = await refOf(rig)
    expect(await failure(rig.telegram.files.fetch(ref, 100_000))).toMatchObject({ reason: 'too_large' })
  })

  test('beyond what Telegram hands out are too large', async () => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, file(new Uint8Array(LIMIT + 1)))
    const ref = await refOf(rig)
    expect(await failure(rig.telegram.files.fetch(ref, LIMIT * 2))).toMatchObject({ reason: 'too_large' })
  })

  test.each([
    ['getFile', { kind: 'status', status: 400, description: 'Bad Request: wrong file_id' }, 'gone'],
    ['getFile', { kind: 'status', status: 500 }, 'unavailable'],
    ['getFile', { kind: 'status', status: 429, retryAfter: 3 }, 'unavailable'],
    ['getFile', { kind: 'reset_before' }, 'unavailable'],
    ['file', { kind: 'status', status: 404 }, 'gone'],
    ['file', { kind: 'status', status: 500 }, 'unavailable'],
    ['file', { kind: 'reset_before' }, 'unavailable'],
    ['file', { kind: 'hang' }, 'unavailable'],
  ] as const)('say why they cannot be had: %s %j', async (method, fault, reason) => {
    await using rig = await makeRig({ pace: { download: 200 } })
    rig.api.sendFile(PERSON, file(new Uint8Array(10)))
    const ref = await refOf(rig)
    rig.api.faults.next(method, fault)
    const error = await failure(rig.telegram.files.fetch(ref, LIMIT))
    expect(error).toBeInstanceOf(FileError)
    expect(error).toMatchObject({ reason })
    // The next attempt finds it: nothing was spoilt.
    expect(await rig.telegram.files.fetch(ref, LIMIT)).toHaveLength(10)
  })

  test.each([
    '/var/lib/telegram-bot-api/42:A/documents/file_1',
    'documents/../../bot42:A/logOut',
    'C:\\f',
    '..',
    'a//b',
  ])('are not looked for at %s', async (path) => {
    await using rig = await makeRig()
    rig.api.sendFile(PERSON, file(new Uint8Array(10), { path }))
    const ref = await refOf(rig)
    expect(await failure(rig.telegram.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(rig.api.count('file')).toBe(0)
    expect(rig.api.count('logOut')).toBe(0)
    expect(rig.log.codes()).toContain('telegram_file_not_served')
  })
})
