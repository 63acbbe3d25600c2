import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#core/staff.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { openData } from '../../src/assemble.ts'
import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import { startBotApi } from '../fakes/bot-api/bot-api.ts'
import type { Forum } from '../fakes/bot-api/forum.ts'
import { ROOT, contentOf } from '../fakes/conversation.ts'
import { caseOnRecord } from './case-on-record.ts'

/** `wasl start` in a process of its own, with staff signed in and the fake Bot API on the other side. */
export interface RealServer extends AsyncDisposable {
  readonly url: string
  readonly api: BotApi
  /** The staff's group; Sara's account in it is `SARA`. */
  readonly group: Forum
  /** The cookie of a member who is signed in with both steps. */
  cookie(member: string): string
  /** A case on record. */
  readonly caseId: string
  /** Ends the process at once, as a power cut does. */
  kill(): Promise<void>
  start(): Promise<void>
}

const GROUP = -1_001_234_567_890
export const SARA = 800_001

const STAFF: readonly (readonly [id: string, name: string, role: Role])[] = [
  ['sara', 'سارة الحربي', 'relations'],
  ['nora', 'نورة العتيبي', 'relations'],
  ['mona', 'منى القحطاني', 'manager'],
  ['amal', 'أمل الشهري', 'admin'],
]

export async function startRealServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-real-'))
  const api = await startBotApi()
  const group = api.forum(GROUP)
  const port = await freePort()
  const caseId = await seed(folder)
  const environment = {
    PATH: process.env['PATH'] ?? '',
    ASSOCIATION: 'musanid',
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.url,
    TELEGRAM_STAFF_CHAT: String(GROUP),
  }
  let child: ChildProcess | undefined
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const server: RealServer = {
    url: `http://localhost:${port}`,
    api,
    group,
    caseId,
    cookie: tokenOf,
    kill: () => kill('SIGKILL'),
    async start() {
      child = spawn(process.execPath, ['src/main.ts', 'start'], { cwd: ROOT, env: environment })
      await announced(child)
    },
    async [Symbol.asyncDispose]() {
      await kill('SIGKILL')
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

function tokenOf(member: string): string {
  return `test-token-of-${member}`
}

/** What an earlier start left: staff who signed in, and a request. */
async function seed(folder: string): Promise<string> {
  const store = await openData(folder)
  const clock = SYSTEM_CLOCK
  const at = clock.now()
  for (const [id, name, role] of STAFF)
    await store.commit([
      store.staff.add({ id, name, role, createdAt: at }),
      store.staffSessions.begin(tokenOf(id), id, at, 'Chromium', true),
    ])
  await store.commit(store.staffTelegram.link('sara', String(SARA), at))
  const content = contentOf('musanid')
  const caseId = await caseOnRecord({ store, clock, runner: { content: () => content } })
  await store.close()
  return caseId
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Resolves when the process says where it listens; rejects with what it said when it ends before. */
function announced(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8')
      if (said.includes('data and keys')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`wasl start ended: ${said}`)))
  })
}
