import type { FileFacts } from '#core/answer.ts'
import { FileError } from '#channels/send-error.ts'
import type { Input } from '#engine/env.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { StoredContent, StoredFile } from '#store/inbox.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Write } from '#store/write.ts'
import { noticeInput } from './notices/notice-job.ts'
import { sayAgain } from './notices/say-again.ts'
import type { Job, Running } from './running.ts'
import { magicOf } from './uploads/clean-file.ts'
import { keepFile } from './uploads/keep-file.ts'
import { safeFileName } from './uploads/file-name.ts'
import type { KeptFile } from './uploads/keep-file.ts'

/** Bytes of one file that is taken from a platform (Telegram gives a bot no more). */
const FILE_LIMIT = 20 * 1024 * 1024

/** What a job means: an input for the engine if there is one, lines for the log, and what is to be written. */
export interface ReadJob {
  readonly input?: Input
  readonly entries: readonly MessageEntry[]
  readonly writes: readonly Write[]
}

const NOTHING = { entries: [], writes: [] } as const

/** Reads a job; a file is fetched from its platform and kept first. */
export async function readJob(running: Running, contact: Contact, key: DataKey, job: Job): Promise<ReadJob> {
  if (job.kind === 'released') return { ...NOTHING, input: { kind: 'released' } }
  if (job.kind === 'timer')
    return job.timer.kind === 'wait' ? { ...NOTHING, input: { kind: 'timer' } } : NOTHING
  if (job.kind === 'notice') return { ...NOTHING, input: noticeInput(job.notice, job.line) }
  const read = await readContent(running, contact, key, job.content)
  const { reachability } = contact
  if (reachability === 'active' || !isBack(reachability, job.content)) return read
  const active = running.store.contacts.setReachability(contact.id, 'active')
  return { ...read, writes: [...read.writes, active, ...(await sayAgain(running, contact))] }
}

/** Whether what came shows that a contact can be written to again; who stopped our messages begins anew for that. */
function isBack(reachability: Contact['reachability'], content: StoredContent): boolean {
  if (content.kind === 'reachable') return content.reachable
  return reachability === 'unreachable' || content.kind === 'start'
}

async function readContent(
  running: Running,
  contact: Contact,
  key: DataKey,
  content: StoredContent,
): Promise<ReadJob> {
  const at = running.clock.now()
  const { externalId } = content
  const line = (kind: string, text?: string): MessageEntry => ({
    from: 'contact',
    kind,
    at,
    ...(externalId !== undefined && { externalId }),
    ...(text !== undefined && { text }),
  })
  switch (content.kind) {
    case 'text':
      return { input: content, entries: [line('text', content.text)], writes: [] }
    case 'choice':
      return {
        input: content,
        entries: [{ ...line('choice', content.choice), question: content.question }],
        writes: [],
      }
    case 'start':
      return { input: content, entries: [line('start')], writes: [] }
    case 'edit':
      return { input: { kind: 'edit' }, entries: [line('edit', content.text)], writes: [] }
    case 'phone':
      return { input: content, entries: [line('phone', content.phone)], writes: [] }
    case 'location':
      return {
        input: content,
        entries: [line('location', `${content.latitude},${content.longitude}`)],
        writes: [],
      }
    case 'rating':
      return { input: content, entries: [line('rating', content.options.join(','))], writes: [] }
    case 'unsupported':
      return { input: content, entries: [line('unsupported', content.what)], writes: [] }
    case 'reachable': {
      if (content.reachable) return NOTHING
      const { contacts, outbox } = running.store
      return {
        entries: [],
        writes: [
          contacts.setReachability(contact.id, 'unreachable'),
          outbox.cancelPending(contact.id, 'contact_stopped'),
        ],
      }
    }
    case 'file':
      return readFile(running, { contact, key, externalId }, content.file)
    case 'uploaded': {
      const { form, place, files } = content
      const read = await Promise.all(files.map((file) => storedFile(running, key, file)))
      const input: Input = { kind: 'uploaded', form, place, files: read }
      const entries = read.map(({ id, facts }) => ({ ...line('file', facts.name), fileId: id }))
      return { input, entries, writes: [] }
    }
  }
}

interface Sender {
  readonly contact: Contact
  readonly key: DataKey
  readonly externalId: string | undefined
}

async function readFile(running: Running, sender: Sender, file: StoredFile): Promise<ReadJob> {
  const at = running.clock.now()
  const { externalId } = sender
  const entry: MessageEntry = {
    from: 'contact',
    kind: 'file',
    text: safeFileName(file.name),
    at,
    ...(externalId !== undefined && { externalId }),
  }
  try {
    const { file: kept, bytes, writes } = await fetchedFile(running, sender, file)
    const { stored: id, problem } = kept
    if (problem !== undefined) return { input: { kind: 'file_refused', problem }, entries: [entry], writes }
    if (id === undefined || !bytes) throw new FileError('gone')
    const input: Input = { kind: 'file', id, facts: factsOf(kept, bytes), voice: file.voice ?? false }
    return { input, entries: [{ ...entry, fileId: id }], writes }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    running.log.warn('file_not_fetched', { reason: error.reason })
    return { input: { kind: 'file_failed', reason: error.reason }, entries: [entry], writes: [] }
  }
}

/** A file with its bytes; one that lies with its platform is fetched, looked through and kept. */
async function fetchedFile(running: Running, { contact, key }: Sender, file: StoredFile): Promise<KeptFile> {
  const { store, fileSources } = running
  if (file.problem !== undefined) return { file, writes: [] }
  if (file.stored !== undefined) return { file, bytes: await store.files.read(file.stored, key), writes: [] }
  const source = fileSources.get(contact.channel)
  if (!source || file.ref === undefined) throw new FileError('gone')
  const bytes = await source.fetch(file.ref, FILE_LIMIT)
  return keepFile(running, { contactId: contact.id, key }, file, bytes)
}

async function storedFile(running: Running, key: DataKey, file: StoredFile) {
  const { stored: id = '' } = file
  return { id, facts: factsOf(file, await running.store.files.read(id, key)) }
}

function factsOf({ name, mime }: StoredFile, bytes: Uint8Array): FileFacts {
  return { name, mime, bytes: bytes.length, magic: magicOf(bytes) }
}
