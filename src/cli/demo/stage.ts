import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import type { Language } from '#core/text.ts'
import { createTerminalChannel } from '#channels/terminal.ts'
import type { Session } from '#engine/session.ts'
import { createIds } from '#runner/ids.ts'
import { createLog } from '#runner/log.ts'
import { createRunner } from '#runner/runner.ts'
import type { Runner } from '#runner/runner.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { Content } from '../../assemble.ts'
import { passTo } from './simulated-clock.ts'
import type { SimulatedClock } from './simulated-clock.ts'

/** Where a life is played: the real runner and store, one contact, and a clock that is moved. */
export interface Stage {
  readonly content: Content
  readonly language: Language
  readonly store: Store
  readonly runner: Runner
  readonly clock: SimulatedClock
  /** The contact says a line, or sends a file (`file`); resolves when the replies were given. Returns these. */
  say(given: Said): Promise<string>
  /** Everything that the contact was told so far. */
  heard(): string
  /** The contact's saved progress, once there is one. */
  session(): Promise<Session | undefined>
  /** Lets time pass. */
  until(at: number): Promise<void>
}

/** What a person sends: words, or a picture of a document. */
export type Said = { readonly text: string } | { readonly file: string; readonly bytes: Uint8Array }

/** A stage in the terminal, with data of its own that are gone afterwards. */
export interface TerminalStage extends Stage {
  close(): Promise<void>
}

/** What a stage in the terminal needs. */
export interface StageOptions {
  readonly content: Content
  readonly language: Language
  readonly clock: SimulatedClock
  /** Called with what stands in the terminal, as it comes. */
  show(said: string): void
}

/** Opens a stage over the terminal channel. */
export async function openStage({ content, language, clock, show }: StageOptions): Promise<TerminalStage> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-demo-'))
  const store = await openStore({ folder, ...loadKeys(folder, join(folder, 'keys')), now: clock.now })
  const ids = createIds()
  const late: { runner?: Runner } = {}
  const typed = new PassThrough()
  const { output, heard } = listening(show)
  const turns = waitingLine()
  const text = (key: string): string => content.renderer.translate(`console:terminal.${key}`, language)
  const terminal = createTerminalChannel({
    input: typed,
    output,
    isTty: false,
    language,
    contact: 'demo',
    texts: { unavailable: text('unavailable'), unreadable: text('unreadable') },
    async idle() {
      await late.runner?.idle()
      turns.done()
    },
    now: clock.now,
    newId: ids.newId,
  })
  const runner = createRunner({
    ...content,
    store,
    channels: new Map([['terminal', terminal]]),
    fileSources: new Map(),
    log: createLog('warn'),
    language,
    clock,
    ids,
  })
  late.runner = runner
  await runner.start()
  const begun = turns.next()
  await terminal.start(runner.receive)
  await begun
  const stage = { content, language, store, runner, clock, heard }
  return {
    ...stage,
    async say(given) {
      const before = heard().length
      const done = turns.next()
      typed.write(`${'text' in given ? given.text : fileLine(folder, given)}\n`)
      await done
      return heard().slice(before)
    },
    async session() {
      const contact = await store.contacts.find(terminal.urn, 'terminal')
      const key = contact && (await store.vault.open(contact.keyId))
      return key && ((await store.sessions.find(contact.id, key))?.state as Session | undefined)
    },
    until: (at) => passTo(stage, at),
    async close() {
      await terminal.stop()
      await runner.stop()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function fileLine(
  folder: string,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
): string {
  const path = join(folder, file)
  writeFileSync(path, bytes)
  return `/file ${path}`
}

/** An output that hands on what is written, and remembers it. */
function listening(show: (said: string) => void): { output: Writable; heard: () => string } {
  let all = ''
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, next) {
      const said = chunk.toString()
      all += said
      show(said)
      next()
    },
  })
  return { output, heard: () => all }
}

/** Resolves one promise for each turn that is over. */
function waitingLine(): { next(): Promise<void>; done(): void } {
  const waiting: (() => void)[] = []
  return {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    done: () => waiting.shift()?.(),
  }
}
