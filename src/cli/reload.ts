import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { relative } from 'node:path'
import type { RunnerLog } from '#runner/parts.ts'
import { ContentError } from '../assemble.ts'
import type { Content } from '../assemble.ts'

/** How corrected files are taken into use. */
export interface ReloadOptions {
  readonly root: string
  /** Folders whose files are watched; those inside them are not. */
  readonly folders: readonly string[]
  readonly content: Content
  load(previous: Content): Content
  apply(content: Content): Promise<void>
  readonly log: RunnerLog
  /** An editor writes a file in several steps: it is read when it has been quiet for so long. */
  readonly quietMs?: number
}

/** Takes corrected files into use while the service runs. */
export interface Reload {
  /** Loads everything anew; resolves when that is in use, or was refused. */
  now(): Promise<void>
  stop(): void
}

const QUIET = 300

/**
 * Watches the files that people edit. What is right is taken into use as a whole, from the next turn on; what is
 * broken is refused with the place of every mistake, and the old stays.
 */
export function watchContent(options: ReloadOptions): Reload {
  const { folders, log, quietMs = QUIET } = options
  let content = options.content
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  const now = (): Promise<void> => {
    clearTimeout(timer)
    last = last.then(async () => {
      content = (await reload(options, content)) ?? content
    })
    return last
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), quietMs)
  }
  const watchers = folders.flatMap((folder) => watchFolder(folder, soon, log) ?? [])
  return {
    now,
    stop() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}

/** A machine without room for one more watch still takes SIGHUP. */
function watchFolder(folder: string, changed: () => void, log: RunnerLog): FSWatcher | undefined {
  const off = (): void => log.warn('watch_off', { reason: 'SIGHUP still reloads' })
  try {
    // Not recursive: on Linux that loses sight of a file that an editor replaces by renaming another.
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || /\.(?:yaml|json)$/.test(name)) changed()
    })
    return watcher.on('error', off)
  } catch {
    off()
    return undefined
  }
}

/** Loads and applies; `undefined` where it was refused. */
async function reload({ root, load, apply, log }: ReloadOptions, old: Content): Promise<Content | undefined> {
  try {
    const content = load(old)
    await apply(content)
    log.info('content_reloaded', { association: content.association.id })
    return content
  } catch (error) {
    if (error instanceof ContentError) {
      for (const { file, line, column, message } of error.problems)
        log.error('content_refused', { at: `${relative(root, file)}:${line}:${column}`, why: message })
    } else {
      log.error('content_refused', { error: error instanceof Error ? error.name : 'unknown' })
    }
    return undefined
  }
}
