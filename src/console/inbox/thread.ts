import { accountsBeside } from '#runner/same-person.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Note } from '#store/notes.ts'
import type { OutboxState } from '#store/outbox.ts'
import type { StoredFileMeta } from '#store/files.ts'
import type { Desk } from '../desk.ts'

/** One line of a conversation as staff see it: what was said, or a note among themselves. */
export type ThreadItem =
  | {
      readonly kind: 'said'
      readonly entry: MessageEntry
      readonly delivery?: OutboxState
      readonly file?: StoredFileMeta
      readonly channel: string
    }
  | { readonly kind: 'note'; readonly note: Note }

/** A person's conversation over all their channels that are proven to be theirs. */
export interface Thread {
  readonly items: readonly ThreadItem[]
  /** Older lines are there that are not shown. */
  readonly more: boolean
  readonly contacts: readonly Contact[]
}

/** Turns read for one page. */
const PAGE = 60

/** Reads a conversation, the oldest line first. */
export async function readThread(desk: Desk, contact: Contact): Promise<Thread> {
  const contacts = await accountsBeside(desk.parts.store, contact)
  const items: ThreadItem[] = []
  let more = false
  for (const one of contacts) {
    const key = await desk.parts.store.vault.open(one.keyId)
    const turns = await desk.parts.store.messages.of(one.id, key, { limit: PAGE })
    more ||= turns.length === PAGE
    for (const turn of turns) for (const entry of turn.entries) items.push(await said(desk, one, entry, key))
    for (const note of await desk.parts.store.notes.of(one.id, key)) items.push({ kind: 'note', note })
  }
  return { items: items.sort((a, b) => timeOf(a) - timeOf(b)), more, contacts }
}

function timeOf(item: ThreadItem): number {
  return item.kind === 'said' ? item.entry.at : item.note.at
}

async function said(
  { parts }: Desk,
  contact: Contact,
  entry: MessageEntry,
  key: DataKey,
): Promise<ThreadItem> {
  const delivery = entry.outboxId === undefined ? undefined : await parts.store.outbox.find(entry.outboxId)
  const file = entry.fileId === undefined ? undefined : await parts.store.files.get(entry.fileId, key)
  return {
    kind: 'said',
    entry,
    channel: contact.channel,
    ...(delivery && { delivery }),
    ...(file && { file }),
  }
}
