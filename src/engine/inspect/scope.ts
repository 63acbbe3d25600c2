import type { Association } from '#core/association.ts'
import type { Problem } from '#core/problem.ts'
import type { Language } from '#core/text.ts'
import type { Flow, ParsedFlow, Path } from '../load-flow.ts'

/** Stands between the plural forms of one text. */
export const FORM_BREAK = '\f'

/** What an inspection knows of the world around the flows: words, and the associations they serve. */
export interface InspectContext {
  /** The languages that must be complete. */
  readonly languages: readonly Language[]
  /** The words of a key (`flows:menu.question`) in a language; plural forms parted by `FORM_BREAK`, `undefined` where any is missing. */
  text(language: Language, key: string): string | undefined
  readonly associations: readonly Association[]
  /** Reasons for which an answer is not understood, as the readers name them; each has words of its own. */
  readonly readProblems: readonly string[]
  /** Clauses (`R13`) that code carries out, as it says itself. */
  readonly rules?: ReadonlySet<string>
}

/** The flows under inspection, and where to report what is wrong with one of them. */
export interface Scope {
  readonly flows: ReadonlyMap<string, Flow>
  /** Ids of all flow files, those that could not be read included. */
  readonly known: ReadonlySet<string>
  readonly context: InspectContext
}

/** Reports a problem at a part of one flow. */
export type Report = (path: Path, message: string) => void

/** Collects the problems of one flow with their places. */
export function reporter(id: string, parsed: ParsedFlow, problems: Problem[]): Report {
  return (path, message) => problems.push({ file: `flows/${id}.yaml`, ...parsed.locate(path), message })
}
