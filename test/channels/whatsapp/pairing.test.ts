import { describe, expect, test } from 'vitest'
import type { WhatsAppHealth } from '#channels/whatsapp/health.ts'
import { makeRig, running, texts, wait } from './rig.ts'

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
