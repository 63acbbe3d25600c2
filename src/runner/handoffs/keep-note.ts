import type { StaffMember } from '#store/staff.ts'
import type { Running } from '../running.ts'
import { ownerOf } from './claim-handoff.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'

/** Letters of one note. */
export const LONGEST_NOTE = 2_000

/** Keeps a note for colleagues beside a conversation. No road leads from a note to the person. */
export async function keepNote(
  running: Running,
  member: StaffMember,
  handoffId: string,
  words: string,
): Promise<{ readonly kept: true } | HandoffRefused> {
  const { store, clock, ids } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const text = words.trim()
  if (text === '') return { refused: 'text_missing' }
  if (text.length > LONGEST_NOTE) return { refused: 'text_too_long' }
  const { contact, key } = opened
  const at = clock.now()
  await store.commit([
    store.notes.add({ id: ids.newId(), contactId: contact.id, staffId: member.id, at, text }, key),
    store.audit.append({ at, actor: ownerOf(member.id), action: 'note_kept', subject: handoffId }),
    store.consoleEvents.add('message', contact.id, at),
  ])
  return { kept: true }
}
