import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { ownerOf } from './claim-handoff.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'
import { cancelHandoffTimers } from './handoff-timers.ts'
import { problemOf, spoken } from './reply-as-staff.ts'
import type { StaffReply } from './reply-as-staff.ts'

/**
 * Closes a conversation with the explanation that the policy asks for (R7): it is sent to the person, and then the
 * bot goes on at the very step where the flow was suspended.
 */
export async function closeHandoff(
  running: Running,
  member: StaffMember,
  handoffId: string,
  explanation: StaffReply,
): Promise<{ readonly closed: true } | HandoffRefused> {
  const { store, clock, delivery, mailboxes } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const { contact } = opened
  const problem = problemOf(opened, member, explanation.text)
  // Whoever cannot be written to was called: the explanation is kept, and the conversation is not held for ever.
  if (problem && problem.refused !== 'unreachable') return problem
  const at = clock.now()
  const told = problem ? [] : spoken(running, opened, member, explanation)
  try {
    await store.commit([
      ...told,
      ...(problem
        ? [
            store.notes.add(
              {
                id: running.ids.newId(),
                contactId: contact.id,
                staffId: member.id,
                at,
                text: explanation.text.trim(),
              },
              opened.key,
            ),
          ]
        : []),
      store.handoffs.close(handoffId, at),
      store.contacts.setOwner(contact.id, ownerOf(member.id), 'bot'),
      ...cancelHandoffTimers(running, handoffId),
      store.audit.append({ at, actor: ownerOf(member.id), action: 'handoff_closed', subject: handoffId }),
      store.consoleEvents.add('handoff', contact.id, at),
    ])
  } catch (error) {
    if (error instanceof StaleWrite) return { refused: 'not_yours' }
    throw error
  }
  delivery.wake()
  mailboxes.add(contact.id, { kind: 'released' })
  return { closed: true }
}
