import { describe, expect, test } from 'vitest'
import { openData } from '../../../src/assemble.ts'
import { contentOf } from '../../fakes/conversation.ts'
import { createMemoryAuth } from '../../fakes/whatsapp-relay/memory-auth.ts'
import { createPhone } from '../../fakes/whatsapp-relay/phone.ts'
import { eventually, pause } from '../../faults/bot-process.ts'
import { readableIn } from '../../faults/readable.ts'
import { DEVICE } from '../../faults/whatsapp-wasl.ts'
import { openStage } from './stage.ts'
import type { Stage, Talker } from './stage.ts'

const LONG = 120_000
const PATIENCE = 30_000
const { renderer } = contentOf('irtiqa')
const MENU = renderer.translate('flows:menu.question', 'ar')
const HELLO = 'السلام عليكم'

/** Says hello and agrees: from then on the menu is what every word leads back to. */
async function greet(stage: Stage, { phone, hears, say }: Talker): Promise<void> {
  await phone.say(stage.jid, HELLO)
  await hears(/أوافق/)
  await say('أوافق')
  await hears(MENU)
}

/** Nothing of a person or of the login may stand in what the processes wrote or in the data folder. */
function expectSilence(stage: Stage, talkers: readonly Talker[], texts: readonly string[]): void {
  const people = talkers.flatMap(({ phone: { account } }) => [account.phone, account.lid])
  const secrets = [...(stage.linked?.secrets ?? []), ...people, ...texts]
  expect(readableIn(stage.folder, stage.output(), secrets)).toEqual([])
  expect(stage.output()).not.toMatch(/privKey|SessionEntry|closing (open )?session/i)
  expect([...stage.scene.relay.unhandled, ...stage.scene.relay.errors]).toEqual([])
}

/** How often something was said in the same words, under different ids. */
function timesHeard({ heard }: Talker, words: string): number {
  return heard().filter((message) => message.words.includes(words)).length
}

describe('the line to WhatsApp', () => {
  test(
    'may break and the server restart: the conversation goes on where it was',
    { timeout: LONG },
    async () => {
      await using stage = await openStage()
      stage.start()
      await stage.online()
      const ann = await stage.talker('Ann')
      await greet(stage, ann)
      stage.scene.relay.drop(stage.account)
      const services = await ann.say('تقديم طلب')
      expect(services.words).toContain('جهاز تعليمي')
      await stage.scene.relay.stop()
      await stage.scene.relay.start()
      await eventually('both back', () => stage.device().ready && ann.phone.socket.ws.isOpen, PATIENCE)
      await eventually('Ann caught up', () => ann.phone.account.devices.get(0)?.ready === true, PATIENCE)
      const whose = await ann.say('جهاز تعليمي')
      expect(whose.words).toContain('لمن هذا الطلب')
      expect(timesHeard(ann, 'ما الخدمة المطلوبة')).toBe(1)
      expect(stage.output()).toContain('"status":428')
      expectSilence(stage, [ann], [HELLO, 'تقديم طلب'])
    },
  )

  test('may be asked to restart (515): nothing is noticed', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const ann = await stage.talker('Ann')
    await greet(stage, ann)
    stage.scene.relay.streamError(stage.account, 515)
    expect((await ann.say('تقديم طلب')).words).toContain('جهاز تعليمي')
    expectSilence(stage, [ann], [HELLO])
  })

  test('that is used elsewhere (440) is given up: two must not answer', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const twin = createPhone({
      relay: stage.scene.relay,
      account: stage.account,
      auth: createMemoryAuth(stage.linked?.login),
    })
    await twin.connect()
    await eventually('the bot giving up', () => stage.output().includes('whatsapp_replaced'), PATIENCE)
    await pause(500)
    expect(twin.closeReasons).toEqual([])
    await twin.close()
    expect(await stage.stop()).toBe(0)
    expectSilence(stage, [], [])
  })

  test('that the phone takes away (401) is forgotten, with every key', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const ann = await stage.talker('Ann')
    await greet(stage, ann)
    stage.scene.relay.unlink(stage.device())
    await eventually('the bot noticing', () => stage.output().includes('whatsapp_logged_out'), PATIENCE)
    expect(await stage.stop()).toBe(0)
    const store = await openData(stage.folder)
    expect(await store.device(DEVICE).credentials()).toBeUndefined()
    await store.close()
    expectSilence(stage, [ann], [HELLO])
  })
})

