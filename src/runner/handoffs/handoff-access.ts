import { mayDo, seesOwnOnly } from '#core/staff.ts'
import type { StaffAction } from '#core/staff.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'

/** Why something cannot be done with a conversation; a closed list, each with a sentence for staff. */
export type HandoffRefusal =
  | 'not_allowed'
  | 'not_found'
  /** Someone else has it. */
  | 'taken'
  /** It is not with the one who asks. */
  | 'not_yours'
  | 'not_offered'
  | 'unknown_staff'
  | 'text_missing'
  | 'text_too_long'
  /** A canned reply still has a gap to fill. */
  | 'gap_left'
  /** The person cannot be written to: stopped, or the platform refuses. */
  | 'unreachable'

/** What is said when it cannot be done; `by` names who was first. */
export interface HandoffRefused {
  readonly refused: HandoffRefusal
  readonly by?: string
}

/** A conversation with all that an action of staff needs. */
export interface OpenedHandoff {
  readonly handoff: Handoff
  readonly contact: Contact
  readonly key: DataKey
}

/** Whether a member of staff may know of a conversation: its own and the free ones, or all. */
export function seesHandoff(member: StaffMember, handoff: Handoff): boolean {
  const own = handoff.claimedBy === member.id || handoff.offeredTo === member.id
  if (member.scope === 'all' && !seesOwnOnly(member.role)) return true
  return own || (handoff.state === 'open' && member.scope !== 'own')
}

/** The live handoff of an id, for a member who may do something with it. */
export async function openHandoff(
  { store }: Running,
  member: StaffMember,
  handoffId: string,
  action: StaffAction,
): Promise<OpenedHandoff | HandoffRefused> {
  if (member.status !== 'active' || !mayDo(member.role, action)) return { refused: 'not_allowed' }
  const handoff = await store.handoffs.get(handoffId)
  if (!handoff || handoff.state === 'closed' || !seesHandoff(member, handoff)) return { refused: 'not_found' }
  const contact = await store.contacts.get(handoff.contactId)
  if (!contact) return { refused: 'not_found' }
  return { handoff, contact, key: await store.vault.open(contact.keyId) }
}
