import type { Step, StepOf } from '../flow.ts'
import type { Flow } from '../load-flow.ts'
import type { Report, Scope } from './scope.ts'

/** A step that another one names as its successor, and where it says so. */
interface Link {
  readonly to: string
  readonly path: readonly (string | number)[]
}

/** Steps that are named: by `next`, `go`, `else` and `of`. */
function linksOf(step: Step): Link[] {
  const links: Link[] = []
  if ('next' in step && step.next !== undefined) links.push({ to: step.next, path: ['next'] })
  if (step.kind === 'ask') {
    for (const [c, { go }] of (step.choices ?? []).entries())
      if (go !== undefined) links.push({ to: go, path: ['choices', c, 'go'] })
  }
  if (step.kind === 'branch') {
    for (const [c, { go }] of step.cases.entries()) links.push({ to: go, path: ['cases', c, 'go'] })
    if (step.else !== undefined) links.push({ to: step.else, path: ['else'] })
  }
  if (step.kind === 'review' || step.kind === 'declare') links.push({ to: step.of, path: ['of'] })
  return links
}

/** Whether a step may hand on to the one that follows it, rather than to one that it names. */
export function mayGoOn(step: Step): boolean {
  if (step.kind === 'end') return false
  if (step.kind === 'branch') return step.else === undefined
  if (step.kind !== 'ask' || step.optional || !step.choices || step.choices_from) return true
  return step.choices.some((choice) => choice.go === undefined) || step.choices.every((choice) => choice.if)
}

function followerOf(flow: Flow, id: string, step: Step): string | undefined {
  if ('next' in step && step.next !== undefined) return step.next
  return flow.order[flow.order.indexOf(id) + 1]
}

/** The steps that may come right after a step. */
export function successorsOf(flow: Flow, id: string): string[] {
  const step = flow.steps.get(id)
  if (!step) return []
  const named = linksOf(step).filter((link) => link.path[0] !== 'next')
  const follower = mayGoOn(step) ? followerOf(flow, id, step) : undefined
  return [...named.map((link) => link.to), ...(follower === undefined ? [] : [follower])]
}

/** Unknown steps, dead steps, ends that are missing, loops that never wait. */
export function inspectGraph(flow: Flow, scope: Scope, report: Report): void {
  for (const [id, step] of flow.steps) {
    for (const { to, path } of linksOf(step))
      if (!flow.steps.has(to)) report(['steps', id, ...path], `${id}: there is no step ${to}`)
    if (mayGoOn(step) && followerOf(flow, id, step) === undefined)
      report(['steps', id], `${id}: nothing follows; the last step is an \`end\` or has \`next\``)
  }
  const alive = reachable(flow)
  for (const id of flow.order) if (!alive.has(id)) report(['steps', id], `${id}: no step leads here`)
  const waiting = waitingFlows(scope)
  for (const id of loops(flow, waiting)) report(['steps', id], `${id}: a loop in which nothing waits`)
}

function reachable(flow: Flow): Set<string> {
  const seen = new Set<string>()
  const open = flow.order.slice(0, 1)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...successorsOf(flow, id))
  }
  return seen
}

/** Whether a step always ends the turn before it goes on. A list that may be empty does not. */
function alwaysWaits(step: Step, waiting: ReadonlySet<string>): boolean {
  switch (step.kind) {
    case 'ask':
      return !mayBeEmpty(step)
    case 'fill':
    case 'review':
    case 'declare':
    case 'poll':
    case 'wait':
    case 'hand_off':
      return true
    case 'call':
      return waiting.has(step.flow)
    case 'say':
    case 'branch':
    case 'do':
    case 'answer':
    case 'end':
      return false
  }
}

/** Lists that a contact may have nothing in. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['cases', 'requests', 'people', 'slots'])

function mayBeEmpty(step: StepOf<'ask'>): boolean {
  // A PIN is not asked for where the request is open already, or too many were wrong today.
  if (step.type === 'pin') return true
  const some = step.choices?.some((choice) => choice.if === undefined)
  return step.choices_from !== undefined && MAY_BE_EMPTY.has(step.choices_from) ? !some : some === false
}

/** Flows that wait on every road from their beginning to their end. */
function waitingFlows(scope: Scope): Set<string> {
  const waiting = new Set<string>()
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size
    for (const [id, flow] of scope.flows) if (!canRunThrough(flow, waiting)) waiting.add(id)
  }
  return waiting
}

function canRunThrough(flow: Flow, waiting: ReadonlySet<string>): boolean {
  const seen = new Set<string>()
  const open = flow.order.slice(0, 1)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = flow.steps.get(id)
    if (seen.has(id) || !step || alwaysWaits(step, waiting)) continue
    seen.add(id)
    if (step.kind === 'end') return true
    open.push(...successorsOf(flow, id))
  }
  return false
}

/** The first step, in the order of the file, of every circle of steps in which none waits. */
function loops(flow: Flow, waiting: ReadonlySet<string>): string[] {
  const found: string[] = []
  const inLoop = new Set<string>()
  for (const id of flow.order) {
    if (inLoop.has(id)) continue
    const circle = circleThrough(flow, id, waiting)
    if (circle.length > 0) found.push(id)
    for (const member of circle) inLoop.add(member)
  }
  return found
}

/** The steps of a circle that leads from a step back to it without waiting; none when there is no such circle. */
function circleThrough(flow: Flow, start: string, waiting: ReadonlySet<string>): string[] {
  const from = new Map<string, string>()
  const open = [start]
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const step = flow.steps.get(id)
    if (!step || alwaysWaits(step, waiting)) continue
    for (const next of successorsOf(flow, id)) {
      if (next === start) return roadBack(from, id, start)
      if (from.has(next)) continue
      from.set(next, id)
      open.push(next)
    }
  }
  return []
}

function roadBack(from: ReadonlyMap<string, string>, last: string, start: string): string[] {
  const road = [start]
  for (let id: string | undefined = last; id !== undefined && id !== start; id = from.get(id)) road.push(id)
  return road
}
