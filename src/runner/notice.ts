import type { Language } from '#core/text.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import { PRIORITY } from '#store/outbox.ts'
import type { Write } from '#store/write.ts'
import { composeMessage } from './compose-message.ts'
import type { Running } from './running.ts'

/** To whom a notice goes, and in which language. */
export interface Recipient {
  readonly contact: Contact
  readonly key: DataKey
  readonly language: Language
}

/** A message that nobody asked for, behind all replies: its place in the outbox and its line in the log. Sent once by its key. */
export function noticeWrites(
  running: Running,
  { contact, key, language }: Recipient,
  notice: { readonly kind: string; readonly text: string; readonly uniqueKey: string },
): Write[] {
  const { store, clock, renderer, ids } = running
  const at = clock.now()
  const text = renderer.text({ key: notice.text }, language)
  const { uniqueKey, kind } = notice
  const given = { language, at, priority: PRIORITY.broadcast, uniqueKey, notice: { kind, values: {} } }
  const { write, entry } = composeMessage(running, contact, key, { text }, given)
  return [write, store.messages.append({ id: ids.newId(), contactId: contact.id, at, entries: [entry] }, key)]
}
