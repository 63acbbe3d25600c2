import type { Association, DecisionPeriod } from '#core/association.ts'
import type { CaseRules } from '#core/change-case.ts'
import type { Deciders } from '#core/decision.ts'
import type { CaseKind } from '#core/case.ts'
import type { Answers } from '#engine/session.ts'
import type { CaseAnswers } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Settings } from '../settings.ts'

/** The answers of a case as its form froze them. */
export interface FrozenAnswers {
  readonly answers: Answers
  readonly groups: Readonly<Record<string, readonly Answers[]>>
}

/** A case's answers, whatever an older version left out. */
export function frozenOf(answers: CaseAnswers): FrozenAnswers {
  const { answers: own = {}, groups = {} } = answers as Partial<FrozenAnswers>
  return { answers: own, groups }
}

/**
 * The rules of one case: from the profile as it is now, the settings, and the questions that this very case answered.
 * A service or form that the profile no longer has leaves the case with fewer rules, never without a way on.
 */
export function rulesOfCase(
  association: Association,
  settings: Settings,
  staff: readonly StaffMember[],
  of: { readonly kind: CaseKind; readonly service: string; readonly answers: CaseAnswers },
): CaseRules {
  const service = association.services.find(({ id }) => id === of.service)
  const { given, left } = itemsOf(frozenOf(of.answers))
  return {
    period: periodOf(association, settings),
    deciders: decidersOf(association, settings, staff),
    mechanisms: service?.mechanisms ?? ['documents'],
    items: given,
    unanswered: left,
    criteria: service?.criteria.map(({ id }) => id) ?? [],
    reasons: association.reasons.map(({ id }) => id),
  }
}

/** The decision period: the policy's; where it speaks of "a set period" without a number, the one that was set. */
export function periodOf(association: Association, settings: Settings): DecisionPeriod {
  const { period } = association
  const set = settings.days['decision_days']
  const open = period.earliest === undefined && period.latest === undefined
  return open && set !== undefined ? { ...period, latest: set } : period
}

/** Who decides (R10): those who were set, else the people whose role it is. */
export function decidersOf(
  association: Association,
  settings: Settings,
  staff: readonly StaffMember[],
): Deciders {
  const { kind } = association.deciding
  const active = staff.filter(({ status }) => status === 'active')
  const there = (ids: readonly string[]): string[] => ids.filter((id) => active.some((one) => one.id === id))
  const having = (roles: readonly string[]): string[] =>
    active.filter(({ role }) => roles.includes(role)).map(({ id }) => id)
  if (kind !== 'committee') {
    const { deciders } = settings
    return { kind, members: deciders ? there(deciders) : having(['manager', 'committee']) }
  }
  const { committee } = settings
  if (!committee) return { kind, members: having(['committee']) }
  const { chair, quorum } = committee
  return {
    kind,
    members: there(committee.members),
    ...(chair !== undefined && { chair }),
    ...(quorum !== undefined && { quorum }),
  }
}

/** What staff compare: every answer that was given, and apart from it what was left out and may be asked for. */
function itemsOf({ answers, groups }: FrozenAnswers): { given: string[]; left: string[] } {
  const given: string[] = []
  const left: string[] = []
  const sort = (item: string, skipped: boolean | undefined): void => void (skipped ? left : given).push(item)
  for (const [id, entry] of Object.entries(answers)) sort(id, entry.skipped)
  for (const [group, members] of Object.entries(groups)) {
    for (const [index, member] of members.entries()) {
      for (const [id, entry] of Object.entries(member)) sort(`${group}.${index}.${id}`, entry.skipped)
    }
  }
  return { given, left }
}
