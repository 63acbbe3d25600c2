import { NOTICES } from '#core/notice.ts'
import type { Problem } from '#core/problem.ts'
import { ENTRY_FLOWS } from './frames.ts'
import { unmetClauses } from './inspect/clauses.ts'
import { ENGINE_TEXTS } from './inspect/engine-texts.ts'
import { inspectGraph } from './inspect/graph.ts'
import { reporter } from './inspect/scope.ts'
import type { InspectContext, Report, Scope } from './inspect/scope.ts'
import { inspectAnswers } from './inspect/service.ts'
import { inspectTexts, textProblems } from './inspect/texts.ts'
import { inspectValues } from './inspect/values.ts'
import type { Flow, ParsedFlow } from './load-flow.ts'
import { BUDGET } from './turn.ts'

/**
 * Everything wrong with a set of flows that no single file shows: steps, flows, texts, menus, variables and
 * clauses that do not fit together. Pure; all problems at once, in the order of file and line.
 */
export function inspectFlows(flows: ReadonlyMap<string, ParsedFlow>, context: InspectContext): Problem[] {
  const problems: Problem[] = [...flows.values()].flatMap((parsed) => parsed.problems)
  const scope = scopeOf(flows, context)
  for (const [id, parsed] of flows) {
    const flow = scope.flows.get(id)
    if (flow) inspectFlow(flow, scope, reporter(id, parsed, problems))
  }
  problems.push(...inspectWhole(scope))
  return problems.sort(byPlace)
}

/** The clauses that the steps of some flows carry out. */
function clausesOf(flows: Iterable<Flow>): Set<string> {
  const steps = [...flows].flatMap((flow) => [...flow.steps.values()])
  return new Set(steps.flatMap((step) => step.clauses ?? []))
}

function scopeOf(flows: ReadonlyMap<string, ParsedFlow>, context: InspectContext): Scope {
  const outlines = new Map<string, Flow>()
  for (const [id, { outline }] of flows) if (outline) outlines.set(id, outline)
  return { flows: outlines, known: new Set(flows.keys()), context }
}

function inspectFlow(flow: Flow, scope: Scope, report: Report): void {
  if (flow.order.length > BUDGET.stepsPerFlow)
    report(['steps'], `${flow.order.length} steps; a flow holds ${BUDGET.stepsPerFlow}`)
  inspectGraph(flow, scope, report)
  inspectValues(flow, scope, report)
  inspectTexts(flow.id, flow, scope, report)
  inspectAnswerSteps(flow, scope, report)
  const circle = callsItself(flow.id, scope)
  if (circle) report(['steps'], `calls itself: ${circle.join(' → ')}`)
}

/** An approved answer that a flow names must be there in every association. */
function inspectAnswerSteps(flow: Flow, { context }: Scope, report: Report): void {
  for (const [id, step] of flow.steps) {
    const intent = step.kind === 'answer' ? step.intent?.match(/^(['"])(\w+)\1$/)?.[2] : undefined
    if (intent === undefined) continue
    for (const association of context.associations)
      if (!association.answers.some((answer) => answer.intent === intent))
        report(['steps', id, 'intent'], `${id}: ${association.id} has no answer ${intent}`)
  }
}

function callsItself(id: string, scope: Scope): readonly string[] | undefined {
  const open: (readonly string[])[] = [[id]]
  const seen = new Set<string>()
  for (let road = open.pop(); road !== undefined; road = open.pop()) {
    for (const step of scope.flows.get(road.at(-1) ?? '')?.steps.values() ?? []) {
      if (step.kind !== 'call') continue
      if (step.flow === id) return [...road, id]
      if (seen.has(step.flow)) continue
      seen.add(step.flow)
      open.push([...road, step.flow])
    }
  }
  return undefined
}

/** What belongs to no single flow: entry flows, flows that nothing reaches, the engine's own texts, policies. */
function inspectWhole(scope: Scope): Problem[] {
  const { context, flows, known } = scope
  const entries = new Set<string>(Object.values(ENTRY_FLOWS))
  const told = new Set(Object.values(NOTICES).map(({ flow }) => flow))
  const called = new Set(
    [...flows.values()].flatMap((flow) =>
      [...flow.steps.values()].flatMap((step) => (step.kind === 'call' ? [step.flow] : [])),
    ),
  )
  const offered = new Set(context.associations.flatMap(({ answers }) => answers.map(({ flow }) => flow)))
  const carried = new Set([...clausesOf(flows.values()), ...(context.rules ?? [])])
  return [
    ...[...entries].filter((id) => !known.has(id)).map((id) => at(`flows/${id}.yaml`, 'the file is missing')),
    ...[...flows.keys()]
      .filter((id) => !entries.has(id) && !called.has(id) && !offered.has(id) && !told.has(id))
      .map((id) => at(`flows/${id}.yaml`, 'nothing leads to this flow')),
    ...Object.entries(ENGINE_TEXTS).flatMap(([key, given]) =>
      textProblems(context, `replies:${key}`, given).map((message) => at('locales', message)),
    ),
    ...context.readProblems.flatMap((name) =>
      textProblems(context, `problems:${name}`, ['hint']).map((message) => at('locales', message)),
    ),
    ...context.associations.flatMap((association) => [
      ...unmetClauses(association, carried).map((clause) =>
        at(`data/associations/${association.id}/policy.yaml`, `${clause}: nothing implements this clause`),
      ),
      ...inspectAnswers(association, known).map((message) =>
        at(`data/associations/${association.id}/answers.yaml`, message),
      ),
    ]),
  ]
}

function at(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message }
}

/** Problems in the order in which an editor lists them. */
export function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1)
}
