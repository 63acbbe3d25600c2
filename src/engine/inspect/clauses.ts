import type { Association } from '#core/association.ts'

/** Clauses that code carries out rather than a step of a flow, and the file that does. */
export const CARRIED_BY: Readonly<Record<string, string>> = {
  R4: 'src/engine/freeze.ts',
  R8: 'src/engine/steps/declare.ts',
  R9: 'src/engine/steps/declare.ts',
  R11: 'src/engine/actions/submit-request.ts',
}

/** Clauses that wait for a part of Wasl that is not there yet; named at every check, so that none is forgotten. */
export const WAITING: Readonly<Record<string, string>> = {
  R5: 'verification by an employee (console)',
  R14: 'registration (cases)',
  R15: 'delivery of the service (cases)',
  R16: 'satisfaction poll',
  R17: 'satisfaction poll',
  R18: 'reminder of the poll',
  R19: 'suggestions',
  R27: 'accounts of volunteers (console)',
  R30: 'sources of facts (cases)',
  R31: 'criteria of eligibility (cases)',
  R32: 'mechanisms of assessment (cases)',
  R33: 'finding duplicates (cases)',
  R35: 'reports by department (console)',
  R36: 'sign-up of volunteers',
  R37: 'referral to other bodies (cases)',
  R38: 'complaints and objections (cases)',
}

/** `R13` of `irtiqa/R13`. */
export function bareClause(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/** Clauses of an association's policy that no step and no code carries out. */
export function unmetClauses(association: Association, inFlows: ReadonlySet<string>): string[] {
  return association.clauses
    .map((clause) => bareClause(clause.id))
    .filter((clause) => !inFlows.has(clause) && !(clause in CARRIED_BY) && !(clause in WAITING))
}

/** Clauses that some policy has and that wait for a later part. */
export function waitingClauses(
  associations: readonly Association[],
  inFlows: ReadonlySet<string>,
): readonly string[] {
  const had = new Set(associations.flatMap(({ clauses }) => clauses.map((clause) => bareClause(clause.id))))
  return Object.keys(WAITING).filter((clause) => had.has(clause) && !inFlows.has(clause))
}
