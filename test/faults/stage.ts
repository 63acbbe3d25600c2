import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBotApi } from '../fakes/bot-api/bot-api.ts'
import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import { mulberry32 } from '../fakes/bot-api/faults.ts'
import { applicant } from './applicant.ts'
import { eventually, startBot } from './bot-process.ts'
import type { BotProcess } from './bot-process.ts'
import { gather } from './crowd.ts'
import type { Crowd } from './crowd.ts'
import { judge } from './verdict.ts'
import type { Verdict } from './verdict.ts'

/** A data folder, a fake Bot API, a crowd in front of it and the real program behind it. */
export interface Stage extends AsyncDisposable {
  readonly folder: string
  readonly api: BotApi
  readonly crowd: Crowd
  /** Starts the program, or starts it again. */
  start(): BotProcess
  /** Lets everyone come to the end of their request; then the program stops, and what it left is judged. */
  finish(): Promise<Verdict>
}

const PATIENCE = 60_000

/** Sets a stage up; all of it is gone at the end of the test that says `await using`. */
export async function openStage(given: { readonly chats: number; readonly folder?: string }): Promise<Stage> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'wasl-stage-'))
  const api = await startBotApi()
  const people = Array.from({ length: given.chats }, (_, place) => applicant(place))
  const crowd = gather(api, people, mulberry32(5))
  const acting = setInterval(() => crowd.act(), 2)
  const started: BotProcess[] = []
  return {
    folder,
    api,
    crowd,
    start() {
      const bot = startBot({ folder, api })
      started.push(bot)
      return bot
    },
    async finish() {
      crowd.finishing = true
      const ended = (): boolean => crowd.finished && api.waitingCount === 0
      await eventually('the end of every conversation', ended, PATIENCE)
      const bot = started.at(-1)
      bot?.signal('SIGTERM')
      await bot?.ended
      return judge(folder, api, crowd.members)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(acting)
      for (const bot of started) bot.signal('SIGKILL')
      await Promise.all(started.map(({ ended }) => ended))
      await api.stop()
      if (given.folder === undefined) rmSync(folder, { recursive: true })
    },
  }
}

/** What a verdict says where nothing went wrong. */
export const ALL_WELL = {
  lost: 0,
  twice: 0,
  disordered: 0,
  requestsWrong: 0,
  repliesWrong: 0,
  unsettled: 0,
  integrity: 'ok',
} as const
