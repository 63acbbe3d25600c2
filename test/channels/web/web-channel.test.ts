import { describe, expect, test } from 'vitest'
import { urnOfToken } from '#channels/web/identity.ts'
import { channelContract } from '../contract.ts'
import type { Shown } from '../contract.ts'
import { makeBot } from './bot.ts'
import { bubblesIn, visit } from './visitor.ts'

channelContract('the website chat', async (inbox) => {
  const bot = makeBot({ history: (urn) => Promise.resolve(bot.said(urn)) }, true)
  const visitor = await visit(bot.routes)
  const urn = urnOfToken(visitor.cookie.split('=')[1] ?? '')
  let ids = 0
  const bubbles = async () =>
    bubblesIn(await (await visitor.get('/')).text()).filter(({ from }) => from === 'us')
  const newId = () => `said-${(ids += 1)}`.padEnd(10, 'x')
  return {
    channel: {
      ...bot.channel,
      start: () => bot.channel.start(inbox.receive),
      // As the runner: into the history first. The repeated ids of the contract are one message there.
      send: (message) => bot.say(message.urn, message).then(() => ({ externalId: message.id })),
    },
    urn,
    account: 'musanid',
    async say(text) {
      bot.pass(6000)
      const answer = await visitor.send({ id: newId(), kind: 'text', text })
      return answer.status === 202
    },
    async press(label) {
      const button = (await bubbles()).at(-1)?.buttons.find((shown) => shown.label === label)
      const [question, choice]: string[] = JSON.parse(button?.value ?? '[]')
      await visitor.send({ id: newId(), kind: 'choice', question, choice })
    },
    async attach({ name, mime, content }) {
      await visitor.upload(new File([new Uint8Array(content)], name, { type: mime }))
    },
    async shown() {
      bot.pass(60_000)
      return (await bubbles()).map(({ text, buttons }): Shown => ({
        text: [text, ...buttons.map(({ number, label }) => `${number} ${label}`)].join('\n'),
        buttons: buttons.map(({ label }) => label),
      }))
    },
    close: () => Promise.resolve(),
  }
})

describe('the website chat as a channel', () => {
  test('counts a message as sent though no page is open, and refuses strangers', async () => {
    const { channel } = makeBot()
    const message = { id: 'out-9', urn: 'web:abc', account: 'musanid', language: 'ar', text: 'x' } as const
    expect(await channel.send(message)).toEqual({ externalId: 'out-9' })
    await expect(channel.send({ ...message, urn: 'telegram:1' })).rejects.toMatchObject({
      failure: 'rejected',
      retryable: false,
    })
  })

  test('waits, when stopped, for what is being stored', async () => {
    const bot = makeBot()
    const visitor = await visit(bot.routes)
    const { promise, resolve } = Promise.withResolvers<void>()
    await bot.channel.start(() => promise)
    const answer = visitor.send({ id: 'slow-message', kind: 'text', text: 'مهم' })
    // Two turns of the loop are enough for the request to reach the store.
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    const stopped = bot.channel.stop()
    const first = await Promise.race([stopped.then(() => 'stopped'), new Promise(setImmediate)])
    expect(first).not.toBe('stopped')
    resolve()
    await stopped
    expect((await answer).status).toBe(202)
  })
})
