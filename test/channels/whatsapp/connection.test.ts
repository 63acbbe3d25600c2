import { describe, expect, test, vi } from 'vitest'
import type { WhatsAppHealth } from '#channels/whatsapp/health.ts'
import { refusal } from '#channels/whatsapp/acks.ts'
import { afterClose, backOff } from '#channels/whatsapp/health.ts'
import { messageIdOf } from '#channels/whatsapp/message-id.ts'
import { createRestriction } from '#channels/whatsapp/restriction.ts'
import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import type { Urn } from '#core/contact.ts'
import { textOf } from '../../fakes/whatsapp-relay/phone.ts'
import type { Phone } from '../../fakes/whatsapp-relay/phone.ts'
import { makeRig, urnOf } from './rig.ts'
import type { Rig, RigOptions } from './rig.ts'

interface Running {
  readonly rig: Rig
  readonly noura: Phone
  readonly jid: string
}

/** A bot that is connected, and a person. */
async function running(options: RigOptions = {}): Promise<Running & AsyncDisposable> {
  const rig = await makeRig(options)
  const noura = await rig.scene.person('Noura')
  await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
  await rig.until('open')
  return {
    rig,
    noura,
    jid: `${rig.account.lid}@lid`,
    [Symbol.asyncDispose]: async () => rig[Symbol.asyncDispose](),
  }
}

const wait = <T>(look: () => T): Promise<T> => vi.waitFor(look, { timeout: 10_000, interval: 5 })

const texts = (rig: Rig): string[] =>
  rig.disk.stored.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

describe('pairing', () => {
  test('by QR code: shown, scanned, open, and remembered by another process', async () => {
    await using rig = await makeRig({ linked: false })
    await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
    const shown = (await rig.until('pairing')) as Extract<WhatsAppHealth, { state: 'pairing' }>
    expect(rig.whatsapp.account()).toBeUndefined()
    rig.scene.relay.pairing.scanQr(shown.qr ?? '', rig.account)
    await rig.until('open')
    expect(rig.whatsapp.account()).toBe(rig.account.lid)
    await rig.whatsapp.channel.stop()
    const next = rig.again()
    await next.channel.start((messages) => rig.disk.receive(messages))
    await rig.until('open')
    const noura = await rig.scene.person('Noura')
    await noura.say(`${rig.account.lid}@lid`, 'مرحبا')
    await wait(() => expect(texts(rig)).toEqual(['مرحبا']))
  })

  test('by a code typed on the phone', async () => {
    await using rig = await makeRig({ linked: false })
    await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
    await rig.until('pairing')
    const shown = await rig.whatsapp.pair(rig.account.phone)
    if (shown.state !== 'pairing' || shown.code === undefined)
      throw new Error(`${shown.state} without a code`)
    expect(shown.code).toMatch(/^[A-Z0-9]{8}$/)
    // The server hears of the code a moment after we do.
    await wait(() => expect(rig.scene.relay.pairing.isWaitingForCode(rig.account)).toBe(true))
    await rig.scene.relay.pairing.enterCode(shown.code, rig.account)
    await rig.until('open')
  })

  test('a code that nobody typed leaves no half login behind', async () => {
    await using rig = await makeRig({ linked: false })
    await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
    await rig.whatsapp.pair(rig.account.phone)
    await rig.whatsapp.channel.stop()
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    expect(await rig.until('pairing')).toHaveProperty('qr')
  })

  test('is taken back by us, and can be made again', async () => {
    await using bot = await running()
    const { rig } = bot
    await rig.whatsapp.unpair()
    expect(rig.whatsapp.health()).toEqual({ state: 'logged_out' })
    expect(rig.account.devices.has(1)).toBe(false)
    expect(await rig.store.device('whatsapp').credentials()).toBeUndefined()
    const shown = await rig.whatsapp.pair()
    if (shown.state !== 'pairing') throw new Error(shown.state)
    rig.scene.relay.pairing.scanQr(shown.qr ?? '', rig.account)
    await rig.until('open')
  })
})

