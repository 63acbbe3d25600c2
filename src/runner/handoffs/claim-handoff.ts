import type { Owner } from '#core/contact.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'

/** Who speaks with a contact while a member of staff has the conversation. */
export function ownerOf(staffId: string): Owner {
  return `staff:${staffId}`
}

/** Takes a conversation over: of two at once the first has it, and the other learns who that is. */
export async function claimHandoff(
  running: Running,
  member: StaffMember,
  handoffId: string,
): Promise<Handoff | HandoffRefused> {
  const { store, clock } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const { handoff, contact } = opened
  if (handoff.claimedBy === member.id) return handoff
  if (handoff.state === 'claimed') return { refused: 'taken', by: handoff.claimedBy ?? '' }
  const at = clock.now()
  try {
    await store.commit([
      store.handoffs.claim(handoff.id, member.id),
      store.contacts.setOwner(contact.id, contact.owner, ownerOf(member.id)),
      store.audit.append({ at, actor: ownerOf(member.id), action: 'handoff_claimed', subject: handoff.id }),
      store.consoleEvents.add('handoff', contact.id, at),
    ])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    const now = await store.handoffs.get(handoffId)
    return now?.state === 'claimed'
      ? { refused: 'taken', by: now.claimedBy ?? '' }
      : claimAgain(running, member, handoffId)
  }
  return { ...handoff, state: 'claimed', claimedBy: member.id, claimedAt: at }
}

/** Only the contact's row had changed (the bot was just speaking): once more, as it is now. */
async function claimAgain(running: Running, member: StaffMember, handoffId: string) {
  const handoff = await running.store.handoffs.get(handoffId)
  return handoff?.state === 'open'
    ? claimHandoff(running, member, handoffId)
    : { refused: 'not_found' as const }
}

/** Puts a conversation back into the queue; nobody answers it until a colleague takes it. */
export async function releaseHandoff(
  running: Running,
  member: StaffMember,
  handoffId: string,
): Promise<Handoff | HandoffRefused> {
  const { store, clock } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const { handoff, contact } = opened
  if (handoff.claimedBy !== member.id) return { refused: 'not_yours' }
  const at = clock.now()
  await store.commit([
    store.handoffs.release(handoff.id, member.id),
    store.contacts.setOwner(contact.id, ownerOf(member.id), 'queue'),
    store.audit.append({ at, actor: ownerOf(member.id), action: 'handoff_unclaimed', subject: handoff.id }),
    store.consoleEvents.add('handoff', contact.id, at),
  ])
  const { claimedBy: _by, claimedAt: _at, ...rest } = handoff
  return { ...rest, state: 'open' }
}
