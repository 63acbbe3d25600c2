import { riyadhDay } from '#core/riyadh.ts'
import type { CopyAsk } from '#engine/event.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Contact } from '#store/contacts.ts'
import type { Write } from '#store/write.ts'
import { loadCase } from '../cases/load-case.ts'
import type { LoadedCase } from '../cases/load-case.ts'
import type { Running } from '../running.ts'
import { writeDataCopy } from './write-data-copy.ts'

/** A copy that lies sealed on disk, and the write that keeps it. */
export interface DataCopy {
  readonly fileId: string
  readonly write: Write
}

/** Windows' oldest editor takes a text for UTF-8 only with this in front. */
const BOM = '\uFEFF'

/**
 * The copy of a person's data (PDPL art. 4): a plain text, since every phone opens one and every platform carries it.
 * Sealed by the account's key, so that it is destroyed with all else.
 */
export async function makeDataCopy(running: Running, contact: Contact, ask: CopyAsk): Promise<DataCopy> {
  const { store, ids, clock, renderer } = running
  const language = contact.language ?? running.language
  const at = clock.now()
  const text = await dataCopyText(running, contact, ask, contact)
  const fileId = ids.newId()
  const name = renderer.text(
    { key: 'replies:data_copy.name', params: { day: { words: { ar: riyadhDay(at) } } } },
    language,
  )
  const meta = { id: fileId, contactId: contact.id, name, mime: 'text/plain', createdAt: at }
  const key = await store.vault.open(contact.keyId)
  return { fileId, write: await store.files.put(new TextEncoder().encode(BOM + text), meta, key) }
}

/** The words of a copy; `to` is the account that it is sent to, absent where staff hand it over. */
export async function dataCopyText(
  running: Running,
  contact: Contact,
  ask: CopyAsk,
  to?: Contact,
): Promise<string> {
  const cases = await casesFor(running, contact, ask)
  const consents = await running.store.consents.ofContact(contact.id)
  const copied = { cases, consents, at: running.clock.now(), ...(to && { to }) }
  return writeDataCopy(running, contact.language ?? running.language, copied)
}

/**
 * The cases that a copy holds: the request that its PIN opened, all of the same person, and what this account sent in
 * besides requests. Another one's requests on a shared phone are not among them.
 */
async function casesFor(running: Running, contact: Contact, { about }: CopyAsk): Promise<LoadedCase[]> {
  const { store } = running
  const named = about === undefined ? undefined : await store.cases.byReference(about)
  const person = named?.personId
  const standings = new Map<string, CaseStanding>()
  if (named) standings.set(named.id, named)
  if (person !== undefined)
    for (const one of await store.cases.allOfPerson(person)) standings.set(one.id, one)
  for (const one of await store.cases.statesOf(contact.id))
    if (one.kind !== 'support' && (one.personId === undefined || one.personId === person))
      standings.set(one.id, one)
  const cases: LoadedCase[] = []
  for (const { id } of [...standings.values()].sort((a, b) => a.submittedAt - b.submittedAt)) {
    const loaded = await loadCase(running, { id })
    if (loaded) cases.push(loaded)
  }
  return cases
}