describe('receiving', () => {
  test('takes what came while it was away, also when the end of the backlog is never announced', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    await rig.whatsapp.channel.stop()
    for (const text of ['one', 'two', 'three']) await noura.say(jid, text)
    rig.scene.relay.faults.backlogDone = (device) => device.account !== rig.account
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await wait(() => expect(texts(rig)).toEqual(['one', 'two', 'three']))
  })

  test('takes a message once that is delivered twice, and goes on after a dropped line', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    rig.scene.relay.faults.outgoing = (to, { tag }) =>
      to.account === rig.account && tag === 'message' ? 2 : 1
    await noura.say(jid, 'twice')
    await noura.say(jid, 'again')
    await wait(() => expect(texts(rig)).toEqual(['twice', 'again']))
    rig.scene.relay.drop(rig.account)
    await noura.say(jid, 'after')
    await wait(() => expect(texts(rig)).toEqual(['twice', 'again', 'after']))
    expect([...rig.disk.times.values()]).toEqual([1, 1, 1])
    expect(rig.log).toContainEqual({ code: 'whatsapp_closed', status: 428 })
  })

  test('holds what the inbox could not take, through a restart, in its order', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    rig.disk.before = () => Promise.reject(new Error('disk full'))
    await noura.say(jid, 'first')
    await wait(() => expect(rig.log).toContainEqual({ code: 'whatsapp_not_stored' }))
    await noura.say(jid, 'second')
    await wait(async () => expect(await rig.store.device('whatsapp').received(10)).toHaveLength(2))
    await rig.whatsapp.channel.stop()
    expect(rig.disk.stored).toEqual([])
    rig.disk.before = undefined
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await wait(() => expect(texts(rig)).toEqual(['first', 'second']))
    expect(await rig.store.device('whatsapp').received(10)).toEqual([])
  })

  test('confirms nothing that could not be stored with its key: it comes again', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    await noura.say(jid, 'before')
    await wait(() => expect(texts(rig)).toEqual(['before']))
    const state = rig.store.device('whatsapp')
    await rig.whatsapp.channel.stop()
    let full = true
    const failing = {
      ...state,
      commit: (change: Parameters<typeof state.commit>[0]) =>
        full && change.received?.length ? Promise.reject(new Error('disk full')) : state.commit(change),
    }
    await rig.again({ state: failing }).channel.start((messages) => rig.disk.receive(messages))
    await rig.until('open')
    await noura.say(jid, 'lost?')
    await wait(() =>
      expect(rig.health.filter(({ state: now }) => now === 'connecting').length).toBeGreaterThan(3),
    )
    full = false
    await wait(() => expect(texts(rig)).toEqual(['before', 'lost?']))
  })

  test('passes over what cannot be read, and takes the others', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    await rig.store.device('whatsapp').commit({ received: [{ id: 'poison', content: '{"kind":"message"}' }] })
    await noura.say(jid, 'hello')
    await wait(() => expect(texts(rig)).toEqual(['hello']))
    expect(rig.log).toContainEqual({ code: 'whatsapp_message_unreadable' })
  })

  test('knows a person who is named by number as the same person', async () => {
    await using bot = await running({ scene: { addressing: 'pn' } })
    const { rig, noura } = bot
    await noura.say(`${rig.account.phone}@s.whatsapp.net`, 'by number')
    await wait(() => expect(rig.disk.stored[0]).toMatchObject({ urn: urnOf(noura) }))
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'welcome'))
    await noura.waitForText('welcome')
  })
})

