import { randomBytes } from 'node:crypto'
import type { WAMessage } from '@whiskeysockets/baileys'
import { beforeAll, describe, expect, test } from 'vitest'
import { createAcks } from '#channels/whatsapp/acks.ts'
import { makeFileRef, readFileRef } from '#channels/whatsapp/file-ref.ts'
import { createFileSource } from '#channels/whatsapp/file-source.ts'
import { loadBaileys } from '#channels/whatsapp/load-baileys.ts'
import type { Baileys } from '#channels/whatsapp/load-baileys.ts'
import { messageIdOf } from '#channels/whatsapp/message-id.ts'
import { openVote } from '#channels/whatsapp/poll-vote.ts'
import { readContent } from '#channels/whatsapp/read-content.ts'
import { encryptPollVote } from '../../fakes/whatsapp-relay/poll-vote.ts'

let baileys: Baileys
beforeAll(async () => {
  baileys = await loadBaileys()
})

describe('a vote', () => {
  const options = ['1. نعم', '2. لا']
  const secret = randomBytes(32)
  const poll: WAMessage = { key: { id: 'POLL' }, message: { messageContextInfo: { messageSecret: secret } } }
  const creators = ['1@lid', '99950001@s.whatsapp.net']
  const voters = ['2@lid', '99950002@s.whatsapp.net']

  test.each(creators.flatMap((creator) => voters.map((voter) => [creator, voter] as const)))(
    'opens under any pair of names: %s, %s',
    (creator, voter) => {
      const vote = encryptPollVote(poll, ['2. لا'], creator, voter)
      expect(openVote(baileys, { id: 'POLL', secret, options }, vote, { creators, voters })).toEqual([1])
    },
  )

  test('that was withdrawn has no option, and a forged one does not open', () => {
    const parties = { creators, voters }
    const known = { id: 'POLL', secret, options }
    const taken = encryptPollVote(poll, [], '1@lid', '2@lid')
    expect(openVote(baileys, known, taken, parties)).toEqual([])
    const other = encryptPollVote(poll, ['2. لا'], '1@lid', '3@lid')
    expect(openVote(baileys, known, other, parties)).toBeUndefined()
    const strange = encryptPollVote(poll, ['3. ربما'], '1@lid', '2@lid')
    expect(openVote(baileys, known, strange, parties)).toEqual([])
  })
})

describe('what a message holds', () => {
  const read = (message: Parameters<typeof readContent>[0], phone?: string) => readContent(message, { phone })
  const typeOf = (name: 'REVOKE' | 'SHARE_PHONE_NUMBER' | 'MESSAGE_EDIT') =>
    baileys.proto.Message.ProtocolMessage.Type[name]

  test('nothing that anybody expects an answer to', () => {
    expect(read({})).toBeUndefined()
    expect(read({ conversation: '' })).toBeUndefined()
    expect(read({ senderKeyDistributionMessage: {} })).toBeUndefined()
    expect(read({ protocolMessage: { type: typeOf('REVOKE'), key: { id: 'x' } } })).toBeUndefined()
    expect(read({ messageContextInfo: {} })).toBeUndefined()
  })

  test('what other programs made of buttons and lists', () => {
    expect(read({ buttonsResponseMessage: { selectedDisplayText: 'نعم' } })).toEqual({
      kind: 'text',
      text: 'نعم',
    })
    expect(read({ listResponseMessage: { title: 'الثاني' } })).toEqual({ kind: 'text', text: 'الثاني' })
  })

  test('a number that WhatsApp itself vouches for', () => {
    expect(read({ protocolMessage: { type: typeOf('SHARE_PHONE_NUMBER') } }, '99950001')).toEqual({
      kind: 'phone',
      phone: '+99950001',
      own: true,
    })
    expect(read({ protocolMessage: { type: typeOf('SHARE_PHONE_NUMBER') } })).toBeUndefined()
    expect(read({ contactMessage: { vcard: 'BEGIN:VCARD\nEND:VCARD' } })).toEqual({
      kind: 'unsupported',
      what: 'contact',
    })
  })

  test('a corrected picture, and kinds of the future', () => {
    const edited = {
      type: typeOf('MESSAGE_EDIT'),
      key: { id: 'm1' },
      editedMessage: { imageMessage: { caption: 'الصحيح' } },
    }
    expect(read({ protocolMessage: edited })).toEqual({ kind: 'edit', of: 'm1', text: 'الصحيح' })
    expect(read({ protocolMessage: { ...edited, editedMessage: {} } })).toEqual({
      kind: 'unsupported',
      what: 'edited_file',
    })
    expect(read({ newsletterAdminInviteMessage: {} })).toEqual({ kind: 'unsupported', what: 'unknown' })
  })
})

