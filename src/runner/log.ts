import pino from 'pino'
import type { RunnerLog } from './parts.ts'

/** Fields that may be logged; any other is dropped, so that no person's words or numbers can slip in. */
const ALLOWED: ReadonlySet<string> = new Set([
  'again',
  'association',
  'at',
  'attempts',
  'code',
  'count',
  'error',
  'failure',
  'flow',
  'job',
  'method',
  'ms',
  'port',
  'reason',
  'seconds',
  'status',
  'step',
  'waiting',
  'why',
])

/** Digits in a row that could be somebody's number, and what looks like a bot token. */
const SECRETS = /\d+:[\w-]{30,}|\d{7,}/g

/** A structured log with an allow-list of fields (design §10.8). */
export interface Log extends RunnerLog {
  flush(): void
}

/** Builds the log; one JSON line each, to standard error, so that a terminal conversation stays readable. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const destination = pino.destination({ dest: 2, sync: true })
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (what, fields) => logger.info(allowed(fields), scrubbed(what)),
    warn: (what, fields) => logger.warn(allowed(fields), scrubbed(what)),
    error: (what, fields) => logger.error(allowed(fields), scrubbed(what)),
    flush: () => logger.flush(),
  }
}

/** The fields that may be logged, scrubbed. */
export function allowed(fields: Readonly<Record<string, unknown>> = {}): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!ALLOWED.has(name)) continue
    if (typeof value === 'number') kept[name] = value
    if (typeof value === 'string') kept[name] = scrubbed(value)
  }
  return kept
}

function scrubbed(text: string): string {
  return text
    .replaceAll(SECRETS, '…')
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .slice(0, 300)
}
