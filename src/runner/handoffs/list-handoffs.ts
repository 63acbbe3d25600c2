import { mayDo } from '#core/staff.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import { seesHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'

/** The three views of the inbox. */
export const HANDOFF_VIEWS = ['mine', 'unassigned', 'all'] as const

export type HandoffView = (typeof HANDOFF_VIEWS)[number]

const MOST = 500

/** Conversations that wait for staff or are with them: the urgent first, then the oldest. */
export async function listHandoffs(
  { store }: Running,
  member: StaffMember,
  view: HandoffView,
): Promise<readonly Handoff[] | HandoffRefused> {
  if (member.status !== 'active' || !mayDo(member.role, 'inbox')) return { refused: 'not_allowed' }
  const live = (await store.handoffs.live(MOST)).filter((handoff) => seesHandoff(member, handoff))
  if (view === 'unassigned') return live.filter((handoff) => handoff.state === 'open')
  if (view === 'mine')
    return live.filter((handoff) => handoff.claimedBy === member.id || handoff.offeredTo === member.id)
  return live
}