describe('sending', () => {
  test('counts a message as sent when the server says so, and repeats it under the same id', async () => {
    await using bot = await running({ pace: { ack: 300 } })
    const { rig, noura } = bot
    let lost = 0
    rig.scene.relay.faults.incoming = (from, { tag }) =>
      !(from.account === rig.account && tag === 'message' && ++lost === 1)
    const message = rig.outgoing(noura, 'hello')
    await expect(rig.whatsapp.channel.send(message)).rejects.toMatchObject({
      failure: 'connection',
      retryable: true,
    })
    const { externalId } = await rig.whatsapp.channel.send(message)
    expect(externalId).toBe(messageIdOf(rig.account.lid, message.id, 0))
    const got = await noura.waitForText('hello')
    expect(got.key.id).toBe(externalId)
    expect(noura.countText('hello')).toBe(1)
  })

  test('is refused for good by a restriction, which staff can see', async () => {
    await using bot = await running()
    const { rig, noura } = bot
    rig.scene.relay.faults.refuseMessage = (from) => (from.account === rig.account ? '463' : undefined)
    const failure = rig.whatsapp.channel.send(rig.outgoing(noura, 'hello'))
    await expect(failure).rejects.toMatchObject({ failure: 'rejected', retryable: false })
    expect(rig.whatsapp.health().state).toBe('restricted')
    rig.scene.relay.faults.refuseMessage = () => undefined
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'an answer'))
    await noura.waitForText('an answer')
  })

  test('has at most eight messages under way', async () => {
    await using bot = await running()
    const { rig, noura } = bot
    let most = 0
    const open = new Set<string>()
    rig.scene.relay.faults.incoming = (from, { tag, attrs }) => {
      if (from.account === rig.account && tag === 'message') open.add(attrs['id'] ?? '')
      most = Math.max(most, open.size)
      return true
    }
    const many = Array.from({ length: 30 }, (_, at) => rig.outgoing(noura, `n${at}`, { id: `m${at}` }))
    await Promise.all(
      many.map(async (message) => open.delete((await rig.whatsapp.channel.send(message)).externalId)),
    )
    expect(most).toBeLessThanOrEqual(8)
    await wait(() => expect(noura.received.filter((got) => textOf(got)?.startsWith('n'))).toHaveLength(30))
  })

  test('fails at once while there is no connection, and for strangers', async () => {
    await using rig = await makeRig()
    const { channel } = rig.whatsapp
    const to: Urn = 'whatsapp:100000000000001'
    await expect(channel.send(rig.outgoing(to, 'x'))).rejects.toMatchObject({ failure: 'connection' })
    await expect(channel.send(rig.outgoing('telegram:1', 'x'))).rejects.toMatchObject({ failure: 'rejected' })
    await expect(channel.send(rig.outgoing('whatsapp:123@g.us', 'x'))).rejects.toMatchObject({
      failure: 'rejected',
    })
    await channel.start((messages) => rig.disk.receive(messages))
    await rig.until('open')
    const other = { ...rig.outgoing(to, 'x'), account: 'another number' }
    await expect(channel.send(other)).rejects.toMatchObject({ failure: 'rejected' })
  })

  test('tells what was delivered and read', async () => {
    const told: string[] = []
    const reports = {
      receipts: (receipts: readonly { state: string }[]) => {
        told.push(...receipts.map(({ state }) => state))
        return Promise.resolve()
      },
    }
    await using bot = await running({ reports })
    const { rig, noura } = bot
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'hello'))
    await wait(() => expect(told).toEqual(['delivered']))
    await noura.read(await noura.waitForText('hello'))
    await wait(() => expect(told).toEqual(['delivered', 'read']))
  })
})

describe('the connection', () => {
  test('survives a restart of the server', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    await rig.scene.relay.stop()
    await rig.until('connecting')
    await rig.scene.relay.start()
    await rig.until('open')
    // She has to come back, too.
    await wait(() => noura.say(jid, 'hello again'))
    await wait(() => expect(texts(rig)).toEqual(['hello again']))
  })

  test('stops where the login is used elsewhere', async () => {
    await using bot = await running()
    const { rig } = bot
    const { node } = await import('../../fakes/whatsapp-relay/stanza.ts')
    rig.scene.relay.streamError(rig.account, 440, node('conflict', { type: 'replaced' }))
    await rig.until('replaced')
  })

  test('forgets the device when the phone unlinks it', async () => {
    await using bot = await running()
    const { rig } = bot
    const device = rig.account.devices.get(1)
    if (device) rig.scene.relay.unlink(device)
    await rig.until('logged_out')
    await wait(async () => expect(await rig.store.device('whatsapp').credentials()).toBeUndefined())
    expect(rig.log).toContainEqual({ code: 'whatsapp_logged_out' })
  })

  test('waits while another process uses the number, and takes over when that is gone', async () => {
    await using rig = await makeRig({ pace: { lease: 60 } })
    const state = rig.store.device('whatsapp')
    expect(await state.lease('another', Date.now() + 300)).toBe(true)
    await rig.whatsapp.channel.start((messages) => rig.disk.receive(messages))
    await wait(() => expect(rig.whatsapp.health()).toMatchObject({ waiting: true }))
    await rig.until('open')
  })

  test('lets go of the number when another process took it', async () => {
    await using bot = await running({ pace: { lease: 60 } })
    const { rig } = bot
    const state = rig.store.device('whatsapp')
    await state.release('test')
    await wait(async () => {
      await state.release('test')
      expect(await state.lease('another', Date.now() + 60_000)).toBe(true)
    })
    await wait(() => expect(rig.whatsapp.health()).toMatchObject({ state: 'connecting', waiting: true }))
  })

  test('is reached at WhatsApp, or on this machine', () => {
    const state = {} as Parameters<typeof createWhatsAppChannel>[0]['state']
    const nothing = (): void => undefined
    const make = (url: string) =>
      createWhatsAppChannel({
        state,
        holder: 'x',
        logger: { info: nothing, warn: nothing, error: nothing },
        url,
      })
    expect(() => make('wss://evil.example/ws')).toThrow('its own address only')
    expect(() => make('ws://127.0.0.1.evil.example/ws')).toThrow('its own address only')
    expect(() => make('ws://127.0.0.1:1/ws')).not.toThrow()
  })
})

