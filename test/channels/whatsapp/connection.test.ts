import { describe, expect, test } from 'vitest'
import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import { node } from '../../fakes/whatsapp-relay/stanza.ts'
import { makeRig, running, texts, wait } from './rig.ts'

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
    rig.scene.relay.streamError(rig.account, 440, node('conflict', { type: 'replaced' }))
    await rig.until('replaced')
  })

  test('looks for a newer version once, and stops where WhatsApp locked the number', async () => {
    await using bot = await running()
    const { rig } = bot
    rig.scene.relay.streamError(rig.account, 405)
    await wait(() => expect(rig.log).toContainEqual({ code: 'whatsapp_closed', status: 405 }))
    await rig.until('open')
    rig.scene.relay.streamError(rig.account, 403)
    await rig.until('banned')
    expect(await rig.store.device('whatsapp').credentials()).toBeDefined()
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

  test('is made anew when a send hangs inside Baileys', async () => {
    await using bot = await running({ pace: { lease: 90, stuck: 200, ack: 100 } })
    const { rig, noura, jid } = bot
    await noura.say(jid, 'hello')
    await wait(() => expect(texts(rig)).toEqual(['hello']))
    await rig.whatsapp.channel.stop()
    const state = rig.store.device('whatsapp')
    let hang = true
    const hanging = {
      ...state,
      // A lock that is never freed looks like this from outside.
      keys: (type: string, ids: readonly string[]) =>
        hang && type === 'session'
          ? new Promise<Map<string, string>>(() => undefined)
          : state.keys(type, ids),
    }
    const next = rig.again({ state: hanging })
    await next.channel.start((messages) => rig.disk.receive(messages))
    await rig.until('open')
    await expect(next.channel.send(rig.outgoing(noura, 'welcome'))).rejects.toMatchObject({
      failure: 'connection',
    })
    await wait(() => expect(rig.log).toContainEqual({ code: 'whatsapp_stuck' }))
    hang = false
    await wait(() => next.channel.send(rig.outgoing(noura, 'welcome')))
    await noura.waitForText('welcome')
  })

  test('connects again after it was replaced, when somebody asks', async () => {
    await using bot = await running()
    const { rig } = bot
    rig.scene.relay.streamError(rig.account, 440, node('conflict', { type: 'replaced' }))
    await rig.until('replaced')
    expect(await rig.whatsapp.pair()).toEqual({ state: 'open' })
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
