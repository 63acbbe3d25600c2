import type { StaffMember } from '#store/staff.ts'
import { WriteRefused } from '#store/write.ts'
import type { Running } from '../running.ts'
import { ownerOf } from './claim-handoff.ts'
import { openHandoff } from './handoff-access.ts'
import type { HandoffRefused } from './handoff-access.ts'

/** Letters of one note. */
export const LONGEST_NOTE = 2_000

/**
 * Keeps a note for colleagues beside a conversation. No road leads from a note to the person. Under an id that the
 * caller gives it is kept once, however often it comes.
 */
export async function keepNote(
  running: Running,
  member: StaffMember,
  handoffId: string,
  words: string,
  id = running.ids.newId(),
): Promise<{ readonly kept: true } | HandoffRefused> {
  const { store, clock } = running
  const opened = await openHandoff(running, member, handoffId, 'reply')
  if ('refused' in opened) return opened
  const text = words.trim()
  if (text === '') return { refused: 'text_missing' }
  if (text.length > LONGEST_NOTE) return { refused: 'text_too_long' }
  const { contact, key } = opened
  const at = clock.now()
  try {
    await store.commit([
      store.notes.add({ id, contactId: contact.id, staffId: member.id, at, text }, key),
      store.audit.append({ at, actor: ownerOf(member.id), action: 'note_kept', subject: handoffId }),
      store.consoleEvents.add('message', contact.id, at),
    ])
  } catch (error) {
    if (!(error instanceof WriteRefused) || error.query !== 'notes.add') throw error
  }
  return { kept: true }
}
