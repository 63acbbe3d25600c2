import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { Problem } from '#core/problem.ts'
import { celEnvironment, compileCel, nameProblem } from './cel.ts'
import type { CelType, Program } from './cel.ts'
import { FlowSchema } from './flow.ts'
import type { FlowSource, Step } from './flow.ts'

/** A flow ready to run: its steps in order, and every expression compiled and type-checked. */
export interface Flow {
  readonly id: string
  /** Hash of the source; a session in flight stays on it. */
  readonly revision: string
  readonly source: string
  readonly vars: Readonly<Record<string, CelType>>
  readonly params: readonly string[]
  readonly steps: ReadonlyMap<string, Step>
  readonly order: readonly string[]
  readonly programs: ReadonlyMap<string, Program>
}

/** A path into a flow file, as zod and YAML name it. */
export type Path = readonly (string | number)[]

/** A flow file that was parsed: where each part stands, for messages with line and column. */
export interface ParsedFlow {
  readonly flow?: Flow
  /** The flow as far as it could be read, expressions that are wrong left out: for inspection only. */
  readonly outline?: Flow
  readonly problems: readonly Problem[]
  /** Line and column of a part of the file. */
  locate(path: Path): { readonly line: number; readonly column: number }
}

/** Loads one flow from the text of its file. Never throws: everything wrong is a problem with its place. */
export function loadFlow(
  id: string,
  source: string,
  revision: string,
  file = `flows/${id}.yaml`,
): ParsedFlow {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  const at = (offset: number) => {
    const position = lines.linePos(offset)
    return { line: Math.max(1, position.line), column: Math.max(1, position.col) }
  }
  const locate = (path: Path) => at(offsetOf(document, path))
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      ...at(error.pos[0]),
      message: error.message.split('\n')[0] ?? error.message,
    }))
    return { problems, locate }
  }
  const parsed = FlowSchema.safeParse(document.toJS())
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const path = issue.path.filter((part) => typeof part !== 'symbol')
      return { file, ...locate(path), message: `${path.join('.') || 'flow'}: ${issue.message}` }
    })
    return { problems, locate }
  }
  const problems: Problem[] = []
  const programs = compileExpressions(parsed.data, (path, message) =>
    problems.push({ file, ...locate(path), message }),
  )
  const flow: Flow = {
    id,
    revision,
    source,
    vars: parsed.data.vars ?? {},
    params: parsed.data.params ?? [],
    steps: new Map(Object.entries(parsed.data.steps)),
    order: Object.keys(parsed.data.steps),
    programs,
  }
  return { ...(problems.length === 0 && { flow }), outline: flow, problems, locate }
}

/** Offset of the node at a path, or of the nearest part above it that exists. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last),
      )
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0]
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

type Report = (path: Path, message: string) => void

/** Every expression of a step with the type it must have. */
export function expressionsOf(step: Step): { path: Path; source: string; expect?: 'bool' | 'string' }[] {
  const found: { path: Path; source: string; expect?: 'bool' | 'string' }[] = []
  if ('with' in step && step.with) {
    for (const [name, source] of Object.entries(step.with)) found.push({ path: ['with', name], source })
  }
  if (step.kind === 'ask') {
    for (const [c, choice] of (step.choices ?? []).entries()) {
      if (choice.if) found.push({ path: ['choices', c, 'if'], source: choice.if, expect: 'bool' })
    }
  }
  if (step.kind === 'branch') {
    for (const [c, item] of step.cases.entries())
      found.push({ path: ['cases', c, 'if'], source: item.if, expect: 'bool' })
  }
  if (step.kind === 'fill') found.push({ path: ['form'], source: step.form, expect: 'string' })
  if (step.kind === 'answer' && step.intent)
    found.push({ path: ['intent'], source: step.intent, expect: 'string' })
  return found
}

function compileExpressions(flow: FlowSource, report: Report): Map<string, Program> {
  const vars: Record<string, CelType> = {}
  for (const [name, type] of Object.entries(flow.vars ?? {})) {
    const problem = nameProblem(name)
    if (problem) report(['vars', name], problem)
    else vars[name] = type
  }
  const environment = celEnvironment(vars)
  const programs = new Map<string, Program>()
  for (const [id, step] of Object.entries(flow.steps)) {
    for (const { path, source, expect } of expressionsOf(step)) {
      const compiled = compileCel(environment, source, expect)
      if ('run' in compiled) programs.set(source, compiled)
      else report(['steps', id, ...path], `CEL: ${compiled.problem}`)
    }
  }
  return programs
}
