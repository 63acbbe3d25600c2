import { formsOf } from '#core/association.ts'
import type { Association, Service } from '#core/association.ts'
import type { AskedField, Form, FormItem } from '#core/form.ts'
import { celEnvironment, celTypeOf, compileCel, nameProblem } from '../cel.ts'
import type { CelType } from '../cel.ts'
import { compileForm } from '../form.ts'
import type { FormProblem } from '../form.ts'
import { MENU, lettersIn } from './texts.ts'

/** A rule or question that cannot stay as it is, by the form that has it. */
export interface FoundInForm extends FormProblem {
  readonly form: string
}

/** What is wrong with an association's forms: of services with their criteria, of matters, of polls. */
export function inspectForms(association: Association): FoundInForm[] {
  const rules = new Map(association.services.map((service) => [service.id, inspectRules(service)]))
  return formsOf(association).flatMap((form) =>
    [...inspectForm(form), ...(rules.get(form.id) ?? [])].map((found) => ({ ...found, form: form.id })),
  )
}

/** What is wrong with a service: rules that do not compile, fields without a purpose (PDPL art. 11). Paths are the profile's. */
export function inspectService(service: Service): FormProblem[] {
  return [...inspectForm(service.form), ...inspectRules(service)]
}

function inspectForm(form: Form): FormProblem[] {
  const compiled = compileForm(form)
  const problems: FormProblem[] = 'problems' in compiled ? [...compiled.problems] : []
  for (const [path, item] of itemsOf(form)) {
    if (item.kind === 'calculated' || item.kind === 'repeat') continue
    if (!item.purpose || item.purpose.ar.trim() === '')
      problems.push({ path: [...path, 'purpose'], message: `${item.id} has no purpose` })
    problems.push(...menuProblems(item, path))
  }
  return problems
}

/** Rules of a service beside its form. */
function inspectRules({ form, criteria, guardian }: Service): FormProblem[] {
  const environment = celEnvironment(typesOf(form))
  const problems: FormProblem[] = []
  const check = (name: string, source: string, path: readonly (string | number)[]) => {
    const rule = compileCel(environment, source, 'bool')
    if ('problem' in rule) problems.push({ path, message: `${name}: CEL: ${rule.problem}` })
  }
  for (const [c, criterion] of criteria.entries())
    check(criterion.id, criterion.rule, ['criteria', c, 'rule'])
  if (guardian) check('guardian', guardian.when, ['guardian', 'when'])
  return problems
}

/** Options that a list on the narrowest channel cannot show. */
function menuProblems({ id, options = [] }: AskedField, path: readonly (string | number)[]): FormProblem[] {
  const problems: FormProblem[] = []
  if (options.length > MENU.rows)
    problems.push({
      path: [...path, 'options'],
      message: `${id}: ${options.length} options; a menu holds ${MENU.rows}`,
    })
  for (const [o, { label }] of options.entries()) {
    for (const words of [label.ar, label.en ?? '']) {
      const length = lettersIn(words)
      if (length > MENU.label)
        problems.push({
          path: [...path, 'options', o],
          message: `${id}: “${words}” has ${length} letters; a row holds ${MENU.label}`,
        })
    }
  }
  return problems
}

function itemsOf(form: Form): [readonly (string | number)[], FormItem][] {
  return form.sections.flatMap((section, s) =>
    section.items.flatMap((item, i): [readonly (string | number)[], FormItem][] => {
      const path = ['sections', s, 'items', i]
      if (item.kind !== 'repeat') return [[path, item]]
      return [
        [path, item],
        ...item.fields.map((field, f): [readonly (string | number)[], FormItem] => [
          [...path, 'fields', f],
          field,
        ]),
      ]
    }),
  )
}

function typesOf(form: Form): Record<string, CelType> {
  const types: Record<string, CelType> = {}
  for (const item of form.sections.flatMap((section) => section.items)) {
    if (nameProblem(item.id)) continue
    if (item.kind === 'field') types[item.id] = celTypeOf(item.type)
    else types[item.id] = item.kind === 'repeat' ? 'list' : 'double'
  }
  return types
}

/** Approved answers that rest on nothing, or lead to a flow that is not there. */
export function inspectAnswers(association: Association, flows: ReadonlySet<string>): string[] {
  return association.answers.flatMap((answer) => [
    ...(answer.source === undefined && answer.setting === undefined
      ? [`${association.id}: the answer ${answer.intent} rests on no clause and no setting`]
      : []),
    ...(answer.flow !== undefined && !flows.has(answer.flow)
      ? [
          `${association.id}: the answer ${answer.intent} leads to the flow ${answer.flow}, which is not there`,
        ]
      : []),
  ])
}
