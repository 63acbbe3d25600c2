import type { Receive, Reports } from '#channels/channel.ts'
import type { IncomingMessage } from '#core/message.ts'
import type { GraphClient } from './graph-client.ts'
import { parseJson } from './json.ts'
import type { CloudApiLogger } from './options.ts'
import { readDelivery } from './read-delivery.ts'
import type { Told } from './read-delivery.ts'
import type { Sender } from './send.ts'
import { isSigned } from './signature.ts'

/** What was posted to the webhook. */
export interface Delivery {
  /** The header `X-Hub-Signature-256`. */
  readonly signature: string | undefined
  /** The bytes as they came. */
  readonly body: Uint8Array
}

interface Tools {
  readonly account: string
  readonly appSecret: string
  readonly reports: Reports
  readonly sender: Sender
  readonly client: GraphClient
  readonly markRead: boolean
  readonly logger: CloudApiLogger
  readonly signal: AbortSignal
  now(): number
}

/** Takes deliveries of the webhook in. */
export interface Intake {
  /** The HTTP status for one delivery: 200 only when all of it is on disk, so that Meta repeats everything else. */
  take(delivery: Delivery, receive: Receive): Promise<number>
}

const MINUTE = 60_000

/** An intake for one number. */
export function createIntake(tools: Tools): Intake {
  const renamed = createMemory()
  let warned = Number.NEGATIVE_INFINITY
  return {
    async take({ signature, body }, receive) {
      if (!isSigned(body, signature, tools.appSecret)) {
        // A wrong app secret must be seen; whoever else knocks must not fill the log.
        const at = tools.now()
        if (at - warned >= MINUTE) {
          warned = at
          tools.logger.warn({ code: 'cloud_api_unsigned' })
        }
        return 401
      }
      const delivery = parseJson(new TextDecoder().decode(body))
      if (delivery === undefined) return 400
      const told = readDelivery(delivery, { account: tools.account, receivedAt: tools.now() })
      try {
        await store(tools, renamed, told, receive)
      } catch {
        tools.logger.error({ code: 'cloud_api_not_stored', count: told.length })
        return 503
      }
      markRead(tools, told)
      return 200
    },
  }
}

/** Messages and changes of identity in their order, as few commits as it allows; then the receipts. */
async function store(
  { reports, sender, logger }: Tools,
  renamed: Memory,
  told: readonly Told[],
  receive: Receive,
): Promise<void> {
  let messages: IncomingMessage[] = []
  const flush = async (): Promise<void> => {
    if (messages.length > 0) await receive(messages)
    messages = []
  }
  for (const each of told) {
    if (each.kind === 'message') messages.push(each.message)
    else if (each.kind === 'ignored') logger.info({ code: `cloud_api_ignored_${each.why}` })
    else if (each.kind === 'identity') {
      const { before, urn } = each.change
      if (renamed.has(`${before.join()} ${urn}`)) continue
      await flush()
      await reports.identityChanged(each.change)
      renamed.add(`${before.join()} ${urn}`)
    }
  }
  await flush()
  const receipts = told.flatMap((each) => (each.kind === 'receipt' ? [each] : []))
  for (const { receipt, place } of receipts) if (place !== undefined) sender.heard(receipt, place)
  if (receipts.length > 0) await reports.receipts(receipts.map(({ receipt }) => receipt))
}

/** Without waiting: nobody misses a tick mark. */
function markRead({ client, markRead: wanted, signal }: Tools, told: readonly Told[]): void {
  if (!wanted) return
  const last = new Map(
    told.flatMap((each) => (each.kind === 'message' ? [[each.message.urn, each.message.externalId]] : [])),
  )
  for (const id of last.values()) void client.markRead(id, signal).catch(() => undefined)
}

/** Names of changes that are on disk, the last ones; forgetting one costs a question to the database. */
interface Memory {
  has(name: string): boolean
  add(name: string): void
}

const REMEMBERED = 10_000

function createMemory(): Memory {
  const names = new Set<string>()
  return {
    has: (name) => names.has(name),
    add(name) {
      if (names.size >= REMEMBERED) names.clear()
      names.add(name)
    },
  }
}
