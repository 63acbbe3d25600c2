import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ChannelType } from '#core/contact.ts'
import type { Problem } from '#core/problem.ts'
import type { Language } from '#core/text.ts'
import type { Channel, FileSource } from '#channels/channel.ts'
import { sourcesFor } from '#language/matcher/source.ts'
import { loadInquiries } from '#profile/load-inquiries.ts'
import { loadProfile } from '#profile/load-profile.ts'
import type { AnswerChooser } from '#runner/parts.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createIds } from '#runner/ids.ts'
import { learnAside } from '#runner/learn-aside.ts'
import { learntMatcher } from '#runner/learnt-matcher.ts'
import { createLibrary } from '#runner/library.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'
import { createRunner } from '#runner/runner.ts'
import type { RunnerContent, RunnerLog, RunnerParts } from '#runner/parts.ts'
import type { Runner } from '#runner/runner.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'

/** Something that people edit (flows, words, profiles) cannot be used: all problems, each with its place. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(`${problems.length} problems in flows or profiles`)
    this.problems = problems
  }
}

/** What is made of the project's files for one association. */
export interface Content extends RunnerContent {
  /** Of the examples that the matcher learned from. */
  readonly examples?: string
}

/** Ids of the associations that have a profile. */
export function associationIds(root: string): string[] {
  const folder = join(root, 'data/associations')
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'association.yaml')))
    .map((entry) => entry.name)
    .toSorted()
}

/**
 * Loads flows, words, profile and examples. Throws a `ContentError` with everything that is wrong. A matcher that
 * learned from the same examples before is used again, from memory or from the folder `cache`.
 */
export function loadContent(
  root: string,
  id: string,
  previous?: Content,
  cache = join(root, 'data/run/cache'),
): Content {
  const profile = loadProfile(join(root, 'data/associations', id))
  const inquiries = loadInquiries(join(root, 'data/inquiries'))
  const problems = [
    ...('problems' in profile ? profile.problems : []),
    ...('problems' in inquiries ? inquiries.problems : []),
  ]
  if ('problems' in profile || 'problems' in inquiries) throw new ContentError(problems)
  const library = createLibrary(readFlows(join(root, 'flows')), profile.association)
  if ('problems' in library) throw new ContentError(library.problems)
  const sources = sourcesFor(inquiries.inquiries, id)
  const examples = createHash('sha256').update(JSON.stringify(sources)).digest('hex')
  return {
    association: profile.association,
    renderer: createRenderer(readLocales(join(root, 'locales')), profile.association),
    library: library.library,
    matcher:
      previous?.examples === examples
        ? previous.matcher
        : learntMatcher(sources, join(cache, `${id}.matcher`)),
    choosable: new Set(sources.flatMap(({ intent, kind }) => (kind === 'answer' ? [intent] : []))),
    sources,
    learn: (more) => learnAside(more, join(cache, `${id}.own.matcher`)),
    examples,
  }
}

/** The sources of all flows by id, which is the name of the file. */
export function readFlows(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return new Map(names.map((name) => [basename(name, '.yaml'), readFileSync(join(folder, name), 'utf8')]))
}

/** Opens the store of a data folder; keys and database are made where there are none. */
export function openData(folder: string, keysFolder = join(folder, 'keys')): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return openStore({ folder, ...loadKeys(folder, keysFolder), now: SYSTEM_CLOCK.now })
}

/** What differs between the ways of running: the channels, the log, the language. */
export interface RunOptions {
  readonly channels: ReadonlyMap<ChannelType, Channel>
  readonly fileSources: ReadonlyMap<ChannelType, FileSource>
  readonly standings?: NonNullable<RunnerParts['standings']>
  readonly log: RunnerLog
  readonly language: Language
  readonly entry?: string
  readonly chooser?: AnswerChooser
  readonly uploadAddress?: (token: string) => string
}

/** Puts the runner together. */
export function assemble(content: Content, store: Store, options: RunOptions): Runner {
  const parts: RunnerParts = { ...content, store, ...options, clock: SYSTEM_CLOCK, ids: createIds() }
  return createRunner(parts)
}
