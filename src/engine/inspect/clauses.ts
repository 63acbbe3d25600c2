import type { Association } from '#core/association.ts'

/** `R13` of `irtiqa/R13`. */
export function bareClause(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/**
 * Clauses of an association's policy that no step of a flow, rule in code or part of the profile says to carry out. Whether one
 * that somebody says to carry out holds is for the tests to say (`wasl policy`).
 */
export function unmetClauses(association: Association, carried: ReadonlySet<string>): string[] {
  const own = new Set(citingParts(association).map(([, clause]) => bareClause(clause)))
  return association.clauses
    .map((clause) => bareClause(clause.id))
    .filter((clause) => !carried.has(clause) && !own.has(clause))
}

/** Parts of a profile that rest on a clause. Answers only quote one. */
export function citingParts(association: Association): (readonly [part: string, clause: string])[] {
  const { deciding, period, declaration, referral, partners = [], matters } = association
  return [
    ['deciding', deciding.clause],
    ...(period.clause ? [['period', period.clause] as const] : []),
    ...declaration.clauses.map((clause) => ['declaration', clause] as const),
    ...referral.flatMap(({ id, clause }) => (clause ? [[`referral ${id}`, clause] as const] : [])),
    ...partners.map(({ id, clause }) => [`partner ${id}`, clause] as const),
    ...matters.flatMap(({ id, clauses }) => clauses.map((clause) => [`matter ${id}`, clause] as const)),
  ]
}
