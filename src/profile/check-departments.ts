import type { Problem } from '#core/problem.ts'
import type { ProfileSources } from './sources.ts'

/** What is wrong with the departments: each service and each matter belongs to one and to no other (R35). */
export function checkDepartments({ association, services }: ProfileSources): Problem[] {
  const { departments, matters } = association.value
  const problems: Problem[] = []
  const check = (part: 'services' | 'matters', there: readonly string[]) => {
    const taken = new Set<string>()
    departments.forEach((department, d) =>
      department[part].forEach((id, i) => {
        const report = (message: string) =>
          problems.push(association.problem(['departments', d, part, i], message))
        if (!there.includes(id)) report(`there is no ${id} among the ${part}`)
        if (taken.has(id)) report(`${id} belongs to two departments`)
        taken.add(id)
      }),
    )
    for (const id of there)
      if (!taken.has(id)) problems.push(association.problem(['departments'], `no department has ${id}`))
  }
  check(
    'services',
    services.value.services.map(({ id }) => id),
  )
  check('matters', matters)
  return problems
}
