import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OutgoingMessage } from '#core/message.ts'
import type { Store } from '#store/store.ts'
import { openData } from '../../../src/assemble.ts'
import { ROOT, openConversation } from '../../fakes/conversation.ts'
import { OGG, act, fileOf, locationOf, readTranscript } from '../../fakes/transcript.ts'
import { openStage, optionsOf } from './stage.ts'
import type { Stage, Talker } from './stage.ts'

/** Golden conversations that end with a request, each said again over WhatsApp; a voice note comes in between. */
const REQUESTS = [
  { association: 'musanid', file: 'request.musanid.txt', voiceAfter: 6 },
  { association: 'naqra', file: 'request.naqra.txt', voiceAfter: 9 },
] as const

const LONG = 120_000

describe.each(REQUESTS)('the request of $association', ({ association, file, voiceAfter }) => {
  test('has the same words on WhatsApp as anywhere, and makes the same case', { timeout: LONG }, async () => {
    const { inputs } = readTranscript(join(ROOT, 'test/golden', file))
    // Nobody presses "start" on WhatsApp.
    const spoken = inputs.map((input) => (input === '>> start' ? '> السلام عليكم' : input))
    const script = spoken.toSpliced(voiceAfter, 0, '>> voice')
    await using stage = await openStage({ association })
    const talk = await openConversation({ association, channel: 'whatsapp', at: Date.now() })
    stage.start()
    await stage.online()
    const talker = await stage.talker('Person')
    let last: readonly OutgoingMessage[] = []
    let votes = 0
    for (const input of script) {
      const expected = await act(talk, input)
      const replies = await talker.after(expected.length, async () => {
        if (await perform(stage, talker, input, last)) votes += 1
      })
      expect(
        replies.map(({ words }) => plain(words)),
        `after ${input}`,
      ).toEqual(expected.map(shown))
      last = expected
    }
    expect(votes).toBeGreaterThan(0)
    expect([...stage.scene.relay.unhandled, ...stage.scene.relay.errors]).toEqual([])
    expect(await stage.stop()).toBe(0)
    const store = await openData(stage.folder)
    const [real, golden] = [
      await casesOf(store, `whatsapp:${talker.phone.account.lid}`, stage.account.lid),
      await casesOf(talk.store, 'whatsapp:somebody', 'test'),
    ]
    await store.close()
    await talk.close()
    expect(golden).toHaveLength(1)
    expect(real).toEqual(golden)
  })
})

/** What is on record of a person's requests, but for what differs in every run. */
async function casesOf(store: Store, urn: `whatsapp:${string}`, account: string) {
  const contact = await store.contacts.find(urn, account)
  if (!contact) return []
  const cases = await store.cases.ofContact(contact.id, await store.vault.open(contact.keyId))
  return cases.map(({ service, state, answers }) => {
    const text = JSON.stringify(answers, (_, value: unknown) => (isId(value) ? 'FILE' : value))
    return { service, state, answers: JSON.parse(text) as unknown }
  })
}

/** Whether a value is the id of a file, as both makers of ids make them. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^(?:id\d{10}|01[0-9a-f]{26})$/.test(value)
}

/** Does over WhatsApp what a line of a transcript says; true where it was a vote. */
async function perform(
  stage: Stage,
  { phone, heard }: Talker,
  input: string,
  last: readonly OutgoingMessage[],
): Promise<boolean> {
  const [name = '', value = ''] = input.startsWith('>>')
    ? input.slice(2).trim().split(' ')
    : ['say', input.slice(2)]
  const choices = last.flatMap((message) => message.choices ?? [])
  const label = name === 'press' ? choices.find(({ id }) => id === value)?.label : value
  const poll = heard().at(-1)
  const option = poll && label !== '' && optionsOf(poll.raw).find((words) => words.endsWith(`. ${label}`))
  if (poll && option) {
    await phone.vote(poll.raw, [option])
    return true
  }
  if (name === 'file') {
    const { file } = fileOf(value)
    await phone.send(stage.jid, {
      document: Buffer.from(file.content ?? []),
      mimetype: file.mime,
      fileName: file.name,
    })
  } else if (name === 'voice')
    await phone.send(stage.jid, { audio: Buffer.from(OGG), ptt: true, mimetype: 'audio/ogg; codecs=opus' })
  else if (name === 'location') {
    const { latitude, longitude } = locationOf(value)
    await phone.send(stage.jid, { location: { degreesLatitude: latitude, degreesLongitude: longitude } })
  } else await phone.say(stage.jid, label ?? value)
  return false
}

/** A message as its words stand anywhere: references and secret numbers differ in every run. */
function plain(words: string): string {
  return words
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/^(?:\d+\.|•) /gm, '')
    .replaceAll(/WASL\d+|\b[2-9A-HJKMNP-Z]{8}\b/g, 'REFERENCE')
    .replaceAll(/(السري: )\d+/g, '$1PIN')
}

function shown({ text, choices = [] }: OutgoingMessage): string {
  const list = choices.map(({ label }) => label).join('\n')
  return plain([text, list].filter((part) => part !== '').join('\n\n'))
}