describe('messages', () => {
  test('that come twice are answered once', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const ann = await stage.talker('Ann')
    await greet(stage, ann)
    const device = stage.device()
    stage.scene.relay.faults = { outgoing: (to, { tag }) => (to === device && tag === 'message' ? 2 : 1) }
    await ann.say('تقديم طلب')
    stage.scene.relay.faults = {}
    // The next answer comes after all that the doubled message could cause.
    await ann.say('جهاز تعليمي')
    expect(timesHeard(ann, 'ما الخدمة المطلوبة')).toBe(1)
    expect(await stage.stop()).toBe(0)
    expectSilence(stage, [ann], [HELLO])
  })

  test('written while it was away are answered in their order, each once', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const [ann, ben] = [await stage.talker('Ann'), await stage.talker('Ben')]
    await Promise.all([greet(stage, ann), greet(stage, ben)])
    const device = stage.device()
    expect(await stage.stop('SIGKILL')).toBe('SIGKILL')
    const texts = ['تقديم طلب', 'جهاز تعليمي', 'لي']
    for (const text of texts) await ann.phone.say(stage.jid, text)
    await ben.phone.say(stage.jid, 'تقديم طلب')
    const waiting = (): number => device.queue.filter(({ stanza }) => stanza.tag === 'message').length
    await eventually('four messages at the server', () => waiting() === 4, PATIENCE)
    // And the server never says that the backlog is over, as was seen in the wild.
    stage.scene.relay.faults = { backlogDone: (to) => to !== device }
    stage.start()
    await ann.hears('ما اسمك الكامل')
    await ben.hears('ما الخدمة المطلوبة')
    expect(timesHeard(ben, 'ما الخدمة المطلوبة')).toBe(1)
    expect(await stage.stop()).toBe(0)
    expectSilence(stage, [ann, ben], texts.slice(0, 2))
  })

  test(
    'that one phone cannot read are healed: either side may lose its session',
    { timeout: LONG },
    async () => {
      await using stage = await openStage()
      stage.start()
      await stage.online()
      const ann = await stage.talker('Ann')
      await greet(stage, ann)
      const { socket, auth } = ann.phone
      const bots = socket.signalRepository.jidToSignalProtocolAddress(`${stage.account.lid}:1@lid`)
      await auth.state.keys.set({ session: { [bots]: null } })
      expect((await ann.say('تقديم طلب')).words).toContain('جهاز تعليمي')
      expect(await stage.stop()).toBe(0)
      const store = await openData(stage.folder)
      const anns = socket.signalRepository.jidToSignalProtocolAddress(ann.phone.jid)
      const device = store.device(DEVICE)
      expect((await device.keys('session', [anns])).size).toBe(1)
      await device.commit({ keys: [{ type: 'session', id: anns, value: undefined }] })
      await store.close()
      stage.start()
      await stage.online()
      expect((await ann.say('جهاز تعليمي')).words).toContain('لمن هذا الطلب')
      expectSilence(stage, [ann], [HELLO])
    },
  )

  test(
    'that WhatsApp refuses (463) are never tried again, and staff can see why',
    { timeout: LONG },
    async () => {
      await using stage = await openStage()
      stage.start()
      await stage.online()
      const ann = await stage.talker('Ann')
      await greet(stage, ann)
      const { relay } = stage.scene
      relay.faults = { refuseMessage: ({ account }) => (account === stage.account ? '463' : undefined) }
      const before = relay.log.length
      await ann.phone.say(stage.jid, 'تقديم طلب')
      await eventually('the refusal', () => relay.log.some(({ refused }) => refused === '463'), PATIENCE)
      await eventually('the state', () => stage.output().includes('whatsapp_restricted'), PATIENCE)
      relay.faults = {}
      await pause(1_500)
      const tried = relay.log.slice(before).filter(({ from }) => from === stage.account.phone)
      expect(tried).toHaveLength(1)
      expect((await ann.say('تقديم طلب')).words).not.toBe('')
      expect(await stage.stop()).toBe(0)
      const store = await openData(stage.folder)
      expect(await store.outbox.failures(10)).toMatchObject([{ failure: 'rejected', attempts: 1 }])
      await store.close()
      expectSilence(stage, [ann], [HELLO])
    },
  )

  test('with a file that has expired: the person is asked for it again', { timeout: LONG }, async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const ann = await stage.talker('Ann')
    await greet(stage, ann)
    const { relay } = stage.scene
    relay.faults = {
      incoming(from, { tag }) {
        if (from.account === ann.phone.account && tag === 'message') relay.media.blobs.clear()
        return true
      },
    }
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
    const [answer] = await ann.after(1, () => ann.document('report.pdf', 'application/pdf', pdf))
    expect(answer?.words).toContain(renderer.translate('replies:file_failed', 'ar'))
    expectSilence(stage, [ann], [HELLO, 'report.pdf'])
  })
})

test('twenty people at once are all served', { timeout: LONG }, async () => {
  await using stage = await openStage()
  stage.start()
  await stage.online()
  const people = await Promise.all(Array.from({ length: 20 }, (_, place) => stage.talker(`Person ${place}`)))
  await Promise.all(people.map((person) => greet(stage, person)))
  await Promise.all(people.map(({ say }) => say('تقديم طلب')))
  const whose = await Promise.all(people.map(({ say }) => say('جهاز تعليمي')))
  for (const { words } of whose) expect(words).toContain('لمن هذا الطلب')
  for (const person of people) expect(timesHeard(person, 'ما الخدمة المطلوبة')).toBe(1)
  expect(await stage.stop()).toBe(0)
  expectSilence(stage, people, [HELLO])
})
