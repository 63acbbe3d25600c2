import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASE_FILE } from '#store/keys.ts'
import { eventually } from './bot-process.ts'
import type { BotProcess } from './bot-process.ts'
import { canMount, makeReadOnly, smallDisk } from './small-disk.ts'
import { ALL_WELL, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const LONG = 120_000
const SOON = 30_000

/** From now on gathers the updates that are confirmed and are not on disk. */
function watchConfirmed({ api, folder }: Stage): { readonly early: number[]; close(): void } {
  const db = new Sqlite(join(folder, DATABASE_FILE), { readonly: true })
  const last = db.prepare('select max(position) as position from inbox')
  const early: number[] = []
  api.onConfirm = (update) => {
    const row = last.get() as { position: number | null }
    if ((row.position ?? 0) < update) early.push(update)
  }
  return { early, close: () => void db.close() }
}

/** The program under load: everyone has had an answer, and nobody is at the end. */
async function underLoad(stage: Stage): Promise<BotProcess> {
  const bot = stage.start()
  await bot.ready
  stage.crowd.greet()
  await eventually('first answers', () => stage.crowd.members.every(({ said }) => said.length > 2), SOON)
  return bot
}

const complains = (bot: BotProcess) => () => /telegram_not_stored|store_unavailable/.test(bot.said())

describe('while the database is held by another program', () => {
  test(
    'nothing is confirmed; when it is free again, all goes on by itself',
    async () => {
      await using stage = await openStage({ chats: 12 })
      const bot = await underLoad(stage)
      const watch = watchConfirmed(stage)
      const other = new Sqlite(join(stage.folder, DATABASE_FILE), { timeout: 5_000 })
      other.exec('begin immediate')
      await eventually('a complaint', complains(bot), SOON)
      const { confirmedCount } = stage.api
      const unheard = stage.crowd.members.map(({ person }) => stage.api.say(person.chat, 'سلام'))
      await eventually(
        'a second poll',
        () => (bot.said().match(/telegram_not_stored/g) ?? []).length > 1,
        SOON,
      )
      expect(stage.api.confirmedCount - confirmedCount).toBeLessThan(unheard.length)
      expect(unheard.filter((update) => stage.api.isConfirmed(update))).toEqual([])
      other.exec('rollback')
      other.close()
      await eventually('all to be heard', () => stage.api.waitingCount === 0, SOON)
      expect(watch.early).toEqual([])
      watch.close()
      bot.signal('SIGTERM')
      expect(await bot.ended).toBe(0)
    },
    LONG,
  )
})

describe.runIf(canMount())('on a disk that is full', () => {
  test(
    'nothing is confirmed that is not stored; when there is room again, all goes on by itself',
    async () => {
      const folder = smallDisk(40)
      await using stage = await openStage({ chats: 12, folder })
      const bot = await underLoad(stage)
      const watch = watchConfirmed(stage)
      fill(join(folder, 'ballast'))
      await eventually('a complaint', complains(bot), SOON)
      await eventually('a message unheard', () => stage.api.waitingCount > 0, SOON)
      expect(bot.said()).toMatch(/full/)
      rmSync(join(folder, 'ballast'))
      const verdict = await stage.finish()
      expect(verdict).toMatchObject(ALL_WELL)
      expect(verdict.duplicateSends).toBe(0)
      expect(await bot.ended).toBe(0)
      expect(watch.early).toEqual([])
      watch.close()
    },
    LONG,
  )

  test(
    'that may only be read, it does not start, and says why',
    async () => {
      const folder = smallDisk(40)
      await using stage = await openStage({ chats: 1, folder })
      const first = stage.start()
      await first.ready
      first.signal('SIGTERM')
      expect(await first.ended).toBe(0)
      makeReadOnly(folder)
      const second = stage.start()
      expect(await second.ended).toBe(1)
      expect(second.said()).toBe('the database cannot be written to\n')
    },
    LONG,
  )
})

/** Takes all room that is left. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [65_536, 4_096, 512]) {
      const block = Buffer.alloc(size)
      try {
        while (writeSync(file, block) > 0);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    }
  } finally {
    closeSync(file)
  }
}

describe('a damaged database', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['whose first page is overwritten', (path) => overwrite(path, 0, 512)],
    ['with noise in the middle', (path) => overwrite(path, 4_096 * 3, 4_096 * 12)],
    ['cut short', (path) => truncateSync(path, 4_096 * 10)],
    ['whose audit log was changed', breakAudit],
  ]

  const parent = mkdtempSync(join(tmpdir(), 'wasl-damage-'))
  const sound = join(parent, 'sound')

  beforeAll(async () => {
    await using stage = await openStage({ chats: 3, folder: sound })
    await underLoad(stage)
    await stage.finish()
    if (existsSync(join(sound, `${DATABASE_FILE}-wal`))) throw new Error('it was not closed')
  }, LONG)

  afterAll(() => rmSync(parent, { recursive: true }))

  test.each(damages)(
    '%s is not run on: the start ends with 1, says so, and changes nothing',
    async (name, damage) => {
      const folder = join(parent, name)
      cpSync(sound, folder, { recursive: true })
      await using stage = await openStage({ chats: 0, folder })
      const path = join(folder, DATABASE_FILE)
      damage(path)
      const before = readFileSync(path)
      const bot = stage.start()
      expect(await bot.ended).toBe(1)
      expect(bot.said()).toMatch(REFUSAL)
      expect(stage.api.count('getUpdates')).toBe(0)
      expect(readFileSync(path).equals(before)).toBe(true)
    },
    LONG,
  )
})

const REFUSAL = /^(the database is damaged|the audit log is broken at entry \d+): restore the last backup/

function overwrite(path: string, from: number, to: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(to - from, 0xa5), 0, to - from, from)
  closeSync(file)
}

/** Someone with the file in hand rewrites the past. */
function breakAudit(path: string): void {
  const db = new Sqlite(path)
  db.exec('drop trigger audit_no_update')
  const { changes } = db.prepare("update audit set actor = 'staff:1' where seq = 2").run()
  db.close()
  expect(changes).toBe(1)
}
