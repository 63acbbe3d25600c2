import { randomBytes } from 'node:crypto'
import {
  Browsers,
  decryptPollVote,
  downloadMediaMessage,
  jidNormalizedUser,
  makeWASocket,
  proto,
} from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'
import { expect, test } from 'vitest'
import { eventually } from '../../faults/bot-process.ts'
import { createMemoryAuth } from './memory-auth.ts'
import type { MemoryAuth } from './memory-auth.ts'
import { QUIET_CONFIG, closeCode, createPhone } from './phone.ts'
import type { Phone } from './phone.ts'
import type { Relay } from './relay.ts'
import { newNumber, openScene } from './scene.ts'
import type { Scene } from './scene.ts'

const PATIENCE = 10_000
const RESTART = 515

/** What the relay had no answer for, and what went wrong inside it. */
function troubles({ relay }: Scene): unknown[] {
  return [...relay.unhandled, ...relay.errors]
}

type Link = 'qr' | 'code'

/** One connection of a client that has no account yet: it links as told, and ends with a code or `open`. */
function linkOnce(relay: Relay, auth: MemoryAuth, account: Phone['account'], link: Link) {
  const socket = makeWASocket({
    ...QUIET_CONFIG,
    browser: Browsers.ubuntu('Chrome'),
    waWebSocketUrl: relay.url,
    auth: auth.state,
  })
  return new Promise<number | 'open'>((resolve, reject) => {
    let asked = false
    const agree = async (qr: string): Promise<void> => {
      if (link === 'qr') return relay.pairing.scanQr(qr, account)
      const code = await socket.requestPairingCode(account.phone)
      await eventually('the link request', () => relay.pairing.isWaitingForCode(account), PATIENCE)
      await relay.pairing.enterCode(code, account)
    }
    socket.ev.on('creds.update', (update) => Object.assign(auth.state.creds, update))
    socket.ev.on('connection.update', (update) => {
      if (update.qr !== undefined && !asked) {
        asked = true
        agree(update.qr).catch(reject)
      }
      if (update.connection === 'close') resolve(closeCode(update))
      if (update.connection !== 'open') return
      resolve('open')
      void socket.end(undefined)
    })
  })
}

test.each(['qr', 'code'] as const)('a socket is linked by %s and logs in', async (link) => {
  await using scene = await openScene()
  const account = scene.relay.addAccount({ phone: newNumber(), phantomPhone: true })
  const auth = createMemoryAuth()
  expect(await linkOnce(scene.relay, auth, account, link)).toBe(RESTART)
  expect(await linkOnce(scene.relay, auth, account, link)).toBe('open')
  expect(auth.state.creds.me?.id).toBe(`${account.phone}:1@s.whatsapp.net`)
  expect(troubles(scene)).toEqual([])
})

test('a stranger cannot log in with the keys of nobody', async () => {
  await using scene = await openScene()
  const account = scene.relay.addAccount({ phone: newNumber(), phantomPhone: true })
  const phone = createPhone({ relay: scene.relay, account })
  const { noiseKey } = createMemoryAuth().state.creds
  const auth = createMemoryAuth({ ...phone.auth.state.creds, noiseKey })
  const impostor = createPhone({ relay: scene.relay, account, auth })
  await expect(impostor.connect()).rejects.toThrow('Connection Failure')
  expect(impostor.closeReasons).toEqual([401])
})

test.each(['lid', 'pn'] as const)(
  'people talk, named by %s, and hear what became of it',
  async (addressing) => {
    await using scene = await openScene({ addressing })
    const [bot, ann] = await Promise.all([scene.companion('Bot'), scene.person('Ann')])
    await ann.say(bot.jid, 'I need help')
    const question = await bot.waitForText('I need help')
    expect(question.key.remoteJid).toBe(addressing === 'lid' ? ann.jid : ann.phoneJid)
    expect(question.key.remoteJidAlt).toBe(addressing === 'lid' ? ann.phoneJid : ann.jid)
    const sent = await bot.say(question.key.remoteJid ?? '', 'Which kind?')
    await ann.waitForText('Which kind?')
    await bot.read(question)
    const READ: number = proto.WebMessageInfo.Status.READ
    const DELIVERED: number = proto.WebMessageInfo.Status.DELIVERY_ACK
    const heard = (phone: Phone, { key }: WAMessage) => phone.statuses.get(key.id ?? '')
    await eventually('the read receipt', () => heard(ann, question) === READ, PATIENCE)
    await eventually('the delivery receipt', () => heard(bot, sent) === DELIVERED, PATIENCE)
    expect(troubles(scene)).toEqual([])
  },
)

test('files and votes arrive whole', async () => {
  await using scene = await openScene()
  const [bot, ann] = await Promise.all([scene.companion('Bot'), scene.person('Ann')])
  const bytes = randomBytes(30_000)
  await ann.send(bot.jid, { document: bytes, mimetype: 'application/pdf', fileName: 'a.pdf' })
  const file = await bot.waitFor(({ message }) => !!message?.documentMessage)
  expect(Buffer.compare(await downloadMediaMessage(file, 'buffer', {}), bytes)).toBe(0)

  const asked = await bot.send(ann.jid, {
    poll: { name: 'Which?', values: ['Food', 'Rent'], selectableCount: 1 },
  })
  const poll = await ann.waitFor(({ message }) => !!message?.pollCreationMessageV3)
  await ann.vote(poll, ['Rent'])
  const vote = await bot.waitFor(({ message }) => !!message?.pollUpdateMessage)
  const decrypted = decryptPollVote(vote.message?.pollUpdateMessage?.vote ?? {}, {
    pollEncKey: asked.message?.messageContextInfo?.messageSecret ?? new Uint8Array(),
    pollMsgId: asked.key.id ?? '',
    pollCreatorJid: jidNormalizedUser(bot.socket.user?.lid),
    voterJid: jidNormalizedUser(vote.key.remoteJid ?? ''),
  })
  expect(decrypted.selectedOptions).toHaveLength(1)
  expect(troubles(scene)).toEqual([])
})

test('what was sent meanwhile waits through a restart of the server', async () => {
  await using scene = await openScene()
  const [bot, ann] = await Promise.all([scene.companion('Bot'), scene.person('Ann')])
  await bot.close()
  await ann.say(bot.jid, 'are you there?')
  const queue = bot.account.devices.get(1)?.queue ?? []
  await eventually('the message in the queue', () => queue.length > 0, PATIENCE)
  await scene.relay.stop()
  await scene.relay.start()
  await bot.connect()
  await bot.waitForText('are you there?')
  expect(bot.upsertTypes).toEqual(['append'])
  expect(troubles(scene)).toEqual([])
})

test('members of a group hear each other', async () => {
  await using scene = await openScene()
  const [bot, ann, ben] = await Promise.all([
    scene.companion('Bot'),
    scene.person('Ann'),
    scene.person('Ben'),
  ])
  const group = scene.relay.createGroup('Volunteers', [ann.account, ben.account, bot.account])
  await ann.say(group.jid, 'who can help?')
  await Promise.all([bot, ben].map((phone) => phone.waitForText('who can help?')))
  await ben.say(group.jid, 'I can')
  await Promise.all([bot, ann].map((phone) => phone.waitForText('I can')))
  expect(troubles(scene)).toEqual([])
})
