import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '#core/problem.ts'

/** Where a value stands in its document: keys and places, outermost first. */
export type Path = readonly PropertyKey[]

/** A YAML file that keeps its promise to a schema, and a way back from a value to its line. */
export interface Located<T> {
  readonly value: T
  /** A problem at the value of this path, or at the nearest one around it that exists. */
  problem(path: Path, message: string): Problem
}

/** Reads a YAML text by a schema. All problems of the file come at once, each with its line and column. */
export function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): Located<T> | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => at(error.pos[0], error.message)) }
  }
  const problem = (path: Path, message: string) => at(offsetOf(document, path), message)
  const parsed = schema.safeParse(plainOf(document), { reportInput: false })
  if (parsed.success) return { value: parsed.data, problem }
  return { problems: parsed.error.issues.flatMap(flatten).map((issue) => problem(issue.path, issue.message)) }
}

/** Profiles use anchors for questions that several forms share, more often than the parser expects of a stranger's file. */
function plainOf(document: Document): unknown {
  return document.toJS({ maxAliasCount: 2000 })
}

interface Found {
  readonly path: Path
  readonly message: string
}

/** One finding per thing to mend: an unknown key is reported at the key, an alternative by its own reasons. */
function flatten(issue: z.core.$ZodIssue): Found[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: `unknown key "${key}"` }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best))
    return nearest.flatMap(flatten).map(({ path, message }) => ({ path: [...issue.path, ...path], message }))
  }
  const name = issue.path.at(-1)
  const where = name === undefined ? '' : `${String(name)}: `
  return [{ path: issue.path, message: `${where}${issue.message}` }]
}

/** Follows a path as deep as the document goes; an alias leads to what it stands for. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of path) {
    const next = child(resolve(node, document), step)
    if (next === undefined) break
    node = next.value
    offset = next.offset ?? startOf(node) ?? offset
  }
  return offset
}

function resolve(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function child(node: unknown, step: PropertyKey): { value: unknown; offset?: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { value: item }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === String(step))
  if (!pair) return undefined
  const offset = startOf(pair.key)
  return { value: pair.value, ...(offset !== undefined && { offset }) }
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : ''
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}