describe('a new identity', () => {
  test('is told before the first message under it', async () => {
    const told: string[] = []
    await using bot = await running({
      onIdentityChanged: (urn) => {
        told.push(urn)
        return Promise.resolve()
      },
    })
    const { rig, noura, jid } = bot
    await noura.say(jid, 'old phone')
    await wait(() => expect(texts(rig)).toEqual(['old phone']))
    expect(told).toEqual([])
    // The key that we know becomes another one, as if the person's phone had been set up anew.
    const state = rig.store.device('whatsapp')
    const id = `${noura.account.lid}_1.0`
    const known = (await state.keys('identity-key', [id])).get(id)
    expect(known).toBeDefined()
    await rig.whatsapp.channel.stop()
    const other = JSON.stringify({ type: 'Buffer', data: Buffer.alloc(33, 5).toString('base64') })
    await state.commit({
      keys: [
        { type: 'identity-key', id, value: other },
        { type: 'session', id, value: undefined },
      ],
    })
    rig.disk.before = () => {
      told.push('message')
      return Promise.resolve()
    }
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await rig.until('open')
    await noura.socket.authState.keys.set({ session: { [`${rig.account.lid}_1.1`]: null } })
    await noura.say(jid, 'new phone')
    await wait(() => expect(texts(rig)).toEqual(['old phone', 'new phone']))
    expect(told).toEqual([urnOf(noura), 'message'])
  })
})

describe('what a close code means', () => {
  test.each([
    [515, { next: 'again' }],
    [428, { next: 'later' }],
    [408, { next: 'later' }],
    [503, { next: 'later' }],
    [500, { next: 'later' }],
    [0, { next: 'later' }],
    [440, { next: 'stop', state: 'replaced' }],
    [401, { next: 'forget' }],
    [403, { next: 'stop', state: 'banned' }],
    [411, { next: 'stop', state: 'logged_out' }],
    [405, { next: 'newer_version' }],
  ])('%i', (code, expected) => expect(afterClose(code)).toEqual(expected))

  test('pauses grow to a minute, with jitter', () => {
    const pace = [500, 60_000] as const
    expect([0, 1, 2, 3].map((attempt) => backOff(attempt, pace, 1))).toEqual([500, 1000, 2000, 4000])
    expect(backOff(50, pace, 1)).toBe(60_000)
    expect(backOff(50, pace, 0)).toBe(30_000)
  })
})

describe('a restriction', () => {
  test('lasts as long as WhatsApp says, or a day after a refusal, and through a restart', async () => {
    const kept = new Map<string, string>()
    const state: Parameters<typeof createRestriction>[0] = {
      keys: () => Promise.resolve(kept),
      commit({ keys }) {
        for (const { id, value } of keys ?? []) kept.set(id, value ?? '')
        return Promise.resolve()
      },
    }
    const restriction = createRestriction(state)
    expect(restriction.now(0)).toBeUndefined()
    restriction.told(true, 1000)
    expect([restriction.now(999), restriction.now(1000)]).toEqual([{ until: 1000 }, undefined])
    restriction.suspect(1000)
    const again = createRestriction(state)
    await again.load()
    expect([again.now(86_400_999), again.now(86_401_000)]).toEqual([{ until: 86_401_000 }, undefined])
    again.told(true)
    expect(again.now(1e15)).toEqual({})
    again.told(false)
    expect(again.now(2000)).toBeUndefined()
  })

  test('refusals are final, except what passes by itself', () => {
    const kinds = ['463', '479', '400', '429', '500', '503'].map((code) => refusal(code).failure)
    expect(kinds).toEqual(['rejected', 'rejected', 'rejected', 'throttled', 'connection', 'connection'])
  })
})
