import { randomBytes } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { FileError } from '#channels/send-error.ts'
import type { IncomingContent } from '#core/message.ts'
import { textOf } from '../../fakes/whatsapp-relay/phone.ts'
import type { Phone } from '../../fakes/whatsapp-relay/phone.ts'
import { makeRig, urnOf } from './rig.ts'
import type { Rig } from './rig.ts'

let rig: Rig
let noura: Phone
let jid: string
let asked = 0

beforeAll(async () => {
  rig = await makeRig()
  noura = await rig.scene.person('Noura')
  jid = `${rig.account.lid}@lid`
  await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
  await rig.until('open')
})
afterAll(async () => {
  await rig[Symbol.asyncDispose]()
})
/** What the bot makes of what is sent now: the next message that reaches the inbox. */
async function heard(send: () => Promise<unknown>): Promise<IncomingContent> {
  const before = rig.disk.stored.length
  await send()
  return vi.waitFor(() => {
    const message = rig.disk.stored[before]
    if (!message) throw new Error('nothing heard')
    return message.content
  })
}

/** What the bot makes of something that nobody expects an answer to: nothing before the message after it. */
async function unheard(send: () => Promise<unknown>): Promise<void> {
  const mark = randomBytes(8).toString('hex')
  const next = await heard(async () => {
    await send()
    await noura.say(jid, mark)
  })
  expect(next).toEqual({ kind: 'text', text: mark })
}

/** Sends a question and resolves to the message that the person sees. */
async function ask(text: string, labels: readonly (readonly [string, string])[]): Promise<WAMessage> {
  asked += 1
  const choices = labels.map(([id, label]) => ({ id, label }))
  const question = `q${asked}`
  await rig.whatsapp.channel.send(rig.outgoing(noura, text, { id: `ask-${asked}`, question, choices }))
  return noura.waitFor(
    (message) => textOf(message)?.startsWith(text) === true || pollOf(message)?.name === text,
  )
}

const pollOf = (message: WAMessage) => message.message?.pollCreationMessageV3
const optionsOf = (message: WAMessage) => (pollOf(message)?.options ?? []).map((item) => item.optionName)

const LONG = `${'سؤال طويل '.repeat(30)}؟`
const YES_NO = [
  ['yes', 'نعم'],
  ['no', 'لا'],
] as const

describe('what a person sends', () => {
  test('text, with who wrote it and when', async () => {
    expect(await heard(() => noura.say(jid, 'السلام عليكم'))).toEqual({ kind: 'text', text: 'السلام عليكم' })
    const message = rig.disk.stored.at(-1)
    expect(message).toMatchObject({ urn: urnOf(noura), account: rig.account.lid })
    expect(message?.externalId).toBe(`${noura.account.lid}/${message?.messageId}`)
    expect(Math.abs((message?.sentAt ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  test('text that disappears later', async () => {
    expect(await heard(() => noura.send(jid, { text: 'سر' }, { ephemeralExpiration: 86_400 }))).toEqual({
      kind: 'text',
      text: 'سر',
    })
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'والرد كذلك'))
    const reply = await noura.waitForText('والرد كذلك')
    expect(reply.message?.extendedTextMessage?.contextInfo?.expiration).toBe(86_400)
    await heard(() => noura.say(jid, 'انتهى'))
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'والرد يبقى'))
    const kept = await noura.waitForText('والرد يبقى')
    expect(kept.message?.extendedTextMessage?.contextInfo?.expiration ?? 0).toBe(0)
  })

  test('a corrected text', async () => {
    const first = await noura.say(jid, 'دخلي ٣٠٠')
    await vi.waitFor(() => expect(rig.disk.stored.at(-1)?.content).toMatchObject({ text: 'دخلي ٣٠٠' }))
    const edit = await heard(() => noura.send(jid, { text: 'دخلي ٣٠٠٠', edit: first.key }))
    expect(edit).toEqual({ kind: 'edit', of: first.key.id, text: 'دخلي ٣٠٠٠' })
    expect(rig.disk.stored.at(-2)?.messageId).toBe(first.key.id)
  })

  test('a deleted text is no answer', async () => {
    let first: WAMessage | undefined
    await heard(async () => (first = await noura.say(jid, 'أخطأت')))
    await unheard(() => noura.send(jid, { delete: first?.key ?? {} }))
  })

  test('a place', async () => {
    const location = { degreesLatitude: 24.7136, degreesLongitude: 46.6753 }
    expect(await heard(() => noura.send(jid, { location }))).toEqual({
      kind: 'location',
      latitude: 24.7136,
      longitude: 46.6753,
    })
  })

  test("somebody's contact card, and the person's own", async () => {
    const card = (number: string) => ({
      contacts: {
        displayName: 'x',
        contacts: [{ vcard: `BEGIN:VCARD\nFN:x\nTEL;type=CELL;waid=${number}:+${number}\nEND:VCARD` }],
      },
    })
    expect(await heard(() => noura.send(jid, card('99955501')))).toEqual({
      kind: 'phone',
      phone: '99955501',
      own: false,
    })
    expect(await heard(() => noura.send(jid, card(noura.account.phone)))).toEqual({
      kind: 'phone',
      phone: `+${noura.account.phone}`,
      own: true,
    })
  })

  test('what cannot be read is named', async () => {
    const poll = { name: 'أين؟', values: ['هنا', 'هناك'], selectableCount: 1 }
    expect(await heard(() => noura.send(jid, { poll }))).toEqual({ kind: 'unsupported', what: 'poll' })
    const sticker = proto.Message.fromObject({ stickerMessage: { mimetype: 'image/webp' } })
    expect(await heard(() => noura.socket.relayMessage(jid, sticker, {}))).toEqual({
      kind: 'unsupported',
      what: 'sticker',
    })
  })

  test('a group is nobody', async () => {
    const group = rig.scene.relay.createGroup('Family', [noura.account, rig.account])
    await unheard(() => noura.say(group.jid, 'هل يسمعنا أحد؟'))
  })
})

describe('files', () => {
  const fetchLast = async (limit = 1_000_000) => {
    const content = rig.disk.stored.at(-1)?.content
    if (content?.kind !== 'file') throw new Error('no file')
    return rig.whatsapp.files.fetch(content.file.ref ?? '', limit)
  }

  test.each([
    ['document', { kind: 'file', file: { name: 'تعريف.pdf', mime: 'application/pdf' } }],
    ['image', { kind: 'file', file: { name: 'photo.jpg', mime: 'image/jpeg' }, caption: 'الهوية' }],
    ['voice', { kind: 'file', file: { name: 'voice.ogg', mime: 'audio/ogg', voice: true } }],
  ] as const)('a %s comes with its bytes', async (kind, expected) => {
    const bytes = randomBytes(30_000)
    const sent = {
      document: { document: bytes, mimetype: 'application/pdf', fileName: 'تعريف.pdf' },
      image: { image: bytes, mimetype: 'image/jpeg', caption: 'الهوية', jpegThumbnail: '' },
      voice: {
        audio: bytes,
        mimetype: 'audio/ogg; codecs=opus',
        ptt: true,
        seconds: 2,
        waveform: new Uint8Array(64),
      },
    }[kind]
    expect(await heard(() => noura.send(jid, sent))).toMatchObject(expected)
    expect(Buffer.compare(await fetchLast(), bytes)).toBe(0)
    await expect(fetchLast(29_999)).rejects.toMatchObject({ reason: 'too_large' })
  })

  test('one that was exchanged on the way, or is there no more, is not handed over', async () => {
    await heard(() => noura.send(jid, { document: randomBytes(500), mimetype: 'text/plain', fileName: 'a' }))
    const { blobs } = rig.scene.relay.media
    for (const [path, blob] of blobs) {
      const forged = Buffer.from(blob)
      forged[10] = (forged[10] ?? 0) ^ 1
      blobs.set(path, forged)
    }
    await expect(fetchLast()).rejects.toBeInstanceOf(FileError)
    blobs.clear()
    await expect(fetchLast()).rejects.toMatchObject({ reason: 'gone' })
  })

  test('goes out as a document', async () => {
    const content = randomBytes(2_000)
    const file = { name: 'قرار.pdf', mime: 'application/pdf', content }
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'مرفق', { id: 'file-1', file }))
    const got = await noura.waitFor((message) => !!message.message?.documentMessage)
    expect(got.message?.documentMessage).toMatchObject({ fileName: 'قرار.pdf', caption: 'مرفق' })
  })
})

