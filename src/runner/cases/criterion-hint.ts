import type { Criterion } from '#core/association.ts'
import { celEnvironment, celTypeOf, compileCel } from '#engine/cel.ts'
import type { CelType } from '#engine/cel.ts'
import type { CompiledForm } from '#engine/form.ts'

/**
 * What the answers alone say about a criterion. A hint for whoever finds it, never a finding: undefined where the rule
 * does not fit this form.
 */
export function criterionHint(
  criterion: Criterion,
  form: CompiledForm,
  values: Readonly<Record<string, unknown>>,
): boolean | undefined {
  const rule = compileCel(celEnvironment(typesOf(form)), criterion.rule, 'bool')
  if (!('run' in rule)) return undefined
  try {
    return rule.run(values) === true
  } catch {
    return undefined
  }
}

function typesOf({ items }: CompiledForm): Record<string, CelType> {
  return Object.fromEntries(
    items.map((item): [string, CelType] => {
      if (item.kind === 'repeat') return [item.group.id, 'list']
      return [item.field.id, item.kind === 'calculated' ? 'double' : celTypeOf(item.field.type)]
    }),
  )
}
