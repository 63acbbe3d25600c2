import type { FileFacts } from '#core/answer.ts'
import { channelOf } from '#core/contact.ts'
import type { Language } from '#core/text.ts'
import type { UploadDesk, UploadedFile, UploadOutcome, UploadTicket } from '#channels/upload-desk.ts'
import type { DataKey } from '#store/data-key.ts'
import type { StoredFile, StoredUpload } from '#store/inbox.ts'
import type { UploadLink } from '#store/upload-links.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import type { Job, Running } from '../running.ts'
import { cleanFile, magicOf } from './clean-file.ts'
import type { Cleaned } from './cleaned.ts'
import { safeFileName } from './file-name.ts'
import { storeFile } from './keep-file.ts'
import { refusalText } from './refusal-text.ts'

const CLOSED: UploadOutcome = { taken: false, reason: 'closed' }
const TOKEN = /^[\w-]{43}$/

/** Takes files in over one-time links; they reach the conversation like a message of the contact. */
export function createUploadDesk(running: () => Running): UploadDesk {
  return {
    async open(token) {
      const link = await openLink(running(), token)
      return link && ticketOf(running(), link)
    },
    async take(token, files) {
      const link = await openLink(running(), token)
      if (!link || files.length === 0) return CLOSED
      if (files.length > link.files) return { taken: false, reason: 'too_many' }
      return takeFiles(running(), link, files)
    },
  }
}

function openLink({ store, clock }: Running, token: string): Promise<UploadLink | undefined> {
  return TOKEN.test(token) ? store.uploadLinks.open(token, clock.now()) : Promise.resolve(undefined)
}

function ticketOf({ library }: Running, link: UploadLink): UploadTicket | undefined {
  const field = library.form(link.form, link.revision).fields.get(link.field)?.field
  if (!field) return undefined
  const kind = field.type === 'voice' ? 'voice' : 'document'
  return { label: field.label, kind, files: link.files, language: link.language as Language }
}

interface Looked {
  readonly file: UploadedFile
  readonly cleaned: Cleaned
}

async function takeFiles(
  running: Running,
  link: UploadLink,
  files: readonly UploadedFile[],
): Promise<UploadOutcome> {
  const kind = ticketOf(running, link)?.kind
  if (!kind) return CLOSED
  const looked: Looked[] = []
  // One after the other: each is opened in memory.
  for (const given of files) {
    const file = { ...given, name: safeFileName(given.name) }
    const cleaned = await cleanFile(file.bytes, file)
    const problem = problemOf(running, link, kind, file, cleaned)
    if (problem !== undefined) return { taken: false, reason: 'refused', name: file.name, text: problem }
    if (cleaned.kept) looked.push({ file, cleaned })
  }
  return keepAll(running, link, looked)
}

/** Why a file is no answer to the question that the link stands under, in words. */
function problemOf(
  { renderer }: Running,
  link: UploadLink,
  kind: UploadTicket['kind'],
  { name, mime }: UploadedFile,
  cleaned: Awaited<ReturnType<typeof cleanFile>>,
): string | undefined {
  const facts: FileFacts = cleaned.kept
    ? { name, mime: cleaned.mime, bytes: cleaned.bytes.length, magic: magicOf(cleaned.bytes) }
    : { name, mime, bytes: 0, magic: '', problem: cleaned.problem }
  return refusalText(renderer, facts, kind, link.language as Language)
}

/** All files, the message that brings them, and the end of the link: one commit. */
async function keepAll(
  running: Running,
  link: UploadLink,
  looked: readonly Looked[],
): Promise<UploadOutcome> {
  const { store, clock, mailboxes } = running
  const contact = await store.contacts.get(link.contactId)
  if (!contact) return CLOSED
  const key = await store.vault.open(contact.keyId)
  const kept = await storeAll(running, { contactId: contact.id, key }, looked)
  const now = clock.now()
  const content: StoredUpload = {
    kind: 'uploaded',
    form: link.form,
    place: link.place,
    files: kept.map(({ file }) => file),
  }
  const row = {
    id: store.inbox.nextId(),
    channel: channelOf(contact.urn),
    account: contact.account,
    externalId: `upload-${link.id}`,
    contactId: contact.id,
    receivedAt: now,
    sentAt: now,
    content,
  }
  try {
    await store.commit([
      store.uploadLinks.use(link.id, now),
      store.uploadLinks.close(contact.id, link.place, now),
      ...kept.map(({ write }) => write),
      store.inbox.insert(row, key),
    ])
  } catch (error) {
    await Promise.all(kept.map(({ file }) => store.files.erase(file.stored)))
    // Someone else used the link up in the meantime.
    if (error instanceof StaleWrite) return CLOSED
    throw error
  }
  const job: Job = { kind: 'message', id: row.id, attempts: 0, content }
  mailboxes.add(contact.id, job)
  return { taken: true }
}

interface Kept {
  readonly file: StoredFile & { readonly stored: string }
  readonly write: Write
}

async function storeAll(
  running: Running,
  owner: { readonly contactId: string; readonly key: DataKey },
  looked: readonly Looked[],
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const { file, cleaned } of looked) {
    const named = { name: file.name, mime: file.mime, bytes: file.bytes.length }
    kept.push(await storeFile(running, owner, named, cleaned))
  }
  return kept
}
