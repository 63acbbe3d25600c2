import type { CaseFile } from './case-file.ts'
import { blank, one } from './case-change.ts'
import type { CaseChange } from './case-change.ts'
import { staffOf } from './case.ts'
import type { Asking, CaseCommand, CaseRules, DecideCommand } from './change-case.ts'
import { decisionWindow } from './deadline.ts'
import { OUTCOMES, quorumOf } from './decision.ts'
import type { Deciders, Decision, Opinion, Outcome } from './decision.ts'

type Deciding = Extract<CaseCommand, { do: 'give_opinion' | 'recuse' | 'decide' }>

/**
 * Opinions, recusals and the decision (R10, R12, R13). Who prepared a case does not decide it; a committee decides
 * with its quorum and along its opinions, through its chair; what is not a whole acceptance has a reason, a text and a next step; before the
 * policy's earliest day a written reason is kept.
 */
export function decide(file: CaseFile, rules: CaseRules, command: Deciding, asking: Asking): CaseChange {
  const member = staffOf(asking.by)
  if (member === undefined) return { refused: 'not_by_you' }
  if (file.state !== 'deciding') return { refused: 'not_now' }
  if (!rules.deciders.members.includes(member)) return { refused: 'not_a_member' }
  if (command.do === 'recuse') return one({ kind: 'recused', recusal: { member, why: command.why } })
  if (file.preparers.includes(member)) return { refused: 'prepared_by_you' }
  if (file.recusals[member]) return { refused: 'recused' }
  if (command.do === 'give_opinion') {
    const { outcome, text } = command
    return one({
      kind: 'opinion_given',
      opinion: { member, outcome, ...(text !== undefined && { text }) },
    })
  }
  return close(file, rules, command, { member, at: asking.at })
}

function close(
  file: CaseFile,
  rules: CaseRules,
  command: DecideCommand,
  { member, at }: { readonly member: string; readonly at: number },
): CaseChange {
  if (file.decisions.some((decision) => decision.round === file.round)) return { refused: 'decided_already' }
  const opinions = validOpinions(file, rules.deciders)
  if (rules.deciders.kind === 'committee') {
    if (chairOf(file, rules.deciders) !== member) return { refused: 'not_the_chair' }
    if (opinions.length < quorumOf(rules.deciders)) return { refused: 'no_quorum' }
    if (!hasMajority(command.outcome, opinions)) return { refused: 'no_majority' }
  }
  const { earliestAt } = decisionWindow(rules.period, file, at)
  const tooEarly = earliestAt !== undefined && at < earliestAt
  if (tooEarly && blank(command.early)) return { refused: 'too_early' }
  if (command.outcome !== 'accepted') {
    if (command.reason === undefined || !rules.reasons.includes(command.reason))
      return { refused: 'reason_missing' }
    if (blank(command.text)) return { refused: 'text_missing' }
    if (blank(command.next)) return { refused: 'next_missing' }
  }
  const { do: _do, early, ...given } = command
  const members = opinions.length > 0 ? opinions.map((opinion) => opinion.member) : [member]
  const decision: Decision = { ...given, ...(tooEarly && early && { early }), round: file.round, members, at }
  return one({ kind: 'decided', decision })
}

/** Opinions that count: of members who did not recuse themselves afterwards and did not prepare the case. */
export function validOpinions(file: CaseFile, deciders: Deciders): readonly Opinion[] {
  return Object.values(file.opinions).filter(
    ({ member }) =>
      deciders.members.includes(member) && !file.recusals[member] && !file.preparers.includes(member),
  )
}

/**
 * Who closes a round of a committee: its chair, or the first member left where the chair takes no part or prepared
 * the case, so that no case waits for somebody who may not decide it.
 */
export function chairOf(file: CaseFile, { chair, members }: Deciders): string | undefined {
  const free = members.filter((member) => !file.recusals[member] && !file.preparers.includes(member))
  return chair !== undefined && free.includes(chair) ? chair : free[0]
}

/** A committee's outcome is one that no other outcome has more opinions for; among equals the chair chooses. */
function hasMajority(outcome: Outcome, opinions: readonly Opinion[]): boolean {
  const count = (of: Outcome): number => opinions.filter((opinion) => opinion.outcome === of).length
  return OUTCOMES.every((other) => count(other) <= count(outcome))
}
