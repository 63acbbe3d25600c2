import { describe, expect, test } from 'vitest'
import { createJournal } from '#channels/whatsapp/journal.ts'
import { loadBaileys } from '#channels/whatsapp/load-baileys.ts'
import { readRow } from '#channels/whatsapp/read-row.ts'
import { deliver } from '../../fakes/whatsapp-relay/deliver.ts'
import { node } from '../../fakes/whatsapp-relay/stanza.ts'
import { deviceOf, running, texts, urnOf, wait } from './rig.ts'

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

  test('asks nobody again for what it stored and could not confirm before it died', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    await noura.say(jid, 'first')
    await wait(() => expect(texts(rig)).toEqual(['first']))
    // Her next message is one of a session in use; the first of a session is told from others anyway.
    await rig.whatsapp.channel.send(rig.outgoing(noura, 'answer'))
    await noura.waitForText('answer')
    const { relay } = rig.scene
    const confirms = new Set(['receipt', 'ack'])
    relay.faults.incoming = (from, { tag }) => from.account !== rig.account || !confirms.has(tag)
    await noura.say(jid, 'second')
    await wait(() => expect(texts(rig)).toEqual(['first', 'second']))
    await rig.whatsapp.channel.stop()
    const asked: string[] = []
    relay.faults.incoming = (from, { tag, attrs }) => {
      if (from.account === rig.account && tag === 'receipt' && attrs.type === 'retry')
        asked.push(attrs.id ?? '')
      return true
    }
    await rig.again().channel.start((messages) => rig.disk.receive(messages))
    await wait(() => expect(deviceOf(rig).queue.filter(({ stanza }) => stanza.tag === 'message')).toEqual([]))
    await noura.say(jid, 'third')
    await wait(() => expect(texts(rig)).toEqual(['first', 'second', 'third']))
    expect(asked).toEqual([])
    expect(rig.disk.times.size).toBe(3)
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
    await wait(async () => expect(await rig.store.device('whatsapp').received(10)).toEqual([]))
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

  test('takes a backlog that is longer than what it looks at at once, each message once', async () => {
    await using bot = await running()
    const { rig, noura, jid } = bot
    rig.disk.before = () => Promise.reject(new Error('disk full'))
    await noura.say(jid, 'first')
    const state = rig.store.device('whatsapp')
    await wait(async () => expect(await state.received(10)).toHaveLength(1))
    const [row] = await state.received(1)
    const numbered = (at: number) => (row?.content ?? '').replace(/"id":"[^"]+"/, `"id":"COPY${at}"`)
    const many = Array.from({ length: 350 }, (_, at) => ({ id: `copy ${at}`, content: numbered(at) }))
    await state.commit({ received: many })
    rig.disk.before = undefined
    await wait(() => expect(rig.disk.stored).toHaveLength(351))
    await wait(async () => expect(await state.received(10)).toEqual([]))
    expect([...rig.disk.times.values()].every((times) => times === 1)).toBe(true)
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

describe('what comes another way than as a message', () => {
  test('a call is told as one', async () => {
    await using bot = await running()
    const { rig, noura } = bot
    const offer = node('offer', { 'call-id': 'CALL1', 'call-creator': `${noura.account.lid}:0@lid` })
    deliver(
      rig.scene.relay,
      deviceOf(rig),
      node('call', { from: noura.jid, id: 'x1', t: 1_700_000_000 }, [offer]),
    )
    await wait(() =>
      expect(rig.disk.stored).toMatchObject([
        { urn: urnOf(noura), sentAt: 1_700_000_000_000, content: { kind: 'unsupported', what: 'call' } },
      ]),
    )
  })

  test('what the phone hands on later is stored, and nothing twice', async () => {
    const baileys = await loadBaileys()
    const journal = createJournal(baileys, { written: () => Promise.resolve() }, () => undefined)
    const key = { remoteJid: '100000000000001@lid', id: 'A1', fromMe: false }
    const [row, ...more] = journal.missed([
      { key, message: { conversation: 'from an advertisement' }, messageTimestamp: 5 },
      { key: { ...key, fromMe: true }, message: { conversation: 'ours' } },
      { key: { ...key, remoteJid: '1-2@g.us' }, message: { conversation: 'of a group' } },
      { key },
    ])
    expect(more).toEqual([])
    const state = { keys: () => Promise.resolve(new Map()), sent: () => Promise.resolve(undefined) }
    const read = await readRow(row?.content ?? '', {
      baileys,
      state: state as unknown as Parameters<typeof readRow>[1]['state'],
      own: { lid: '1', phone: '2' },
      now: 0,
    })
    expect(read).toMatchObject({
      kind: 'message',
      message: {
        urn: 'whatsapp:100000000000001',
        externalId: '100000000000001/A1',
        sentAt: 5_000,
        content: { kind: 'text', text: 'from an advertisement' },
      },
    })
  })

  test('a new identity that the server announces', async () => {
    const told: string[] = []
    await using bot = await running({
      onIdentityChanged: (urn) => {
        told.push(urn)
        return Promise.resolve()
      },
    })
    const { rig, noura, jid } = bot
    await noura.say(jid, 'hello')
    await wait(() => expect(texts(rig)).toEqual(['hello']))
    const announced = (from: string, id: string) =>
      deliver(
        rig.scene.relay,
        deviceOf(rig),
        node('notification', { type: 'encrypt', from, id }, [node('identity')]),
      )
    announced(noura.jid.replace('@', ':3@'), 'n1')
    announced(noura.jid, 'n2')
    await wait(() => expect(told).toEqual([urnOf(noura)]))
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
