import type { Person, PersonLink } from '#store/people.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { answerOf, forAnother } from './answered-items.ts'
import type { LoadedCase } from './load-case.ts'
import { mergeWrites } from './merge-people.ts'

const IDENTITIES: ReadonlySet<string> = new Set(['identity', 'national_id', 'iqama'])
const NAMES: ReadonlySet<string> = new Set(['name_ar', 'name_latin'])
const PHONES: ReadonlySet<string> = new Set(['mobile_sa'])

/**
 * Who a request is for, as a person on record, once staff compared the answers with their sources: found by the
 * identity number, or made. The contact speaks for that person, as itself or as a guardian.
 */
export async function identifyWrites(running: Running, loaded: LoadedCase): Promise<Write[]> {
  const { store, ids, clock } = running
  const { record } = loaded
  const nationalId = answerOf(running, record, IDENTITIES)
  if (nationalId === undefined) return []
  const file = record.personId === undefined ? undefined : await store.people.get(record.personId)
  if (file?.nationalId !== undefined) return []
  const role = forAnother(running, record) ? ('guardian' as const) : ('self' as const)
  const known = (await store.people.byIdentity(nationalId)).at(0)
  const facts = { nationalId, ...(role === 'self' && ownFacts(running, loaded)) }
  if (known !== undefined) {
    const moves = file
      ? (await mergeWrites(running, known, file.id, 'bot')).writes
      : [store.cases.setFirstPerson(record.id, known)]
    return [...moves, ...(await speaks(running, loaded, known, role))]
  }
  if (file)
    return [...(await filled(running, file, facts)), ...(await speaks(running, loaded, file.id, role))]
  const id = ids.newId()
  const { key, write } = store.vault.newKey(ids.newId())
  return [
    write,
    store.people.create({ id, createdAt: clock.now(), ...facts }, key),
    ...(await speaks(running, loaded, id, role)),
    store.cases.setFirstPerson(record.id, id),
  ]
}

function ownFacts(running: Running, { record }: LoadedCase): { name?: string; phone?: string } {
  const name = answerOf(running, record, NAMES)
  const phone = answerOf(running, record, PHONES)
  return { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) }
}

/** A file that began with a PIN, before anybody knew whose it is. */
async function filled(
  { store }: Running,
  { id, keyId, rev }: Person,
  facts: Parameters<Running['store']['people']['update']>[2],
): Promise<Write[]> {
  return [store.people.update(id, rev, facts, await store.vault.open(keyId))]
}

/**
 * The account that the request came from speaks for the person, as of the day it was sent: it may have changed hands
 * since. Other accounts that gave the PIN of a guardian's request are the guardian's, who is checked from now on.
 */
async function speaks(
  { store }: Running,
  { record }: LoadedCase,
  personId: string,
  role: PersonLink['role'],
): Promise<Write[]> {
  const { contactId, submittedAt: at } = record
  const link: PersonLink = { personId, contactId, role, proof: 'staff', at }
  const lists = await Promise.all(
    [...new Set([personId, record.personId ?? personId])].map((id) => store.people.contactsOf(id)),
  )
  const links = lists.flat()
  const before = links.find((other) => other.contactId === contactId)
  // Who asks for a person from that person's own phone does not take it from them.
  const kept = before?.role === 'self' && before.proof !== 'none' && role !== 'self'
  const others = links.filter(
    (other) => other.contactId !== contactId && other.role === role && other.proof === 'none',
  )
  return [
    ...(kept ? [] : [store.people.link({ ...link, at: Math.max(at, before?.at ?? 0) })]),
    ...others.map((other) => store.people.link({ ...other, personId, proof: 'pin' })),
  ]
}