describe('a question with few short choices', () => {
  test('is a poll, and a vote is the choice', async () => {
    const poll = await ask('كيف كانت الخدمة؟', [
      ['1', 'ضعيفة'],
      ['2', 'جيدة'],
      ['3', 'ممتازة'],
    ])
    expect(optionsOf(poll)).toEqual(['1. ضعيفة', '2. جيدة', '3. ممتازة'])
    const vote = await heard(() => noura.vote(poll, ['3. ممتازة']))
    expect(vote).toEqual({ kind: 'choice', question: `q${asked}`, choice: '3' })
    const changed = await heard(() => noura.vote(poll, ['1. ضعيفة']))
    expect(changed).toEqual({ kind: 'choice', question: `q${asked}`, choice: '1' })
    await unheard(() => noura.vote(poll, []))
  })

  test('is answered by typing too', async () => {
    await ask('هل نتابع الآن؟', YES_NO)
    expect(await heard(() => noura.say(jid, '1'))).toEqual({ kind: 'text', text: '1' })
  })
})

describe('a question in text', () => {
  test('numbers its choices', async () => {
    const shown = await ask(LONG, YES_NO)
    expect(textOf(shown)).toBe(`${LONG}\n\n1. نعم\n2. لا`)
  })

  test('is answered by quoting it, with a number or the words', async () => {
    const question = await ask(`أولى ${LONG}`, YES_NO)
    const old = `q${asked}`
    await ask(`أخرى ${LONG}`, YES_NO)
    const quoted = (text: string) => heard(() => noura.send(jid, { text }, { quoted: question }))
    expect(await quoted('٢')).toEqual({ kind: 'choice', question: old, choice: 'no' })
    expect(await quoted('نعم')).toEqual({ kind: 'choice', question: old, choice: 'yes' })
    expect(await quoted('ماذا تعني؟')).toEqual({ kind: 'text', text: 'ماذا تعني؟' })
    expect(await quoted('3')).toEqual({ kind: 'text', text: '3' })
  })

  test('is answered by a reaction', async () => {
    const question = await ask(`بتفاعل ${LONG}`, YES_NO)
    const react = (text: string) => noura.send(jid, { react: { text, key: question.key } })
    const chosen = (choice: string) => ({ kind: 'choice', question: `q${asked}`, choice })
    expect(await heard(() => react('👍🏽'))).toEqual(chosen('yes'))
    expect(await heard(() => react('❌'))).toEqual(chosen('no'))
    expect(await heard(() => react('2️⃣'))).toEqual(chosen('no'))
    await unheard(() => react('❤️'))
    await unheard(() => react('3️⃣'))
    await unheard(() => react(''))
  })
})

test('nothing of this was strange to the server', () => {
  const { unhandled, errors } = rig.scene.relay
  expect([...unhandled, ...errors]).toEqual([])
})
