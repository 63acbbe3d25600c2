import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeFaults } from './faults.ts'
import type { Fault, Faults } from './faults.ts'
import { openForum } from './forum.ts'
import type { Forum } from './forum.ts'
import { METHODS } from './methods.ts'
import type { Call } from './methods.ts'
import { readMultipart } from './multipart.ts'
import { makePeople } from './people.ts'
import type { People } from './people.ts'
import { answerPoll, refused } from './answer-poll.ts'
import type { Answer, PollDesk } from './answer-poll.ts'
import { Refusal, makeState } from './state.ts'
import type { SentMessage, State } from './state.ts'
import { makeUpdateQueue } from './update-queue.ts'

/** A Bot API server on loopback for one bot, with people on the other side. */
export interface BotApi extends People {
  /** For `TELEGRAM_API_ROOT`. */
  readonly url: string
  readonly token: string
  readonly botId: number
  readonly faults: Faults
  /** A group with topics in which the bot is. */
  forum(chat: number): Forum
  /** What the bot sent to one chat, or to all, oldest first. */
  sent(chat?: number): readonly SentMessage[]
  /** The calls of one method so far, `getUpdates` apart: that one is only counted. */
  calls(method: string): readonly Readonly<Record<string, unknown>>[]
  count(method: string): number
  isConfirmed(updateId: number): boolean
  readonly confirmedCount: number
  /** Called with each update at the moment in which it is confirmed, and so forgotten. */
  onConfirm: ((updateId: number) => void) | undefined
  /** The parameters of the newest `getUpdates`. */
  readonly lastPoll: Readonly<Record<string, unknown>> | undefined
  /** Updates not yet confirmed. */
  readonly waitingCount: number
  /** Pressed buttons whose spinner still turns, and the texts shown for the others. */
  readonly unanswered: number
  readonly toasts: readonly (string | undefined)[]
  readonly webhook: Readonly<Record<string, unknown>> | undefined
  /** The next update gets this number, as after a week of silence. */
  renumber(next: number): void
  stop(): Promise<void>
}

export interface BotApiOptions {
  readonly token?: string
  readonly firstUpdate?: number
}

const TEST_TOKEN = '4242424242:AAH0-this-is-no-real-token_0123456789'

/** Starts the server on a free port. */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const queue = makeUpdateQueue(options.firstUpdate ?? 700_000_001, (updateId) => api.onConfirm?.(updateId))
  const state = makeState(options.token ?? TEST_TOKEN, queue)
  const faults = makeFaults()
  const desk: Desk = { state, faults, poller: undefined, lastPoll: undefined }
  const server = createServer((request, response) => {
    handle(desk, request, response).catch(() => request.socket.destroy())
  })
  // A bot killed while it polls leaves half-open connections behind.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has no other address
  const { port } = server.address() as AddressInfo
  const api: BotApi = {
    ...makePeople(state),
    url: `http://127.0.0.1:${port}`,
    token: state.token,
    botId: state.botId,
    faults,
    forum: (chat) => openForum(state, chat),
    sent: (chat) => (chat === undefined ? state.sent : (state.sentTo.get(chat) ?? [])),
    calls: (method) => state.calls.filter((call) => call.method === method).map(({ payload }) => payload),
    count: (method) => state.counts.get(method) ?? 0,
    onConfirm: undefined,
    get lastPoll() {
      return desk.lastPoll
    },
    isConfirmed: (updateId) => queue.isConfirmed(updateId),
    get confirmedCount() {
      return queue.confirmedCount
    },
    get waitingCount() {
      return queue.waitingCount
    },
    get unanswered() {
      return state.unanswered.size
    },
    get toasts() {
      return [...state.answered.values()]
    },
    get webhook() {
      return state.webhook
    },
    renumber: (next) => queue.renumber(next),
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

interface Desk extends PollDesk {
  readonly faults: ReturnType<typeof makeFaults>
  lastPoll: Call['payload'] | undefined
}

async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request)
  const [, file, token, rest] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? []
  const method = file ? 'file' : (rest ?? '')
  const call = file ? { payload: {} } : readCall(body, request.headers['content-type'] ?? '')
  desk.state.counts.set(method, (desk.state.counts.get(method) ?? 0) + 1)
  if (method === 'getUpdates') desk.lastPoll = call.payload
  else desk.state.calls.push({ method, payload: call.payload })

  const chat = call.payload['chat_id']
  const fault = desk.faults.pick({ method, chat: chat === undefined ? undefined : Number(chat) })
  if (failsAtOnce(fault, request, response)) return
  if (token !== desk.state.token) return reply(response, refused(new Refusal(401, 'Unauthorized')))
  if (file) return serveFile(desk.state, decodeURIComponent(rest ?? ''), response)

  const answer =
    method === 'getUpdates' ? await answerPoll(desk, call, response, fault) : run(desk, method, call)
  if (!answer) return
  if (fault?.kind === 'reset_after') return void request.socket.destroy()
  if (fault?.kind === 'truncated') return truncate(response, answer)
  reply(response, answer)
}

/** Plays the faults after which nothing is done; whether it was one. */
function failsAtOnce(fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault?.kind === 'reset_before') request.socket.destroy()
  else if (fault?.kind === 'garbage') response.writeHead(502).end('<html>Bad gateway</html>')
  else if (fault?.kind === 'status') reply(response, refusalFrom(fault))
  else return fault?.kind === 'hang'
  return true
}

function run(desk: Desk, method: string, call: Call): Answer {
  const known = METHODS[method]
  if (!known) return refused(new Refusal(404, 'Not Found: method not found'))
  try {
    return { status: 200, json: { ok: true, result: known(desk.state, call) } }
  } catch (error) {
    if (error instanceof Refusal) return refused(error)
    throw error
  }
}

function serveFile(state: State, path: string, response: ServerResponse): void {
  const stored = state.filesByPath.get(path)
  if (!stored) return void response.writeHead(404).end('Not Found')
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(stored.content)
}

function refusalFrom(fault: Extract<Fault, { kind: 'status' }>): Answer {
  return refused(new Refusal(fault.status, fault.description ?? `Error ${fault.status}`, fault.retryAfter))
}

function reply(response: ServerResponse, { status, json }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

function truncate(response: ServerResponse, { json }: Answer): void {
  const text = JSON.stringify(json)
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(text.slice(0, Math.max(1, text.length - 9)))
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function readCall(body: Buffer, contentType: string): Call {
  if (contentType.startsWith('multipart/')) {
    const parts = readMultipart(body, contentType)
    const upload = parts.find(({ fileName }) => fileName !== undefined)
    const fields = parts.filter(({ fileName }) => fileName === undefined)
    return {
      payload: Object.fromEntries(fields.map(({ name, content }) => [name, content.toString('utf8')])),
      ...(upload ? { file: { name: upload.fileName ?? '', content: upload.content } } : {}),
    }
  }
  const payload: unknown = body.byteLength > 0 ? JSON.parse(body.toString('utf8')) : {}
  return { payload: typeof payload === 'object' && payload !== null ? { ...payload } : {} }
}
