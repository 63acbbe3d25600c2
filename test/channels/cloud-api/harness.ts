import type { IdentityChange, Receipt } from '#channels/channel.ts'
import { createCloudApiChannel } from '#channels/cloud-api/cloud-api.ts'
import type { CloudApi } from '#channels/cloud-api/cloud-api.ts'
import type { CloudApiLogFields, CloudApiOptions } from '#channels/cloud-api/options.ts'
import { WEBHOOK_PATH } from '#channels/cloud-api/routes.ts'
import type { IncomingMessage, OutgoingMessage } from '#core/message.ts'
import { startGraphApi } from '../../fakes/graph-api/graph-api.ts'
import type { GraphApi, GraphApiOptions } from '../../fakes/graph-api/graph-api.ts'
import type { Person } from '../../fakes/graph-api/state.ts'

export const AMINA: Person = { phone: '966512345678', userId: 'SA.13491208655302741918' }
/** How the contact is called here: by the id that WhatsApp made, not by the number. */
export const AMINA_URN = 'cloud-api:SA.13491208655302741918'

/** Everything happens at this moment. */
export const NOW = 1_790_000_100_000

/** A memory that stands for the inbox on disk: what is not in here may not be confirmed. */
interface Disk {
  readonly stored: IncomingMessage[]
  readonly receipts: Receipt[]
  readonly changes: IdentityChange[]
  /** How often something was handed over. */
  commits: number
  /** Runs before each; may throw. */
  before: (() => void) | undefined
}

export interface Rig extends AsyncDisposable {
  readonly graph: GraphApi
  readonly cloud: CloudApi
  readonly disk: Disk
  readonly logged: CloudApiLogFields[]
  /** Milliseconds by which the clock was moved on. */
  later: number
  start(): Promise<void>
  /** Posts to the webhook as it is; resolves to the answer's status. */
  post(body: Uint8Array | string, headers: Readonly<Record<string, string>>): Promise<number>
  outgoing(text: string, more?: Partial<OutgoingMessage>): OutgoingMessage
}

/** A channel against a fake Graph API. Stops both at the end of the test that says `await using`. */
export async function makeRig(
  more: Partial<CloudApiOptions> = {},
  server: GraphApiOptions = {},
): Promise<Rig> {
  const graph = await startGraphApi(server)
  const disk = makeDisk()
  const logged: CloudApiLogFields[] = []
  const note = (fields: CloudApiLogFields): void => void logged.push(fields)
  const { phoneNumberId, accessToken, appSecret, verifyToken } = graph
  const cloud = createCloudApiChannel({
    phoneNumberId,
    accessToken,
    appSecret,
    verifyToken,
    graphRoot: graph.url,
    texts: { ar: { openList: 'عرض الخيارات' }, en: { openList: 'Show choices' } },
    reports: disk.reports,
    lastHeard: () => Promise.resolve(NOW),
    now: () => NOW + rig.later,
    logger: { info: note, warn: note, error: note },
    ...more,
    pace: { request: 2_000, drain: 1_000, ...more.pace },
  })
  const post: Rig['post'] = async (body, headers) => {
    const given = typeof body === 'string' ? body : Buffer.from(body)
    const response = await cloud.routes.request(WEBHOOK_PATH, { method: 'POST', body: given, headers })
    return response.status
  }
  graph.webhook = post
  const rig: Rig = {
    graph,
    cloud,
    disk,
    logged,
    later: 0,
    start: () => cloud.channel.start(disk.receive),
    post,
    outgoing: (text, rest = {}) => ({
      id: 'out-1',
      urn: AMINA_URN,
      account: phoneNumberId,
      language: 'ar',
      text,
      ...rest,
    }),
    async [Symbol.asyncDispose]() {
      await cloud.channel.stop()
      await graph.stop()
    },
  }
  return rig
}

function makeDisk() {
  const stored = new Map<string, IncomingMessage>()
  const disk = {
    receipts: [] as Receipt[],
    changes: [] as IdentityChange[],
    commits: 0,
    before: undefined as (() => void) | undefined,
    get stored() {
      return [...stored.values()]
    },
    reports: {
      receipts(receipts: readonly Receipt[]) {
        disk.receipts.push(...receipts)
        return Promise.resolve()
      },
      identityChanged(change: IdentityChange) {
        disk.changes.push(change)
        return Promise.resolve()
      },
    },
    async receive(messages: readonly IncomingMessage[]) {
      await Promise.resolve()
      disk.before?.()
      disk.commits += 1
      for (const message of messages)
        if (!stored.has(message.externalId)) stored.set(message.externalId, message)
    },
  }
  return disk
}

/** What a promise was rejected with, or undefined where it was kept. */
export function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}
