import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DATABASE_FILE } from '#store/keys.ts'
import { startBotApi } from '../fakes/bot-api/bot-api.ts'
import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import { mulberry32, randomFaults } from '../fakes/bot-api/faults.ts'
import type { FaultRule } from '../fakes/bot-api/faults.ts'
import { applicant } from './applicant.ts'
import type { Applicant } from './applicant.ts'
import { eventually, pause, startBot } from './bot-process.ts'
import type { BotProcess } from './bot-process.ts'
import { gather } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import { judge } from './verdict.ts'
import type { Verdict } from './verdict.ts'

/** How a run of kills is set up. */
export interface KillRunOptions {
  readonly seed: number
  readonly kills: number
  readonly chats: number
  /** Program and arguments instead of the real one. */
  readonly entry?: readonly string[]
  /** How long everything may take to settle after the last kill, in milliseconds. */
  readonly patience: number
}

/** What a run found. */
export interface KillReport extends Verdict {
  readonly seed: number
  readonly kills: number
  /** Kills at which the process was serving. */
  readonly readyKills: number
  /** Kills at which rows of inbox or outbox were under way. */
  readonly busyKills: number
  /** Rows in `sending` over all kills. */
  readonly cutSends: number
  /** Sends done without an answer: nobody can know whether they arrived. */
  readonly ambiguous: number
  readonly faults: number
  readonly settled: boolean
  readonly seconds: number
}

/** A run with everything it left behind; `done` removes it. */
export interface KillRun {
  readonly report: KillReport
  readonly folder: string
  /** Everything that all processes wrote to their streams. */
  readonly said: string
  readonly people: readonly Applicant[]
  done(): void
}

/** One kill in ten comes while the process still starts. */
const EARLY = 0.1
const LONGEST_LIFE = 700
const START_LIMIT = 60_000

interface Run {
  readonly options: KillRunOptions
  readonly folder: string
  readonly api: BotApi
  readonly crowd: Crowd
  readonly random: () => number
  readonly output: string[]
  readonly tally: { ready: number; busy: number; cut: number; ambiguous: number; faults: number }
}

/** Starts the bot, lets a crowd talk to it, kills it again and again, and lets it come to rest. */
export async function killRun(options: KillRunOptions): Promise<KillRun> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'wasl-kill-'))
  const api = await startBotApi()
  const people = Array.from({ length: options.chats }, (_, place) => applicant(place))
  const random = mulberry32(options.seed)
  const crowd = gather(api, people, mulberry32(options.seed + 1))
  const tally = { ready: 0, busy: 0, cut: 0, ambiguous: 0, faults: 0 }
  const run: Run = { options, folder, api, crowd, random, output: [], tally }
  api.faults.rule = counted(networkFaults(options.seed), tally)
  crowd.greet()
  const acting = setInterval(() => crowd.act(), 2)
  try {
    for (let kill = 0; kill < options.kills; kill += 1) await liveAndDie(run)
    const settled = await comeToRest(run)
    const verdict = await judge(folder, api, crowd.members)
    const { ready, busy, cut, ambiguous, faults } = tally
    const report = {
      ...verdict,
      seed: options.seed,
      kills: options.kills,
      readyKills: ready,
      busyKills: busy,
      cutSends: cut,
      ambiguous,
      faults,
      settled,
      seconds: Math.round((performance.now() - began) / 1000),
    }
    return {
      report,
      folder,
      said: run.output.join('\n'),
      people,
      done: () => rmSync(folder, { recursive: true }),
    }
  } finally {
    clearInterval(acting)
    await api.stop()
  }
}

function networkFaults(seed: number): FaultRule {
  return randomFaults(seed + 2, 0.06, {
    sendMessage: [
      { kind: 'status', status: 429, retryAfter: 1 },
      { kind: 'status', status: 500 },
      { kind: 'reset_before' },
      { kind: 'reset_after' },
    ],
    getUpdates: [
      { kind: 'duplicated' },
      { kind: 'reversed' },
      { kind: 'duplicated' },
      { kind: 'reversed' },
      { kind: 'reset_before' },
      { kind: 'reset_after' },
      { kind: 'status', status: 500 },
    ],
  })
}

function counted(rule: FaultRule, tally: Run['tally']): FaultRule {
  return (call) => {
    const fault = rule(call)
    if (fault) tally.faults += 1
    if (fault?.kind === 'reset_after' && call.method === 'sendMessage') tally.ambiguous += 1
    return fault
  }
}

async function liveAndDie(run: Run): Promise<void> {
  const bot = start(run)
  const early = run.random() < EARLY
  const life = run.random()
  if (early) await pause(life * 2 * LONGEST_LIFE)
  else {
    await within(bot.ready, START_LIMIT)
    run.tally.ready += 1
    await pause(life * LONGEST_LIFE)
  }
  bot.signal('SIGKILL')
  await bot.ended
  run.output.push(bot.said())
  const left = leftBehind(run.folder)
  if (left.sending + left.pending + left.received > 0) run.tally.busy += 1
  run.tally.cut += left.sending
}

function start({ options, folder, api }: Run): BotProcess {
  return startBot({ folder, api, ...(options.entry && { entry: options.entry }) })
}

/** The last process is left alone until everyone has their last reference, then told to stop. */
async function comeToRest(run: Run): Promise<boolean> {
  const { crowd, api } = run
  crowd.finishing = true
  const bot = start(run)
  await within(bot.ready, START_LIMIT)
  const settled = await eventually(
    'the end of every conversation',
    () => crowd.finished && api.waitingCount === 0,
    run.options.patience,
  ).then(
    () => true,
    () => false,
  )
  bot.signal('SIGTERM')
  await bot.ended
  run.output.push(bot.said())
  return settled
}

async function within(work: Promise<void>, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('waited in vain for the start')), limit)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Rows that a killed process left half done, counted in a copy: the original stays as the kill left it. */
export function leftBehind(folder: string): { sending: number; pending: number; received: number } {
  if (!existsSync(join(folder, DATABASE_FILE))) return { sending: 0, pending: 0, received: 0 }
  const copy = mkdtempSync(join(tmpdir(), 'wasl-copy-'))
  for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`]) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name))
  }
  const db = new Sqlite(join(copy, DATABASE_FILE))
  try {
    const count = (table: string, status: string): number => {
      const row = db.prepare(`select count(*) as n from ${table} where status = ?`).get(status)
      return (row as { n: number }).n
    }
    if (db.pragma('user_version', { simple: true }) === 0) return { sending: 0, pending: 0, received: 0 }
    return {
      sending: count('outbox', 'sending'),
      pending: count('outbox', 'pending'),
      received: count('inbox', 'pending'),
    }
  } finally {
    db.close()
    rmSync(copy, { recursive: true })
  }
}
