import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { ownerOf } from './claim-handoff.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'

/** Asks a colleague to take a conversation over; it stays where it is until the colleague says yes. */
export async function offerHandoff(
  running: Running,
  member: StaffMember,
  handoffId: string,
  to: string,
): Promise<{ readonly offeredTo: string } | HandoffRefused> {
  const { store, clock } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  if (opened.handoff.claimedBy !== member.id) return { refused: 'not_yours' }
  const colleague = await store.staff.get(to)
  if (colleague?.status !== 'active' || !mayDo(colleague.role, 'reply') || to === member.id)
    return { refused: 'unknown_staff' }
  const at = clock.now()
  await store.commit([
    store.handoffs.offer(handoffId, member.id, to),
    store.audit.append({ at, actor: ownerOf(member.id), action: 'handoff_offered', subject: handoffId }),
    store.consoleEvents.add('handoff', opened.contact.id, at),
  ])
  return { offeredTo: to }
}

/** The colleague takes it, or it bounces and stays where it was. */
export async function answerOffer(
  running: Running,
  member: StaffMember,
  handoffId: string,
  accepted: boolean,
): Promise<{ readonly accepted: boolean } | HandoffRefused> {
  const { store, clock } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const { handoff, contact } = opened
  if (handoff.offeredTo !== member.id) return { refused: 'not_offered' }
  const at = clock.now()
  const action = accepted ? 'handoff_accepted' : 'handoff_bounced'
  try {
    await store.commit([
      ...(accepted
        ? [
            store.handoffs.accept(handoffId, member.id, at),
            store.contacts.setOwner(contact.id, contact.owner, ownerOf(member.id)),
          ]
        : [store.handoffs.bounce(handoffId, member.id)]),
      store.audit.append({ at, actor: ownerOf(member.id), action, subject: handoffId }),
      store.consoleEvents.add('handoff', contact.id, at),
    ])
  } catch (error) {
    if (error instanceof StaleWrite) return { refused: 'not_offered' }
    throw error
  }
  return { accepted }
}
