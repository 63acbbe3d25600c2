import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readMultipart } from '../bot-api/multipart.ts'
import { GraphRefusal, checkMessage } from './check-message.ts'
import type { Body } from './check-message.ts'
import { makeFaults } from './faults.ts'
import type { Fault, Faults, Method } from './faults.ts'
import { makePeople } from './people.ts'
import type { People, Webhook } from './people.ts'
import { nextId } from './state.ts'
import type { SentMessage, State } from './state.ts'

/** Meta's Graph API on loopback for one WhatsApp number, with people on the other side. */
export interface GraphApi extends People {
  /** For `WHATSAPP_CLOUD_GRAPH_ROOT`. */
  readonly url: string
  readonly phoneNumberId: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly faults: Faults
  /** Where deliveries are posted to. */
  webhook: Webhook
  /** What was sent to one person, by phone or user id, or to all, oldest first. */
  sent(person?: string): readonly SentMessage[]
  count(method: Method): number
  /** WhatsApp's clock closes the 24 hours of a person, until they write. */
  closeWindow(person: string): void
  /** Messages shown as read. */
  readonly read: readonly string[]
  /** Headers of the newest download. */
  readonly lastDownload: Readonly<Record<string, unknown>> | undefined
  stop(): Promise<void>
}

export interface GraphApiOptions {
  readonly phoneNumberId?: string
  readonly appSecret?: string
  /** Meta's clock, milliseconds since 1970; what happens is at least a second apart all the same. */
  now?(): number
}

/** When everything happens, unless a test has a clock. */
const BEGINNING = 1_790_000_000_000

/** Starts the server on a free port. */
export async function startGraphApi(options: GraphApiOptions = {}): Promise<GraphApi> {
  const state: State = {
    phoneNumberId: options.phoneNumberId ?? '106540352242922',
    accessToken: 'EAAtest-this-is-no-real-token-0123456789',
    appSecret: options.appSecret ?? 'test-app-secret',
    verifyToken: 'test-verify-token',
    sent: [],
    files: new Map(),
    counts: new Map(),
    closed: new Set(),
    read: [],
    lastId: 0,
    now: () => options.now?.() ?? BEGINNING,
    last: 0,
  }
  const faults = makeFaults()
  const people = makePeople(state, () => api.webhook)
  const desk: Desk = { state, faults, report: people.report, url: '', lastDownload: undefined }
  const server = createServer((request, response) => {
    handle(desk, request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has no other address
  const { port } = server.address() as AddressInfo
  desk.url = `http://127.0.0.1:${port}`
  const { phoneNumberId, accessToken, appSecret, verifyToken } = state
  const api: GraphApi = {
    ...people,
    url: desk.url,
    phoneNumberId,
    accessToken,
    appSecret,
    verifyToken,
    faults,
    webhook: () => Promise.resolve(503),
    sent: (person) =>
      person === undefined ? state.sent : state.sent.filter((each) => each.person === person),
    count: (method) => state.counts.get(method) ?? 0,
    closeWindow: (person) => void state.closed.add(person),
    read: state.read,
    get lastDownload() {
      return desk.lastDownload
    },
    async stop() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
    },
  }
  return api
}

interface Desk {
  readonly state: State
  readonly faults: Faults
  readonly report: People['report']
  url: string
  lastDownload: Readonly<Record<string, unknown>> | undefined
}

interface Answer {
  readonly status: number
  readonly json: object
  readonly headers?: Readonly<Record<string, string>>
}

async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  const { pathname } = new URL(request.url ?? '/', desk.url)
  const method = methodOf(desk.state, request.method ?? 'GET', pathname)
  desk.state.counts.set(method, (desk.state.counts.get(method) ?? 0) + 1)
  if (method === 'file') desk.lastDownload = request.headers
  const fault = desk.faults.take(method)
  if (failsAtOnce(fault, request, response)) return
  if (request.headers.authorization !== `Bearer ${desk.state.accessToken}`)
    return reply(response, refusal(401, 190))
  if (method === 'file') return serveFile(desk.state, pathname, response)
  const answer = run(desk, method, pathname, body, request.headers['content-type'] ?? '')
  const last = desk.state.sent.at(-1)
  if (fault?.kind === 'receipt_first' && last) await desk.report(last, 'read')
  if (fault?.kind === 'reset_after') return void request.socket.destroy()
  if (fault?.kind === 'truncated')
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.json).slice(0, -9))
  reply(response, answer)
}

