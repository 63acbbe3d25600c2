import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where the last whole run of the tests wrote down which clauses they named; `test/clause-reporter.ts` writes it. */
export const CLAUSE_RUN = 'data/run/clauses.json'

/** What the last whole run of the tests showed: by clause (`irtiqa/R13`) the tests that passed and name it. */
export interface ClauseRun {
  /** When the run began, in milliseconds. */
  readonly at: number
  readonly tests: Readonly<Record<string, readonly string[]>>
}

/** Folders and files that a run of the tests speaks about: what changes in them makes it old. */
const SOURCES = ['src', 'flows', 'locales', 'data/associations', 'test', 'package.json']

/** Reads the last run; `undefined` when there was none that can be read. */
export function readClauseRun(root: string): ClauseRun | undefined {
  const path = join(root, CLAUSE_RUN)
  if (!existsSync(path)) return undefined
  try {
    const run: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isRun(run) ? run : undefined
  } catch {
    return undefined
  }
}

function isRun(value: unknown): value is ClauseRun {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('tests' in value)) return false
  const { at, tests } = value
  if (typeof at !== 'number' || typeof tests !== 'object' || tests === null) return false
  return Object.values(tests).every((names) => Array.isArray(names))
}

/** A source that was changed after a run began, the newest; `undefined` when the run speaks about what is there. */
export function newerSource(root: string, run: ClauseRun): string | undefined {
  let newest: { readonly path: string; readonly at: number } | undefined
  for (const source of SOURCES.flatMap((name) => filesIn(root, name))) {
    const at = statSync(join(root, source)).mtimeMs
    if (at > run.at && at > (newest?.at ?? 0)) newest = { path: source, at }
  }
  return newest?.path
}

function filesIn(root: string, name: string): string[] {
  const path = join(root, name)
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [name]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replace(/^\//, ''))
}
