import { celTypeOf } from '../cel.ts'
import type { CelType } from '../cel.ts'
import type { Action, Step, StepOf } from '../flow.ts'
import type { Flow } from '../load-flow.ts'
import type { Report, Scope } from './scope.ts'

/** What an action takes, what it may take besides, and what it gives back. */
interface ActionShape {
  readonly takes?: readonly string[]
  readonly may?: readonly string[]
  readonly gives?: Readonly<Record<string, CelType>>
}

const ACTION_VALUES: Readonly<Record<Action, ActionShape>> = {
  set_language: { takes: ['language'] },
  give_consent: { takes: ['purpose'], may: ['text'] },
  withdraw_consent: { takes: ['purpose'] },
  submit_request: { takes: ['service'], gives: { reference: 'string', pin: 'string' } },
  resubmit_request: { takes: ['reference'], gives: { done: 'bool' } },
  begin_matter: { takes: ['matter'], gives: { there: 'bool' } },
  submit_matter: { takes: ['matter'], may: ['about'], gives: { reference: 'string' } },
  stop_messages: {},
  resume_draft: {},
  discard_draft: {},
  show_case: { takes: ['reference'] },
  know_case: {
    takes: ['reference'],
    gives: {
      known: 'bool',
      kind: 'string',
      service: 'string',
      state: 'string',
      can: 'list',
      slots: 'int',
      booked: 'bool',
      visit: 'string',
      decided: 'bool',
      copy: 'bool',
      about: 'string',
    },
  },
  know_request: { takes: ['service'], gives: { on_behalf: 'bool' } },
  show_decision: { takes: ['reference'] },
  show_answers: { takes: ['reference'] },
  ask_case: { takes: ['reference', 'command'], may: ['value', 'files'], gives: { done: 'bool' } },
  correct_answers: { takes: ['reference'], gives: { open: 'bool', form: 'string' } },
  draw_pin: { takes: ['reference'], gives: { pin: 'string' } },
  request_person: { takes: ['reason'] },
  begin_poll: { takes: ['service'], gives: { there: 'bool', form: 'string', poll: 'string' } },
  give_ratings: { takes: ['poll'] },
  send_copy: { takes: ['reference'] },
}

/** Variables, what is saved into them, and what flows and actions hand to one another. */
export function inspectValues(flow: Flow, scope: Scope, report: Report): void {
  for (const [p, param] of flow.params.entries())
    if (!(param in flow.vars)) report(['params', p], `${param} is no variable of this flow`)
  for (const [id, step] of flow.steps) {
    const at: Report = (path, message) => report(['steps', id, ...path], `${id}: ${message}`)
    inspectSave(flow, step, at)
    inspectAsked(step, at)
    const ofCase = step.kind === 'ask' && (step.type === 'pin' || step.choices_from === 'slots')
    if (ofCase && flow.vars.reference !== 'string')
      at([], 'asks about a case and has no variable `reference: string`')
    if (step.kind === 'call') inspectCall(flow, step, scope, at)
    if (step.kind === 'do') inspectAction(flow, step, at)
    if (step.kind === 'review' || step.kind === 'declare') inspectForm(flow, step, at)
    if (step.kind === 'answer' && step.intent === undefined && flow.vars.inquiry !== 'string')
      at([], 'without `intent` the variable `inquiry: string` is matched, and there is none')
  }
  const declares = [...flow.steps].filter(([, step]) => step.kind === 'declare')
  for (const [id] of declares.slice(1)) report(['steps', id], `${id}: a flow declares once`)
}

/** The types that a variable may have to hold what a step saves. */
function savedTypes(step: Step): readonly CelType[] {
  switch (step.kind) {
    case 'ask':
      if (step.type === 'document' || step.type === 'voice') return ['string']
      if (step.type === 'count' || step.type === 'family_size' || step.type === 'rating')
        return ['double', 'int']
      return [celTypeOf(step.type)]
    case 'poll':
      return ['double', 'int']
    default:
      return ['map']
  }
}

function inspectSave(flow: Flow, step: Step, report: Report): void {
  if (!('save' in step) || typeof step.save !== 'string') return
  const type = flow.vars[step.save]
  const fitting = savedTypes(step)
  if (type === undefined) report(['save'], `${step.save} is no variable of this flow`)
  else if (!fitting.includes(type))
    report(['save'], `${step.save} is ${type}; this answer needs ${fitting.join(' or ')}`)
}

/** Lists that other choices may follow. */
const MIXED: ReadonlySet<string> = new Set(['cases', 'requests', 'people', 'slots'])

function inspectAsked(step: Step, report: Report): void {
  if (step.kind !== 'ask') return
  if (step.choices && step.choices_from && !MIXED.has(step.choices_from))
    report(['choices_from'], `choices and choices_from: ${step.choices_from} at once`)
  if (step.type === 'pin' && step.save !== undefined) report(['save'], 'a PIN is never kept')
  if (step.type === 'choice' && !step.choices && !step.choices_from)
    report(['type'], 'a choice needs `choices` or `choices_from`')
  if (step.type !== 'choice' && (step.choices ?? step.choices_from))
    report(['type'], `${step.type} takes no choices`)
  const seen = new Set<string>()
  for (const [c, choice] of (step.choices ?? []).entries()) {
    if (seen.has(choice.id)) report(['choices', c], `two choices are called ${choice.id}`)
    seen.add(choice.id)
  }
}

function inspectCall(flow: Flow, step: StepOf<'call'>, scope: Scope, report: Report): void {
  if (!scope.known.has(step.flow)) return report(['flow'], `there is no flow ${step.flow}`)
  const called = scope.flows.get(step.flow)
  if (!called) return
  for (const name of Object.keys(step.with ?? {}))
    if (!called.params.includes(name)) report(['with', name], `${step.flow} takes no ${name}`)
  for (const [ours, theirs] of Object.entries(step.save ?? {})) {
    const given = called.vars[theirs]
    if (given === undefined) report(['save', ours], `${step.flow} has no variable ${theirs}`)
    inspectKept(flow, ours, given, report)
  }
}

function inspectAction(flow: Flow, step: StepOf<'do'>, report: Report): void {
  const { takes = [], may = [], gives = {} } = ACTION_VALUES[step.action]
  for (const name of Object.keys(step.with ?? {}))
    if (!takes.includes(name) && !may.includes(name))
      report(['with', name], `${step.action} takes no ${name}`)
  for (const name of takes)
    if (step.with?.[name] === undefined) report(['action'], `${step.action} needs \`with: { ${name}: … }\``)
  for (const [ours, result] of Object.entries(step.save ?? {})) {
    if (gives[result] === undefined) report(['save', ours], `${step.action} gives no ${result}`)
    inspectKept(flow, ours, gives[result], report)
  }
  const declares = [...flow.steps.values()].some((other) => other.kind === 'declare')
  if ((step.action === 'submit_request' || step.action === 'resubmit_request') && !declares)
    report(['action'], 'a request needs a `declare` step')
}

function inspectKept(flow: Flow, name: string, given: CelType | undefined, report: Report): void {
  const type = flow.vars[name]
  if (type === undefined) report(['save', name], `${name} is no variable of this flow`)
  else if (given !== undefined && given !== type) report(['save', name], `${name} is ${type}, not ${given}`)
}

function inspectForm(flow: Flow, step: StepOf<'review' | 'declare'>, report: Report): void {
  const filled = flow.steps.get(step.of)
  if (filled && filled.kind !== 'fill') report(['of'], `${step.of} is no \`fill\` step`)
}