function methodOf({ phoneNumberId }: State, verb: string, path: string): Method {
  if (path.startsWith('/lookaside/')) return 'file'
  const rest = /^\/v\d+\.\d+\/(.+)$/.exec(path)?.[1] ?? ''
  if (verb === 'POST' && rest === `${phoneNumberId}/messages`) return 'messages'
  if (verb === 'POST' && rest === `${phoneNumberId}/media`) return 'upload'
  return rest === phoneNumberId ? 'number' : 'media'
}

/** Plays the faults after which nothing is done; whether it was one. */
function failsAtOnce(fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault?.kind === 'reset_before') request.socket.destroy()
  else if (fault?.kind === 'garbage') response.writeHead(fault.status).end('<html>Bad gateway</html>')
  else if (fault?.kind === 'redirect') response.writeHead(302, { location: fault.to }).end()
  else if (fault?.kind === 'refused') reply(response, refusal(fault.status, fault.code, fault.retryAfter))
  else return fault?.kind === 'hang'
  return true
}

function run(desk: Desk, method: Method, path: string, body: Buffer, contentType: string): Answer {
  try {
    if (method === 'messages') return takeMessage(desk.state, JSON.parse(body.toString('utf8')) as Body)
    if (method === 'upload') return takeUpload(desk.state, body, contentType)
    if (method === 'number') return { status: 200, json: { id: desk.state.phoneNumberId } }
    return describeMedia(desk, path.split('/').at(-1) ?? '')
  } catch (error) {
    if (error instanceof GraphRefusal) return refusal(error.status, error.code)
    throw error
  }
}

function takeMessage(state: State, body: Body): Answer {
  if (body['status'] === 'read') {
    state.read.push(String(body['message_id']))
    return { status: 200, json: { success: true } }
  }
  const seen = checkMessage(body)
  const person = String(body['to'] ?? body['recipient'])
  if (state.closed.has(person) && body['type'] !== 'template') throw new GraphRefusal(131_047, 'window')
  const id = nextId(state, 'wamid.OUT')
  const content = body[String(body['type'])] as Body
  const mark = body['biz_opaque_callback_data']
  state.sent.push({
    ...seen,
    id,
    person,
    type: String(body['type']),
    mark: typeof mark === 'string' ? mark : undefined,
    file: state.files.get(String(content['id'])),
    body,
  })
  const contact = { input: person, ...(body['to'] === undefined ? { user_id: person } : { wa_id: person }) }
  return { status: 200, json: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id }] } }
}

function takeUpload(state: State, body: Buffer, contentType: string): Answer {
  const parts = readMultipart(body, contentType)
  const file = parts.find(({ fileName }) => fileName !== undefined)
  const mime = parts.find(({ name }) => name === 'type')?.content.toString('utf8')
  const product = parts.find(({ name }) => name === 'messaging_product')?.content.toString('utf8')
  if (!file || mime === undefined || product !== 'whatsapp') throw new GraphRefusal(100, 'upload')
  const id = nextId(state, '88')
  state.files.set(id, { name: file.fileName ?? '', mime, content: new Uint8Array(file.content) })
  return { status: 200, json: { id } }
}

function describeMedia({ state, url }: Desk, id: string): Answer {
  const file = state.files.get(id)
  if (!file) throw new GraphRefusal(100, 'no such object')
  return {
    status: 200,
    json: {
      messaging_product: 'whatsapp',
      id,
      url: file.url ?? `${url}/lookaside/${id}`,
      mime_type: file.mime,
      sha256: createHash('sha256').update(file.content).digest('hex'),
      file_size: file.claimed ?? file.content.byteLength,
    },
  }
}

function serveFile(state: State, path: string, response: ServerResponse): void {
  const file = state.files.get(path.split('/').at(-1) ?? '')
  if (!file) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': file.mime }).end(file.content)
}

function refusal(status: number, code: number, retryAfter?: number): Answer {
  return {
    status,
    json: { error: { message: `(#${code}) planted-words`, type: 'OAuthException', code, fbtrace_id: 'A' } },
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
  }
}

function reply(response: ServerResponse, { status, json, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
