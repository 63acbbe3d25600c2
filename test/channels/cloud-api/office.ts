import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel, Reports } from '#channels/channel.ts'
import { encodeChoice } from '#channels/cloud-api/choice-id.ts'
import { createCloudApiChannel } from '#channels/cloud-api/cloud-api.ts'
import type { CloudApi } from '#channels/cloud-api/cloud-api.ts'
import { WEBHOOK_PATH } from '#channels/cloud-api/routes.ts'
import type { CloudApiOptions } from '#channels/cloud-api/options.ts'
import type { IncomingContent, IncomingFile, OutgoingMessage } from '#core/message.ts'
import type { RunnerLog } from '#runner/parts.ts'
import { createRunner } from '#runner/runner.ts'
import type { Runner } from '#runner/runner.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { contentOf, createCountedIds, createManualClock } from '../../fakes/conversation.ts'
import type { Conversation, ManualClock } from '../../fakes/conversation.ts'
import { startGraphApi } from '../../fakes/graph-api/graph-api.ts'
import type { GraphApi } from '../../fakes/graph-api/graph-api.ts'
import type { Person } from '../../fakes/graph-api/state.ts'
import { AMINA } from './harness.ts'

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }
/** People take their time to read and type. */
const PER_TURN = 30_000

/** The whole house over the Cloud API: the real runner and store, the real channel, and Meta played. */
export interface Office extends AsyncDisposable {
  readonly graph: GraphApi
  readonly clock: ManualClock
  readonly store: Store
  readonly runner: Runner
  /** Everything that was logged, as text. */
  readonly logged: string[]
  /** What the runner gave to the channel. */
  readonly given: OutgoingMessage[]
  /** A person as a conversation that a transcript can be played on. */
  talk(person?: Person): Conversation
  idle(): Promise<void>
  contactId(urn: `cloud-api:${string}`): Promise<string | undefined>
}

/** Opens an office of one association. */
export async function openOffice(
  association = 'musanid',
  more: Pick<CloudApiOptions, 'templates'> = {},
  /** What an earlier process left behind. */
  before: (store: Store, account: string) => Promise<void> = () => Promise.resolve(),
): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-cloud-'))
  const clock = createManualClock()
  const graph = await startGraphApi({ now: clock.now })
  const store = await openStore({ folder, ...KEYS, now: clock.now })
  const logged: string[] = []
  const log = logInto(logged)
  const reports: Reports = {
    receipts: (receipts) => runner.reports.receipts(receipts),
    identityChanged: (change) => runner.reports.identityChanged(change),
  }
  const { phoneNumberId, accessToken, appSecret, verifyToken } = graph
  const cloud = createCloudApiChannel({
    phoneNumberId,
    accessToken,
    appSecret,
    verifyToken,
    graphRoot: graph.url,
    texts: { ar: { openList: 'عرض الخيارات' } },
    reports,
    lastHeard: async (urn, account) => (await store.contacts.find(urn, account))?.seenAt,
    now: clock.now,
    logger: {
      info: ({ code, ...fields }) => log.info(code, fields),
      warn: ({ code, ...fields }) => log.warn(code, fields),
      error: ({ code, ...fields }) => log.error(code, fields),
    },
    pace: { request: 2_000, drain: 1_000 },
    ...more,
  })
  const given: OutgoingMessage[] = []
  const runner = createRunner({
    ...contentOf(association),
    store,
    channels: new Map([['cloud-api', watched(cloud.channel, given)]]),
    fileSources: new Map([['cloud-api', cloud.files]]),
    clock,
    ids: createCountedIds(),
    log,
    language: 'ar',
  })
  graph.webhook = webhookOf(cloud)
  await before(store, phoneNumberId)
  await runner.start()
  await cloud.channel.start(runner.receive)
  const office: Office = {
    graph,
    clock,
    store,
    runner,
    logged,
    given,
    idle: () => runner.idle(),
    talk: (person = AMINA) => conversation(office, person),
    contactId: async (urn) => (await store.contacts.find(urn, phoneNumberId))?.id,
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await cloud.channel.stop()
      await store.close()
      await graph.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return office
}

