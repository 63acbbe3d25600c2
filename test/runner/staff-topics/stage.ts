import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTelegramChannel } from '#channels/telegram/telegram.ts'
import type { Telegram } from '#channels/telegram/telegram.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createIds } from '#runner/ids.ts'
import { createRunner } from '#runner/runner.ts'
import type { Runner } from '#runner/runner.ts'
import { createStaffDesk } from '#runner/staff-topics/staff-desk.ts'
import type { StaffDesk } from '#runner/staff-topics/staff-desk.ts'
import type { StaffMember } from '#store/staff.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { startBotApi } from '../../fakes/bot-api/bot-api.ts'
import type { BotApi } from '../../fakes/bot-api/bot-api.ts'
import type { Forum } from '../../fakes/bot-api/forum.ts'
import { SILENT, contentOf } from '../../fakes/conversation.ts'
import { ARABIC, QUICK } from '../../channels/telegram/harness.ts'

export const GROUP = -1_001_234_567_890
/** A person on Telegram, two of the staff, and somebody who was only added to the group. */
export const PERSON = 700_001
export const SARA = 800_001
export const NORA = 800_002
export const STRANGER = 900_001

/** The whole bot over the fake Bot API, with the staff's group beside it. */
export interface Stage extends AsyncDisposable {
  readonly api: BotApi
  readonly group: Forum
  readonly store: Store
  readonly runner: Runner
  /** Ends the process as it is, and begins another on the same data. */
  restart(more?: { readonly deskOff?: boolean }): Promise<void>
  member(id: string): Promise<StaffMember>
  /** The only topic that there is, as soon as it is. */
  topic(): Promise<number>
  /** Waits until something is true; what it became. */
  until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>>
  /** What the person was told so far. */
  told(): readonly string[]
  /** Everything that was written is worked on and sent. */
  settled(): Promise<void>
}

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

export async function openStage(options: { readonly mirror?: boolean } = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-group-'))
  const api = await startBotApi()
  const group = api.forum(GROUP)
  const open = async (deskOff = false): Promise<Process> => {
    const store = await openStore({ folder, ...KEYS, now: SYSTEM_CLOCK.now })
    const telegram = createTelegramChannel({
      token: api.token,
      apiRoot: api.url,
      mode: 'polling',
      position: () => store.inbox.position('telegram', String(api.botId)),
      texts: { ar: ARABIC },
      logger: SILENT_CODES,
      pace: QUICK,
      staff: { chat: String(GROUP), hear: (word) => desk.hear(word) },
    })
    const runner = createRunner({
      ...contentOf('musanid'),
      store,
      channels: new Map([['telegram', telegram.channel]]),
      fileSources: new Map([['telegram', telegram.files]]),
      clock: SYSTEM_CLOCK,
      ids: createIds(),
      log: SILENT,
      language: 'ar',
    })
    const desk: StaffDesk = createStaffDesk({
      store,
      runner,
      group: telegram.group ?? never(),
      clock: SYSTEM_CLOCK,
      log: SILENT,
      language: 'ar',
      mirror: options.mirror ?? false,
      address: (id) => `https://console.test/console/inbox/${id}`,
    })
    await runner.start()
    await telegram.channel.start(runner.receive)
    if (!deskOff) desk.start()
    return { store, runner, telegram, desk }
  }
  let now = await open()
  for (const [id, name, account] of [['sara', 'سارة', SARA] as const, ['nora', 'نورة', NORA] as const])
    await now.store.commit([
      now.store.staff.add({ id, name, role: 'relations', createdAt: SYSTEM_CLOCK.now() }),
      ...now.store.staffTelegram.link(id, String(account), SYSTEM_CLOCK.now()),
    ])
  const close = async (): Promise<void> => {
    await now.desk.stop()
    await now.telegram.channel.stop()
    await now.runner.stop()
    await now.store.close()
  }
  const until: Stage['until'] = async (look) => {
    for (;;) {
      const found = await look()
      if (found !== undefined && found !== null && found !== false) return found
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return {
    api,
    group,
    get store() {
      return now.store
    },
    get runner() {
      return now.runner
    },
    async restart(more = {}) {
      await close()
      now = await open(more.deskOff)
    },
    member: async (id) => (await now.store.staff.get(id)) ?? never(),
    topic: () => until(() => [...group.topics.keys()].at(-1)),
    until,
    told: () => api.sent(PERSON).map(({ text }) => text),
    async settled() {
      await until(() => api.waitingCount === 0)
      await now.runner.idle()
    },
    async [Symbol.asyncDispose]() {
      await close()
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Process {
  readonly store: Store
  readonly runner: Runner
  readonly telegram: Telegram
  readonly desk: StaffDesk
}

const SILENT_CODES = { info: () => undefined, warn: () => undefined, error: () => undefined }

function never(): never {
  throw new Error('not there')
}
