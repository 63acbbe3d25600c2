import type { Service } from '#core/association.ts'
import { celEnvironment, celTypeOf, compileCel } from './cel.ts'
import type { CelType, Program } from './cel.ts'
import type { CompiledForm } from './form.ts'

// A service never changes once it is loaded; its rule is compiled once.
const RULES = new WeakMap<Service, Program | undefined>()

/** Whether somebody asks for another person, as the service tells it by its answers. */
export function asksForAnother(
  service: Service,
  form: CompiledForm,
  values: Readonly<Record<string, unknown>>,
): boolean {
  const { guardian } = service
  if (!guardian) return false
  if (!RULES.has(service)) {
    const compiled = compileCel(celEnvironment(typesOf(form)), guardian.when, 'bool')
    RULES.set(service, 'run' in compiled ? compiled : undefined)
  }
  return RULES.get(service)?.run(values) === true
}

function typesOf({ items }: CompiledForm): Record<string, CelType> {
  return Object.fromEntries(
    items.map((item) => {
      if (item.kind === 'repeat') return [item.group.id, 'list']
      return [item.field.id, item.kind === 'calculated' ? 'double' : celTypeOf(item.field.type)]
    }),
  )
}