function logInto(logged: string[]): RunnerLog {
  const note = (what: string, fields = {}): void => void logged.push(`${what} ${JSON.stringify(fields)}`)
  return { info: note, warn: note, error: note }
}

function watched(channel: Channel, given: OutgoingMessage[]): Channel {
  return {
    ...channel,
    send(message) {
      given.push(message)
      return channel.send(message)
    },
  }
}

function webhookOf(cloud: CloudApi): GraphApi['webhook'] {
  return async (body, headers) => {
    const request = { method: 'POST', body: Buffer.from(body), headers }
    return (await cloud.routes.request(WEBHOOK_PATH, request)).status
  }
}

function conversation(office: Office, person: Person): Conversation {
  const { graph, clock, given } = office
  const after = async (act: () => Promise<unknown>): Promise<readonly OutgoingMessage[]> => {
    clock.advance(PER_TURN)
    await office.idle()
    const before = given.length
    await act()
    await office.idle()
    return given.slice(before)
  }
  const unsaid = (): never => {
    throw new Error('this is not played over the Cloud API')
  }
  return {
    clock,
    store: office.store,
    runner: office.runner,
    sent: given,
    send: (content) => after(() => play(graph, person, content)),
    say: (text) => after(() => graph.say(person, text)),
    press: (choice, fromLast = 1) => after(() => press(office, person, choice, fromLast)),
    burst: unsaid,
    restart: unsaid,
    refuse: unsaid,
    wait: (ms) => after(() => Promise.resolve(clock.advance(ms))),
    close: () => Promise.resolve(),
  }
}

/** A person's doing as WhatsApp tells it. */
function play(graph: GraphApi, person: Person, content: IncomingContent): Promise<boolean> {
  switch (content.kind) {
    case 'text':
      return graph.say(person, content.text)
    case 'location': {
      const { latitude, longitude } = content
      return graph.send(person, { type: 'location', location: { latitude, longitude } })
    }
    case 'unsupported':
      return graph.send(person, { type: content.what, [content.what]: {} })
    case 'edit':
      return graph.send(person, {
        type: 'edit',
        edit: { original_message_id: content.of, message: { type: 'text', text: { body: content.text } } },
      })
    case 'phone':
      return graph.send(person, { type: 'contacts', contacts: [{ phones: [cardOf(person, content)] }] })
    case 'file':
      return playFile(graph, person, content.file)
    default:
      throw new Error(`${content.kind} is not played`)
  }
}

function cardOf(person: Person, { phone, own }: { readonly phone: string; readonly own: boolean }): object {
  return { phone, ...(own ? { wa_id: person.phone } : {}) }
}

function playFile(graph: GraphApi, person: Person, file: IncomingFile): Promise<boolean> {
  const { name, mime, content, voice } = file
  if (!content) throw new Error('a file without bytes is not played')
  const sent = { name, mime, content }
  return voice ? graph.sendFile(person, 'audio', sent, { voice }) : graph.sendFile(person, 'document', sent)
}

/** Presses what is under the last question, or the one before: a button or a row, or one that is no longer there. */
function press(office: Office, person: Person, choice: string, fromLast: number): Promise<boolean> {
  const { graph, given } = office
  const question = given.filter((message) => message.question !== undefined).at(-fromLast)
  const place = question?.choices?.findIndex((each) => each.id === choice) ?? -1
  const shown = graph.sent(person.userId ?? person.phone).find(({ mark }) => mark === question?.id)
  const button = shown?.buttons[place]
  if (button) return graph.press(person, button.title)
  // A button that scrolled away long ago can still be pressed.
  const id = encodeChoice(question?.question ?? '', choice, place + 1)
  const interactive = { type: 'list_reply', list_reply: { id, title: choice } }
  return graph.send(person, { type: 'interactive', interactive })
}
