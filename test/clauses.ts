import { citedIn } from '../src/cli/clause-rules.ts'

/** The associations whose clauses a test may name. */
const ASSOCIATIONS = ['baraim', 'huda', 'irtiqa', 'musanid', 'naqra']

/** Clauses of an association for the title of a test: `clauses('irtiqa', 'R12', 'R13')` → `(irtiqa/R12 irtiqa/R13)`. */
export function clauses(association: string, ...ids: readonly string[]): string {
  return `(${ids.map((id) => `${association}/${id}`).join(' ')})`
}

/**
 * The clauses that the full name of a test names, each with its association: `irtiqa/R13` as it stands; `(R13)` in
 * parentheses where a part of the name is an association's id and nothing else (`describe.each(IDS)('%s', …)`).
 */
export function clausesInTitle(parts: readonly string[]): string[] {
  const own = parts.filter((part) => ASSOCIATIONS.includes(part))
  return [...new Set(parts.flatMap((part) => [...qualified(part), ...bare(part, own)]))]
}

function qualified(part: string): string[] {
  return [...part.matchAll(/\b([a-z]+)\/(R\d+)\b/g)].flatMap(([whole, id = '']) =>
    ASSOCIATIONS.includes(id) ? [whole] : [],
  )
}

function bare(part: string, own: readonly string[]): string[] {
  const cited = [...part.matchAll(/\((R\d[^)]*)\)/g)].flatMap(([, words = '']) => citedIn(words))
  return own.flatMap((id) => cited.map((clause) => `${id}/${clause}`))
}