describe("a file's reference", () => {
  const made = makeFileRef(
    {
      url: 'https://evil.example/x',
      directPath: '/v/t62?ccb=1',
      mediaKey: new Uint8Array(32),
      fileSha256: new Uint8Array(32),
    },
    'document',
  )

  test('comes back as it was; any other text is none', () => {
    expect(readFileRef(made)).toMatchObject({ type: 'document', path: '/v/t62?ccb=1', host: 'evil.example' })
    for (const text of ['', 'x', '{}', '{"type":"image"}', 'null']) expect(readFileRef(text)).toBeUndefined()
  })

  test.each([
    'evil.example',
    '127.0.0.1:8443',
    'mmg.whatsapp.net.evil.example',
    'whatsapp.net',
    'user@evil.example',
  ])("asks WhatsApp's own host instead of %s", async (host) => {
    const asked: string[] = []
    const original = globalThis.fetch
    globalThis.fetch = (address) => {
      asked.push(address as string)
      return Promise.resolve(new Response(null, { status: 404 }))
    }
    try {
      const quiet = (): void => undefined
      const logger = { info: quiet, warn: quiet, error: quiet }
      const source = createFileSource({ loopback: false, patience: 1_000, logger })
      const ref = JSON.stringify({ ...readFileRef(made), host })
      await expect(source.fetch(ref, 1_000)).rejects.toMatchObject({ reason: 'gone' })
      await expect(source.fetch('not ours', 1_000)).rejects.toMatchObject({ reason: 'gone' })
    } finally {
      globalThis.fetch = original
    }
    expect(asked).toEqual(['https://mmg.whatsapp.net/v/t62?ccb=1'])
  })
})

describe('acks', () => {
  test('that come late settle the next attempt at once', async () => {
    const acks = createAcks(1)
    await expect(acks.expect('a')).rejects.toMatchObject({ failure: 'connection' })
    expect(acks.answered('a')).toBe(false)
    acks.heard('a', undefined)
    expect(acks.answered('a')).toBe(true)
    await acks.expect('a')
    expect(acks.answered('a')).toBe(false)
    acks.heard('b', '463')
    await expect(acks.expect('b')).rejects.toMatchObject({ failure: 'rejected', retryable: false })
  })

  test('are awaited no more when the line breaks', async () => {
    const acks = createAcks(60_000)
    const waiting = acks.expect('a')
    acks.lost()
    await expect(waiting).rejects.toMatchObject({ failure: 'connection', retryable: true })
  })
})

test('the id of a message depends on account, outbox row and piece, and on nothing else', () => {
  const ids = [
    messageIdOf('1', 'o1', 0),
    messageIdOf('2', 'o1', 0),
    messageIdOf('1', 'o2', 0),
    messageIdOf('1', 'o1', 1),
  ]
  expect(new Set(ids).size).toBe(4)
  expect(messageIdOf('1', 'o1', 0)).toBe(ids[0])
  for (const id of ids) expect(id).toMatch(/^3EB0[0-9A-F]{18}$/)
})
