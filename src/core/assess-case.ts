import type { Mechanism } from './association.ts'
import type { CaseFile } from './case-file.ts'
import type { CaseCommand, CaseRules } from './change-case.ts'
import { blank, one, when } from './case-change.ts'
import type { CaseChange } from './case-change.ts'
import type { Finding, Missing } from './case-event.ts'

/** One answer or document compared with its source (R5). */
export function checkItem(
  file: CaseFile,
  rules: CaseRules,
  command: CaseCommand & { do: 'check' },
): CaseChange {
  if (!rules.items.includes(command.item)) return { refused: 'unknown_item', items: [command.item] }
  const { item, result, note } = command
  return when(['submitted', 'complete', 'assessment'].includes(file.state), {
    kind: 'checked',
    item,
    result,
    ...(note !== undefined && { note }),
  })
}

/** The request goes back for exactly what it lacks (R4). */
export function returnCase(file: CaseFile, rules: CaseRules, missing: readonly Missing[]): CaseChange {
  if (missing.length === 0) return { refused: 'nothing_missing' }
  const askable = [...rules.items, ...(rules.unanswered ?? [])]
  const unknown = missing.map(({ item }) => item).filter((item) => !askable.includes(item))
  if (unknown.length > 0) return { refused: 'unknown_item', items: unknown }
  return when(file.decisions.length < file.round, { kind: 'returned', missing })
}

/** Complete when everything was compared and matches (R5, R14). */
export function completeCase(file: CaseFile, rules: CaseRules): CaseChange {
  const open = rules.items.filter((item) => file.checks[item]?.result !== 'matches')
  return open.length > 0 ? { refused: 'unchecked', items: open } : one({ kind: 'completed' })
}

/** A criterion as staff found it (R31). */
export function findCriterion(file: CaseFile, rules: CaseRules, finding: Finding): CaseChange {
  if (!rules.criteria.includes(finding.criterion))
    return { refused: 'unknown_item', items: [finding.criterion] }
  return when(file.state === 'assessment', { kind: 'criterion_found', finding })
}

/** Assessed when the mechanisms of the service are done or waived, and every criterion has a finding (R28, R32). */
export function finishAssessment(file: CaseFile, rules: CaseRules, waived: string | undefined): CaseChange {
  const asked = (mechanism: Mechanism): boolean => blank(waived) && rules.mechanisms.includes(mechanism)
  const { interview, visit } = file
  // An appointment that somebody waits for is cancelled first, whatever is waived.
  if (interview?.state === 'booked' || (asked('interview') && interview?.state !== 'held'))
    return { refused: 'interview_open' }
  if (visit?.state === 'planned' || (asked('field_visit') && visit?.state !== 'done'))
    return { refused: 'visit_open' }
  const differing = Object.keys(file.checks).filter((item) => file.checks[item]?.result !== 'matches')
  if (differing.length > 0) return { refused: 'unchecked', items: differing }
  const open = rules.criteria.filter((id) => file.findings[id] === undefined)
  if (open.length > 0) return { refused: 'criteria_open', items: open }
  return one({ kind: 'assessed', ...(waived !== undefined && !blank(waived) && { waived }) })
}
