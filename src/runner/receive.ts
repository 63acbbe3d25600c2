import type { IncomingFile, IncomingMessage } from '#core/message.ts'
import { LANGUAGES } from '#core/text.ts'
import type { DataKey } from '#store/data-key.ts'
import type { StoredContent } from '#store/inbox.ts'
import { StoreUnavailable, WriteRefused } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import type { Job, Running } from './running.ts'
import { keepFile } from './uploads/keep-file.ts'

interface Prepared {
  readonly contactId: string
  readonly writes: readonly Write[]
  /** Which of the writes puts the message into the inbox. */
  readonly inboxWrite: number
  readonly job: Job
}

/** Contacts that this batch makes, so that two first messages of one person share one contact. */
type Fresh = Map<string, { readonly id: string; readonly key: DataKey }>

/**
 * Puts messages into the inbox: on disk before the channel is told, each once. What was there before changes
 * nothing. Then the messages wait for their turn, in order per contact.
 */
export async function receiveMessages(running: Running, messages: readonly IncomingMessage[]): Promise<void> {
  if (messages.length === 0) return
  try {
    await receiveOnce(running, messages)
  } catch (error) {
    if (error instanceof StoreUnavailable) running.log.error('store_unavailable', { reason: error.reason })
    // Two batches may meet a new person at the same moment: the second finds the contact of the first.
    if (!(error instanceof WriteRefused)) throw error
    await receiveOnce(running, messages)
  }
}

async function receiveOnce(running: Running, messages: readonly IncomingMessage[]): Promise<void> {
  const fresh: Fresh = new Map()
  const prepared: Prepared[] = []
  for (const message of messages) prepared.push(await prepare(running, message, fresh))
  const changed = await running.store.commit(prepared.flatMap((item) => item.writes))
  let at = 0
  for (const item of prepared) {
    const isNew = (changed[at + item.inboxWrite] ?? 0) > 0
    at += item.writes.length
    if (isNew) running.mailboxes.add(item.contactId, item.job)
  }
}

async function prepare(running: Running, message: IncomingMessage, fresh: Fresh): Promise<Prepared> {
  const { store, clock } = running
  const writes: Write[] = []
  const { id: contactId, key } = await contactOf(running, message, fresh, writes)
  const stored = await storedContent(running, message, { contactId, key }, writes)
  const content = { ...stored, externalId: message.externalId }
  const id = store.inbox.nextId()
  writes.push(
    // Being blocked or unblocked is no word of the person's.
    ...(message.content.kind === 'reachable'
      ? []
      : [store.contacts.seen(contactId, Math.min(message.sentAt, clock.now()))]),
    store.inbox.insert(
      {
        id,
        channel: channelOfMessage(message),
        account: message.account,
        externalId: message.externalId,
        contactId,
        receivedAt: clock.now(),
        sentAt: message.sentAt,
        content,
        ...(message.position !== undefined && { position: message.position }),
      },
      key,
    ),
  )
  const job: Job = { kind: 'message', id, attempts: 0, content }
  return { contactId, writes, inboxWrite: writes.length - 1, job }
}

function channelOfMessage(message: IncomingMessage) {
  return message.urn.slice(0, message.urn.indexOf(':')) as Parameters<
    Running['store']['inbox']['position']
  >[0]
}

async function contactOf(running: Running, message: IncomingMessage, fresh: Fresh, writes: Write[]) {
  const { store, ids, clock } = running
  const name = `${message.account} ${message.urn}`
  const known = fresh.get(name)
  if (known) return known
  const contact = await store.contacts.find(message.urn, message.account)
  if (contact) return { id: contact.id, key: await store.vault.open(contact.keyId) }
  const { key, write } = store.vault.newKey(ids.newId())
  const made = { id: ids.newId(), key }
  // The language of the app is a hint for the first words only; the person chooses.
  const hint = LANGUAGES.find((language) => language === message.language?.slice(0, 2).toLowerCase())
  const spoken = hint !== undefined && running.association.languages.includes(hint) ? hint : undefined
  const contactRow = { id: made.id, urn: message.urn, account: message.account, createdAt: clock.now() }
  writes.push(write, ...store.contacts.create({ ...contactRow, ...(spoken && { language: spoken }) }, key))
  fresh.set(name, made)
  return made
}

async function storedContent(
  running: Running,
  message: IncomingMessage,
  owner: { readonly contactId: string; readonly key: DataKey },
  writes: Write[],
): Promise<StoredContent> {
  const { content } = message
  if (content.kind !== 'file') return content
  const { content: bytes, ...file }: IncomingFile = content.file
  if (!bytes) return { ...content, file }
  const kept = await keepFile(running, owner, file, bytes)
  writes.push(...kept.writes)
  return { ...content, file: kept.file }
}
