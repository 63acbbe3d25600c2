import { formatProblem } from '#core/problem.ts'
import { ContentError } from '../assemble.ts'
import { ConfigError } from '../config.ts'

/** Errors that say themselves what to do. */
const PLAIN = new Set([
  'StoreLocked',
  'StoreCorrupt',
  'StoreTooNew',
  'StoreUnavailable',
  'WrongKey',
  'KeyFileError',
  'SendError',
  'NotRunning',
])

/** Says why a command could not run, in words for the person who called it. The exit code: 2 for what was given wrongly, else 1. */
export function explainFailure(error: unknown, write: (line: string) => void): number {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) write(problem)
    return 2
  }
  if (error instanceof ContentError) {
    for (const problem of error.problems) write(formatProblem(problem))
    return 2
  }
  if (error instanceof Error && PLAIN.has(error.name)) {
    write(error.message)
    return 1
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    write(error.message)
    return 2
  }
  // An unforeseen fault: the stack helps to find it, and holds no person's words.
  write(error instanceof Error ? (error.stack ?? error.message) : 'unknown failure')
  return 1
}
