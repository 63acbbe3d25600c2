import type { AskedField, CalculatedField, Form, FormItem, RepeatGroup } from '#core/form.ts'
import type { Localised } from '#core/text.ts'
import { celEnvironment, celTypeOf, compileCel, emptyOf, nameProblem } from './cel.ts'
import type { CelType, Program } from './cel.ts'

/** A question with its rules compiled. */
export interface CompiledField {
  readonly kind: 'field'
  readonly field: AskedField
  readonly when?: Program
  readonly constraint?: Program
  /** The repeat group it belongs to. */
  readonly group?: string
}

export interface CompiledCalculation {
  readonly kind: 'calculated'
  readonly field: CalculatedField
  readonly when?: Program
  readonly value: Program
}

export interface CompiledGroup {
  readonly kind: 'repeat'
  readonly group: RepeatGroup
  readonly when?: Program
  readonly count?: Program
  readonly fields: readonly CompiledField[]
}

export type CompiledItem = CompiledField | CompiledCalculation | CompiledGroup

/** A form ready to be filled in: its items in order, under their section's title. */
export interface CompiledForm {
  readonly id: string
  readonly revision: string
  readonly items: readonly CompiledItem[]
  /** Title of the section that begins with the item of this id. */
  readonly titles: ReadonlyMap<string, Localised>
  /** What every variable counts as until it is answered. */
  readonly empty: Readonly<Record<string, unknown>>
  readonly fields: ReadonlyMap<string, CompiledField>
  readonly source: Form
}

/** A rule of a form that cannot be used, by the path of the item in the profile. */
export interface FormProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Compiles a form's rules against the types of its own fields; all problems at once. */
export function compileForm(
  form: Form,
): { readonly form: CompiledForm } | { readonly problems: readonly FormProblem[] } {
  const problems: FormProblem[] = []
  const all = form.sections.flatMap((section) => section.items)
  const types = variableTypes(all, problems)
  const compiler = new RuleCompiler(types, problems)
  const items: CompiledItem[] = []
  const titles = new Map<string, Localised>()
  for (const [s, section] of form.sections.entries()) {
    for (const [i, item] of section.items.entries()) {
      const path = ['sections', s, 'items', i]
      if (i === 0) titles.set(item.id, section.title)
      items.push(compileItem(item, path, compiler))
    }
  }
  if (problems.length > 0) return { problems }
  const empty = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, emptyOf(type)]))
  return {
    form: {
      id: form.id,
      revision: form.revision,
      items,
      titles,
      empty,
      fields: fieldsOf(items),
      source: form,
    },
  }
}

function fieldsOf(items: readonly CompiledItem[]): Map<string, CompiledField> {
  const fields = items.flatMap((item) =>
    item.kind === 'field' ? [item] : item.kind === 'repeat' ? [...item.fields] : [],
  )
  return new Map(fields.map((field) => [field.field.id, field]))
}

function variableTypes(items: readonly FormItem[], problems: FormProblem[]): Record<string, CelType> {
  const types: Record<string, CelType> = {}
  const add = (id: string, type: CelType) => {
    if (Object.hasOwn(types, id)) problems.push({ path: [], message: `two fields are called ${id}` })
    const taken = nameProblem(id)
    if (taken) problems.push({ path: [], message: taken })
    else types[id] = type
  }
  for (const item of items) {
    if (item.kind === 'field') add(item.id, celTypeOf(item.type))
    if (item.kind === 'calculated') add(item.id, 'double')
    if (item.kind === 'repeat') add(item.id, 'list')
  }
  return types
}

/** Compiles rules in the scope of the form, or of one member of a group. */
class RuleCompiler {
  private readonly types: Readonly<Record<string, CelType>>
  private readonly problems: FormProblem[]

  constructor(types: Readonly<Record<string, CelType>>, problems: FormProblem[]) {
    this.types = types
    this.problems = problems
  }

  inGroup(fields: readonly AskedField[]): RuleCompiler {
    const types = { ...this.types }
    for (const field of fields) {
      const taken = nameProblem(field.id)
      if (taken) this.problems.push({ path: [], message: taken })
      else types[field.id] = celTypeOf(field.type)
    }
    return new RuleCompiler(types, this.problems)
  }

  rule(source: string, path: readonly (string | number)[], expect: 'bool' | 'number'): Program | undefined {
    const compiled = compileCel(celEnvironment(this.types), source, expect)
    if ('run' in compiled) return compiled
    this.problems.push({ path, message: compiled.problem })
    return undefined
  }

  report(path: readonly (string | number)[], message: string): void {
    this.problems.push({ path, message })
  }
}

function compileItem(
  item: FormItem,
  path: readonly (string | number)[],
  compiler: RuleCompiler,
): CompiledItem {
  if (item.kind === 'field') return compileField(item, path, compiler)
  const when = item.when === undefined ? undefined : compiler.rule(item.when, [...path, 'when'], 'bool')
  if (item.kind === 'calculated') {
    const value = compiler.rule(item.value, [...path, 'value'], 'number') ?? { source: '0', run: () => 0 }
    return { kind: 'calculated', field: item, value, ...(when && { when }) }
  }
  const count = item.count === undefined ? undefined : compiler.rule(item.count, [...path, 'count'], 'number')
  if (!count && !item.more) compiler.report(path, 'a repeat group needs `count` or `more`')
  const inner = compiler.inGroup(item.fields)
  const fields = item.fields.map((field, f) => compileField(field, [...path, 'fields', f], inner, item.id))
  return { kind: 'repeat', group: item, fields, ...(when && { when }), ...(count && { count }) }
}

function compileField(
  field: AskedField,
  path: readonly (string | number)[],
  compiler: RuleCompiler,
  group?: string,
): CompiledField {
  const when = field.when === undefined ? undefined : compiler.rule(field.when, [...path, 'when'], 'bool')
  const constraint =
    field.constraint === undefined
      ? undefined
      : compiler.rule(field.constraint.rule, [...path, 'constraint', 'rule'], 'bool')
  if ((field.type === 'choice' || field.type === 'multi_choice') && !field.options?.length) {
    compiler.report(path, 'a choice needs options')
  }
  return {
    kind: 'field',
    field,
    ...(when && { when }),
    ...(constraint && { constraint }),
    ...(group !== undefined && { group }),
  }
}
