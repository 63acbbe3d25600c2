import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import { composeMessage } from '../compose-message.ts'
import type { Running } from '../running.ts'
import { ownerOf } from './claim-handoff.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused, OpenedHandoff } from './handoff-access.ts'
import { afterReply } from './handoff-timers.ts'

/** Letters of one message of staff. */
export const LONGEST_REPLY = 4_000
/** `{name}` in a canned reply that nobody filled in. */
const GAP = /\{[^{}\n]{1,40}\}/

/** What a member of staff writes to a person; `clientKey` is made when the composer opens, so that one click is one message. */
export interface StaffReply {
  readonly text: string
  readonly clientKey: string
  /** Written in the staff's group: it stands there already. */
  readonly via?: 'group'
}

/** Writes a reply of staff into the outbox: once by its key, only by the one who has the conversation. */
export async function replyAsStaff(
  running: Running,
  member: StaffMember,
  handoffId: string,
  reply: StaffReply,
): Promise<{ readonly sent: true; readonly again?: true } | HandoffRefused> {
  const { store, delivery } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const problem = problemOf(opened, member, reply.text)
  if (problem) return problem
  try {
    await store.commit([
      ...spoken(running, opened, member, reply),
      ...(await afterReply(running, opened.handoff)),
    ])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    // The key was used: the first click was heard, whatever the network made of the answer.
    if (error.query === 'outbox.insert') return { sent: true, again: true }
    return { refused: 'not_yours' }
  }
  delivery.wake()
  return { sent: true }
}

/** Why a text cannot be sent by this member. */
export function problemOf(
  { handoff, contact }: OpenedHandoff,
  member: StaffMember,
  text: string,
): HandoffRefused | undefined {
  if (handoff.claimedBy !== member.id)
    return handoff.claimedBy === undefined
      ? { refused: 'not_yours' }
      : { refused: 'taken', by: handoff.claimedBy }
  if (text.trim() === '') return { refused: 'text_missing' }
  if (text.length > LONGEST_REPLY) return { refused: 'text_too_long' }
  if (GAP.test(text)) return { refused: 'gap_left' }
  return contact.reachability === 'active' ? undefined : { refused: 'unreachable' }
}

/** The message, its line in the log and the guard that it is still this member's conversation. */
export function spoken(
  running: Running,
  { contact, key }: OpenedHandoff,
  member: StaffMember,
  { text, clientKey, via }: StaffReply,
): Write[] {
  const { store, clock, ids } = running
  const at = clock.now()
  const language = contact.language ?? running.language
  const uniqueKey = `staff:${member.id}:${clientKey}`
  const { write, entry } = composeMessage(
    running,
    contact,
    key,
    { text: text.trim() },
    { language, at, uniqueKey },
  )
  const line = { ...entry, from: member.id, kind: 'staff', ...(via && { via }) }
  return [
    store.contacts.ownedBy(contact.id, ownerOf(member.id)),
    { ...write, rows: 1 },
    store.messages.append({ id: ids.newId(), contactId: contact.id, at, entries: [line] }, key),
    store.drafts.remove(member.id, contact.id),
    store.consoleEvents.add('message', contact.id, at),
  ]
}
