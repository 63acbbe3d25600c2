import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { FileError } from '#channels/send-error.ts'
import type { StoredFile } from '../../fakes/graph-api/state.ts'
import { AMINA, failureOf, makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const LIMIT = 20 * 1024 * 1024

const file = (content: Uint8Array, more: Partial<StoredFile> = {}): StoredFile => ({
  name: 'a.pdf',
  mime: 'application/pdf',
  content,
  ...more,
})

/** A person sends the file; its reference in what the channel hands over. */
async function refOf(rig: Rig, given: StoredFile): Promise<string> {
  await rig.start()
  await rig.graph.sendFile(AMINA, 'document', given)
  const content = rig.disk.stored.at(-1)?.content
  return (content?.kind === 'file' && content.file.ref) || 'none'
}

/** A server of somebody else, which takes down what it was asked with. */
async function elsewhere(answer: (url: string) => { status: number; location?: string }) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    const { status, location } = answer(request.url ?? '')
    response.writeHead(status, location === undefined ? {} : { location }).end('stolen')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/file`,
    asked,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('files', () => {
  test('come with their bytes, asked for with the token', async () => {
    await using rig = await makeRig()
    const content = new Uint8Array(300_000).map((_, index) => index % 253)
    const bytes = await rig.cloud.files.fetch(await refOf(rig, file(content)), LIMIT)
    expect(Buffer.compare(bytes, content)).toBe(0)
    expect(rig.graph.lastDownload?.['authorization']).toBe(`Bearer ${rig.graph.accessToken}`)
  })

  test('that are larger than asked for are not fetched', async () => {
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(1001)))
    expect(await failureOf(rig.cloud.files.fetch(ref, 1000))).toMatchObject({ reason: 'too_large' })
    expect(rig.graph.count('file')).toBe(0)
  })

  test('that are larger than they said are given up on the way', async () => {
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(900_000), { claimed: 10 }))
    expect(await failureOf(rig.cloud.files.fetch(ref, 100_000))).toMatchObject({ reason: 'too_large' })
    expect(rig.graph.count('file')).toBe(1)
  })

  test('that are not what was sent are refused', async () => {
    await using rig = await makeRig()
    const other = Buffer.alloc(32, 7).toString('base64')
    const ref = await refOf(rig, file(new Uint8Array(10), { digest: other }))
    expect(await failureOf(rig.cloud.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(rig.logged).toContainEqual({ code: 'cloud_api_file_altered' })
  })

  test.each([
    ['media', { kind: 'refused', status: 400, code: 100 }, 'gone'],
    ['media', { kind: 'refused', status: 404, code: 0 }, 'gone'],
    ['media', { kind: 'refused', status: 401, code: 190 }, 'unavailable'],
    ['media', { kind: 'refused', status: 429, code: 4 }, 'unavailable'],
    ['media', { kind: 'reset_before' }, 'unavailable'],
    ['file', { kind: 'garbage', status: 404 }, 'gone'],
    ['file', { kind: 'garbage', status: 500 }, 'unavailable'],
    ['file', { kind: 'reset_before' }, 'unavailable'],
    ['file', { kind: 'hang' }, 'unavailable'],
  ] as const)('say why they cannot be had: %s %j', async (method, fault, reason) => {
    await using rig = await makeRig({ pace: { download: 200 } })
    const ref = await refOf(rig, file(new Uint8Array(10)))
    rig.graph.faults.next(method, fault)
    const error = await failureOf(rig.cloud.files.fetch(ref, LIMIT))
    expect(error).toBeInstanceOf(FileError)
    expect(error).toMatchObject({ reason })
    // The next attempt finds it: nothing was spoilt.
    expect(await rig.cloud.files.fetch(ref, LIMIT)).toHaveLength(10)
  })
})

describe('the token goes to no other host', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com.example.org/x',
    'https://lookaside.fbsbx.com:8443/x',
    'https://user:word@lookaside.fbsbx.com/x',
    'https://example.org/?https://lookaside.fbsbx.com/',
    'file:///etc/passwd',
    '//lookaside.fbsbx.com/x',
    'x',
  ])('when a file is said to lie at %s', async (url) => {
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(10), { url }))
    expect(await failureOf(rig.cloud.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(rig.logged).toContainEqual({ code: 'cloud_api_file_elsewhere' })
  })

  test('when a file is said to lie on another machine', async () => {
    await using other = await elsewhere(() => ({ status: 200 }))
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(10), { url: other.url }))
    expect(await failureOf(rig.cloud.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(other.asked).toEqual([])
  })

  test('when an allowed host sends on to another', async () => {
    await using other = await elsewhere(() => ({ status: 200 }))
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(10)))
    rig.graph.faults.next('file', { kind: 'redirect', to: other.url })
    expect(await failureOf(rig.cloud.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(other.asked).toEqual([])
    expect(rig.logged).toContainEqual({ code: 'cloud_api_file_elsewhere' })
  })

  test('nor round in a circle; an allowed host may send on to itself', async () => {
    await using rig = await makeRig()
    const ref = await refOf(rig, file(new Uint8Array(10)))
    rig.graph.faults.next('file', { kind: 'redirect', to: '?again' })
    expect(await rig.cloud.files.fetch(ref, LIMIT)).toHaveLength(10)
    rig.graph.faults.next('file', { kind: 'redirect', to: '?again' }, 10)
    expect(await failureOf(rig.cloud.files.fetch(ref, LIMIT))).toMatchObject({ reason: 'unavailable' })
    expect(rig.graph.count('file')).toBe(2 + 4)
  })

  test('nor does a call follow a redirect', async () => {
    await using other = await elsewhere(() => ({ status: 200 }))
    await using rig = await makeRig()
    rig.graph.faults.next('messages', { kind: 'redirect', to: other.url })
    expect(await failureOf(rig.cloud.channel.send(rig.outgoing('x')))).toMatchObject({
      failure: 'connection',
    })
    expect(other.asked).toEqual([])
  })
})
