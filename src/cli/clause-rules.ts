import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A function or table whose doc comment says that it carries out clauses, `(R13)`. */
export interface Rule {
  readonly file: string
  readonly name: string
  /** Bare: `R13`. */
  readonly clauses: readonly string[]
}

/** A doc comment and the function, constant or class that it stands before. */
const DOCUMENTED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export\s+)?(?:async\s+)?(?:function\*?|const|class)\s+(\w+)/g

/** One clause in parentheses, several, or a range; a requirement of an RFC in parentheses is none of ours. */
const CITED = /(?<!RFC \d{1,5} )\((R\d[^)]*)\)/g

/**
 * The rules in code, found where they stand, by what their doc comments cite. A comment proves nothing by itself; that
 * a clause holds is for the tests to say.
 */
export function findRules(root: string): Rule[] {
  const folder = join(root, 'src')
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      // Where a rule is decided before where it is shown.
      .toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
      .flatMap((name) => rulesIn(`src/${name}`, readFileSync(join(folder, name), 'utf8')))
  )
}

const PLACES = ['core', 'engine', 'profile', 'runner', 'store', 'channels', 'console', 'cli']

function placeOf(name: string): number {
  return PLACES.indexOf(name.slice(0, name.indexOf('/')))
}

/** The rules in one source. */
export function rulesIn(file: string, source: string): Rule[] {
  return [...source.matchAll(DOCUMENTED)].flatMap(([, comment = '', name = '']) => {
    const clauses = [...comment.matchAll(CITED)].flatMap(([, cited = '']) => citedIn(cited))
    return clauses.length > 0 ? [{ file, name, clauses: [...new Set(clauses)] }] : []
  })
}

/** The clauses of a citation, ranges spelt out: `R14–R16, R18` → R14 R15 R16 R18. */
export function citedIn(words: string): string[] {
  return [...words.matchAll(/\bR(\d+)(?:\s*[–-]\s*R(\d+))?/g)].flatMap(([, from = '', to]) => {
    const first = Number(from)
    const last = Math.min(Number(to ?? first), 99)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => `R${first + i}`)
  })
}
