import { describe, expect, test } from 'vitest'
import { messageIdOf } from '#channels/whatsapp/message-id.ts'
import type { Urn } from '#core/contact.ts'
import { textOf } from '../../fakes/whatsapp-relay/phone.ts'
import { makeRig, running, wait } from './rig.ts'

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

  test('sends nothing again whose ack came late', async () => {
    // So short that the time is always up before the ack.
    await using bot = await running({ pace: { ack: 0 } })
    const { rig, noura } = bot
    const stanzas: string[] = []
    rig.scene.relay.faults.incoming = (from, { tag, attrs }) => {
      if (from.account === rig.account && tag === 'message') stanzas.push(attrs['id'] ?? '')
      return true
    }
    const message = rig.outgoing(noura, 'hello')
    await expect(rig.whatsapp.channel.send(message)).rejects.toMatchObject({ failure: 'connection' })
    await noura.waitForText('hello')
    const { externalId } = await wait(() => rig.whatsapp.channel.send(message))
    expect(stanzas.filter((id) => id === externalId)).toHaveLength(1)
  })

  test('is refused for good by a restriction, which staff can see', async () => {
    await using bot = await running()
    const { rig, noura } = bot
    rig.scene.relay.faults.refuseMessage = (from) => (from.account === rig.account ? '463' : undefined)
    const failure = rig.whatsapp.channel.send(rig.outgoing(noura, 'hello'))
    await expect(failure).rejects.toMatchObject({ failure: 'rejected', retryable: false })
    expect(rig.whatsapp.health().state).toBe('restricted')
    const { since = 0, restrictedUntil = 0 } = rig.whatsapp.standing()
    expect(restrictedUntil - Date.now()).toBeGreaterThan(23 * 3_600_000)
    expect(Math.abs(Date.now() - since)).toBeLessThan(60_000)
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
