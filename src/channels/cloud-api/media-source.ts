import { createHash } from 'node:crypto'
import type { FileSource } from '#channels/channel.ts'
import { FileError } from '#channels/send-error.ts'
import { readUpTo } from '#channels/read-up-to.ts'
import { GraphError } from './graph-client.ts'
import type { GraphClient, MediaFacts } from './graph-client.ts'
import type { CloudApiLogger, Pace } from './options.ts'

/** Where Meta keeps what people send (Cloud API, "Media"). */
const MEDIA_HOST = 'https://lookaside.fbsbx.com'
/** Redirects that are followed, each to an allowed host only. */
const MOST_REDIRECTS = 3

interface Tools {
  readonly client: GraphClient
  readonly accessToken: string
  readonly graphRoot: string
  readonly logger: CloudApiLogger
  readonly pace: Pace
  readonly signal: AbortSignal
}

/** A file's reference: Meta's id of it, and the digest that came with the signed message. */
export function encodeMediaRef(id: string, sha256: string | undefined): string | undefined {
  if (!/^[\w-]{1,128}$/.test(id)) return undefined
  return sha256 === undefined ? id : `${id}:${digestOf(sha256)}`
}

/** Meta's files by their ids. The token goes to Meta's own hosts and nowhere else, whatever an address says. */
export function createMediaSource(tools: Tools): FileSource {
  const allowed = new Set([MEDIA_HOST, new URL(tools.graphRoot).origin])
  return {
    async fetch(ref, limit) {
      const [id = '', digest] = ref.split(':')
      const facts = await describe(tools, id)
      if ((facts.bytes ?? 0) > limit) throw new FileError('too_large')
      const bytes = await download(tools, allowed, facts, limit)
      const expected = [digest, facts.sha256 && digestOf(facts.sha256)].filter((each) => each)
      const found = createHash('sha256').update(bytes).digest('hex')
      if (expected.some((each) => each !== found)) {
        tools.logger.error({ code: 'cloud_api_file_altered' })
        throw new FileError('unavailable')
      }
      return bytes
    },
  }
}

/** A digest in hexadecimal; Meta writes it in base64 in messages and in hexadecimal about files. */
function digestOf(sha256: string): string {
  return /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : Buffer.from(sha256, 'base64').toString('hex')
}

async function describe({ client, logger, pace, signal }: Tools, id: string): Promise<MediaFacts> {
  try {
    return await client.media(id, AbortSignal.any([signal, AbortSignal.timeout(pace.download)]))
  } catch (error) {
    const { status, code } = error instanceof GraphError ? error : { status: 0, code: 0 }
    // 100 is what Graph says of an id that it does not know; a file lives there for seven days.
    if (status === 404 || code === 100) throw new FileError('gone')
    if (status === 401 || code === 190) logger.error({ code: 'cloud_api_token_refused', status, graph: code })
    throw new FileError('unavailable')
  }
}

async function download(
  tools: Tools,
  allowed: ReadonlySet<string>,
  facts: MediaFacts,
  limit: number,
): Promise<Uint8Array> {
  const signal = AbortSignal.any([tools.signal, AbortSignal.timeout(tools.pace.download)])
  const headers = { authorization: `Bearer ${tools.accessToken}` }
  try {
    let address = facts.url
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!isAllowed(address, allowed)) return refuse(tools)
      const response = await fetch(address, { headers, signal, redirect: 'manual' })
      const next = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel()
        address = new URL(next, address).href
        continue
      }
      if (response.status === 404 || response.status === 410) throw new FileError('gone')
      if (!response.ok || !response.body) throw new FileError('unavailable')
      return await readUpTo(response.body, limit)
    }
    return refuse(tools)
  } catch (error) {
    // Errors of fetch can hold the address; only our own words leave this place.
    throw error instanceof FileError ? error : new FileError('unavailable')
  }
}

function refuse({ logger }: Tools): never {
  logger.error({ code: 'cloud_api_file_elsewhere' })
  throw new FileError('unavailable')
}

function isAllowed(address: string, allowed: ReadonlySet<string>): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  return allowed.has(origin) && username === '' && password === ''
}
