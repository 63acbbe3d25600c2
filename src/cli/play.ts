import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { LANGUAGES } from '#core/text.ts'
import type { Language } from '#core/text.ts'
import { createTerminalChannel } from '#channels/terminal.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createIds } from '#runner/ids.ts'
import { createLog } from '#runner/log.ts'
import type { Runner } from '#runner/runner.ts'
import { assemble, loadContent, openData } from '../assemble.ts'

/** A conversation in the terminal, on data of its own that are gone afterwards. */
export interface PlayOptions {
  readonly root: string
  readonly association: string
  readonly language: string
  /** The flow to begin with; the usual beginning without it. */
  readonly flow?: string
  readonly input: Readable
  readonly output: Writable
  readonly isTty: boolean
}

/** `wasl play`: talks with the bot over the terminal channel, through the real store and runner. The exit code. */
export async function play(options: PlayOptions): Promise<number> {
  const language: Language = LANGUAGES.find((known) => known === options.language) ?? 'ar'
  const content = loadContent(options.root, options.association)
  const folder = mkdtempSync(join(tmpdir(), 'wasl-play-'))
  const store = await openData(folder)
  const ids = createIds()
  const late: { runner?: Runner } = {}
  const text = (key: string): string => content.renderer.translate(`console:terminal.${key}`, language)
  const terminal = createTerminalChannel({
    input: options.input,
    output: options.output,
    isTty: options.isTty,
    language,
    account: options.association,
    texts: { unavailable: text('unavailable'), unreadable: text('unreadable') },
    idle: () => late.runner?.idle() ?? Promise.resolve(),
    now: SYSTEM_CLOCK.now,
    newId: ids.newId,
  })
  const runner = assemble(content, store, {
    channels: new Map([['terminal', terminal]]),
    fileSources: new Map(),
    log: createLog('warn'),
    language,
    ...(options.flow !== undefined && { entry: options.flow }),
  })
  late.runner = runner
  try {
    await runner.start()
    await terminal.start(runner.receive)
    await terminal.ended
    await runner.idle()
    return 0
  } finally {
    await terminal.stop()
    await runner.stop()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
