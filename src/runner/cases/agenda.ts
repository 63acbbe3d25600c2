import { decisionWindow } from '#core/deadline.ts'
import type { DecisionWindow } from '#core/deadline.ts'
import { chairOf, validOpinions } from '#core/decide-case.ts'
import { quorumOf } from '#core/decision.ts'
import type { Deciders, Opinion, Recusal } from '#core/decision.ts'
import { mayDo } from '#core/staff.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'
import { loadCase } from './load-case.ts'
import { decidersOf } from './rules-of-case.ts'
import { sees } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/** One case that waits for a decision, and how far its deciding body is with it. */
export interface AgendaItem {
  readonly standing: CaseStanding
  readonly round: number
  readonly window: DecisionWindow
  readonly opinions: readonly Opinion[]
  readonly recusals: readonly Recusal[]
  /** Opinions that count. */
  readonly counted: number
  /** Members who prepared the case, and so take no part. */
  readonly prepared: readonly string[]
  /** Who closes the round, where somebody can. */
  readonly chair?: string
  /** Whether this member may give an opinion, or decide where there is no committee. */
  readonly mine: boolean
}

/** What the deciding body has before it. */
export interface Agenda {
  readonly deciders: Deciders
  /** Opinions that a decision needs; none where one person decides. */
  readonly quorum: number
  readonly items: readonly AgendaItem[]
}

const MOST = 100

/** The cases that wait for a decision, the most pressing first, without anything of their answers. */
export async function readAgenda(running: Running, member: StaffMember): Promise<Agenda | Refused> {
  const { store, association } = running
  if (member.status !== 'active' || !mayDo(member.role, 'give_opinion')) return { refused: 'not_allowed' }
  const deciders = decidersOf(association, await readSettings(running), await store.staff.all())
  const found = await store.cases.inState('deciding', MOST)
  const items: AgendaItem[] = []
  for (const { id } of found) {
    const item = await itemOf(running, member, id)
    if (item) items.push(item)
  }
  return { deciders, quorum: quorumOf(deciders), items: items.toSorted(byTime) }
}

async function itemOf(running: Running, member: StaffMember, id: string): Promise<AgendaItem | undefined> {
  const loaded = await loadCase(running, { id })
  if (!loaded || !sees(member, loaded)) return undefined
  const { record, file, rules } = loaded
  const { deciders } = rules
  const { answers: _a, summary: _s, declaration: _d, formRevision: _f, ...standing } = record
  const chair = deciders.kind === 'committee' ? chairOf(file, deciders) : undefined
  const prepared = deciders.members.filter((one) => file.preparers.includes(one))
  return {
    standing,
    round: file.round,
    window: decisionWindow(rules.period, file, running.clock.now()),
    opinions: Object.values(file.opinions),
    recusals: Object.values(file.recusals),
    counted: validOpinions(file, deciders).length,
    prepared,
    ...(chair !== undefined && { chair }),
    mine: deciders.members.includes(member.id) && !prepared.includes(member.id) && !file.recusals[member.id],
  }
}

/** By the last day, then by the first; those without either in the order of their coming. */
function byTime(a: AgendaItem, b: AgendaItem): number {
  const last = ({ window }: AgendaItem): number => window.latestAt ?? Number.MAX_SAFE_INTEGER
  const first = ({ window, standing }: AgendaItem): number => window.earliestAt ?? standing.submittedAt
  return last(a) - last(b) || first(a) - first(b)
}
