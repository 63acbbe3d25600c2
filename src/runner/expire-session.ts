import type { Session } from '#engine/session.ts'
import type { Write } from '#store/write.ts'
import { isUnfinished } from './draft-timer.ts'
import { noticeWrites } from './notice.ts'
import type { Running } from './running.ts'

/** The end of a session whose time is over, as writes: it is destroyed, and who left a request unfinished in it is told. */
export async function expireSession(
  running: Running,
  { id, contactId }: { readonly id: string; readonly contactId: string },
): Promise<Write[]> {
  const { store } = running
  const end = store.sessions.end(contactId)
  const contact = await store.contacts.get(contactId)
  if (contact?.reachability !== 'active') return [end]
  const key = await store.vault.open(contact.keyId)
  const session = (await store.sessions.find(contactId, key))?.state as Session | undefined
  if (!session || !isUnfinished(session)) return [end]
  const told = { kind: 'draft_expired', text: 'replies:draft.expired', uniqueKey: `expired:${id}` }
  return [end, ...noticeWrites(running, { contact, key, language: session.language }, told)]
}
