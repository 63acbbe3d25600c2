import { setImmediate } from 'node:timers/promises'
import { mayDo } from '#core/staff.ts'
import { normalise } from '#language/normalise.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Contact } from '#store/contacts.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import { seesOwn } from '../cases/staff-refusal.ts'
import { seesHandoff } from '../handoffs/handoff-access.ts'
import type { Running } from '../running.ts'
import { readSought } from './sought.ts'
import type { Sought } from './sought.ts'

/** By what something was found. */
export type FoundBy = 'name' | 'reference' | 'phone' | 'identity' | 'text'

/** A conversation that was found. */
export interface FoundConversation {
  readonly by: FoundBy
  readonly handoff: Handoff
  readonly contact: Contact
  /** The line in which the words stand. */
  readonly line?: string
}

/** A case that was found. */
export interface FoundCase {
  readonly by: FoundBy
  readonly standing: CaseStanding
  readonly name?: string
}

/** What was found, as far as the one who asked may see it. */
export interface Found {
  readonly conversations: readonly FoundConversation[]
  readonly cases: readonly FoundCase[]
}

/** Conversations and cases that are looked through: what is live, and the newest. A page says so. */
export const LOOKED_THROUGH = { conversations: 300, turns: 40, cases: 500 } as const
const MOST_FOUND = 50
const AT_ONCE = 20
const LINE = 120

/** Searches by name, reference, end of a phone number, whole identity number, and words. That it was done is on record, for what never. */
export async function search(
  running: Running,
  member: StaffMember,
  query: string,
): Promise<Found | { readonly refused: 'not_allowed' }> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'inbox')) return { refused: 'not_allowed' }
  const sought = readSought(query)
  if (!sought) return { conversations: [], cases: [] }
  await store.commit([
    store.audit.append({
      at: clock.now(),
      actor: `staff:${member.id}`,
      action: 'searched',
      subject: 'console',
    }),
  ])
  const known = await peopleOf(running, sought)
  return {
    conversations: await findConversations(running, member, sought, known),
    cases: mayDo(member.role, 'list') ? await findCases(running, member, sought, known) : [],
  }
}

/** People with just this identity or phone number, found without opening anybody else's record. */
async function peopleOf(
  { store }: Running,
  { identity, phone }: Sought,
): Promise<ReadonlyMap<string, FoundBy>> {
  const byPhone = phone === undefined ? [] : await store.people.byPhone(phone)
  const byIdentity = identity === undefined ? [] : await store.people.byIdentity(identity)
  return new Map([
    ...byPhone.map((id) => [id, 'phone'] as const),
    ...byIdentity.map((id) => [id, 'identity'] as const),
  ])
}

async function findConversations(
  running: Running,
  member: StaffMember,
  sought: Sought,
  known: ReadonlyMap<string, FoundBy>,
): Promise<FoundConversation[]> {
  const { store } = running
  const limit = LOOKED_THROUGH.conversations
  const all = [...(await store.handoffs.live(limit)), ...(await store.handoffs.newest(limit))]
  const seen = new Set<string>()
  const found: FoundConversation[] = []
  for (const [index, handoff] of all.entries()) {
    // Hundreds of conversations are opened: the others go on meanwhile.
    if (index % AT_ONCE === 0) await setImmediate()
    if (found.length >= MOST_FOUND) break
    if (seen.has(handoff.contactId) || !seesHandoff(member, handoff)) continue
    seen.add(handoff.contactId)
    const contact = await store.contacts.get(handoff.contactId)
    const hit = contact && (await inConversation(running, contact, sought, known))
    if (contact && hit) found.push({ ...hit, handoff, contact })
  }
  return found
}

async function inConversation(
  { store }: Running,
  contact: Contact,
  sought: Sought,
  known: ReadonlyMap<string, FoundBy>,
): Promise<Pick<FoundConversation, 'by' | 'line'> | undefined> {
  const { tail } = sought
  for (const { personId } of await store.people.ofContact(contact.id)) {
    const by = known.get(personId) ?? (await byPerson({ store }, personId, sought))
    if (by) return { by }
  }
  // A number in an account's address is a phone number on WhatsApp alone.
  const phoned = contact.channel === 'whatsapp' || contact.channel === 'cloud-api'
  if (tail !== undefined && phoned && contact.urn.replaceAll(/\D/g, '').endsWith(tail)) return { by: 'phone' }
  const key = await store.vault.open(contact.keyId)
  for (const turn of (
    await store.messages.of(contact.id, key, { limit: LOOKED_THROUGH.turns })
  ).toReversed()) {
    const entry = turn.entries.find(({ text }) => text !== undefined && holds(sought, text))
    if (entry?.text !== undefined) return { by: 'text', line: excerpt(entry.text, sought) }
  }
  return undefined
}

async function byPerson(
  { store }: Pick<Running, 'store'>,
  personId: string,
  sought: Sought,
): Promise<FoundBy | undefined> {
  const person = await store.people.get(personId)
  if (person?.name !== undefined && holds(sought, person.name)) return 'name'
  const { tail } = sought
  return tail !== undefined && person?.phone?.endsWith(tail) ? 'phone' : undefined
}

async function findCases(
  running: Running,
  member: StaffMember,
  sought: Sought,
  known: ReadonlyMap<string, FoundBy>,
): Promise<FoundCase[]> {
  const { store } = running
  const found = new Map<string, FoundCase>()
  const add = async (standing: CaseStanding | undefined, by: FoundBy): Promise<void> => {
    if (!standing || found.has(standing.id) || found.size >= MOST_FOUND) return
    if (seesOwn(member) && standing.assignedTo !== member.id) return
    const name =
      standing.personId === undefined ? undefined : (await store.people.get(standing.personId))?.name
    found.set(standing.id, { by, standing, ...(name !== undefined && { name }) })
  }
  if (sought.reference !== undefined) await add(await store.cases.byReference(sought.reference), 'reference')
  for (const [person, by] of known)
    for (const standing of await store.cases.allOfPerson(person)) await add(standing, by)
  if (sought.identity !== undefined) {
    for (const { id } of running.association.services)
      for (const standing of await store.cases.ofIdentity(sought.identity, id))
        await add(standing, 'identity')
  }
  for (const [index, standing] of (await store.cases.newest(LOOKED_THROUGH.cases)).entries()) {
    if (index % AT_ONCE === 0) await setImmediate()
    if (standing.personId === undefined || found.has(standing.id)) continue
    const by = await byPerson(running, standing.personId, sought)
    if (by) await add(standing, by)
  }
  return [...found.values()]
}

/** Whether a text holds every word that is sought, as people spell them. */
function holds({ words }: Sought, text: string): boolean {
  if (words.length === 0) return false
  const folded = normalise(text, { search: true })
  return words.every((word) => folded.includes(word))
}

function excerpt(text: string, { words }: Sought): string {
  const letters = Array.from(text.replaceAll(/\s+/g, ' '))
  if (letters.length <= LINE) return letters.join('')
  const at = Math.max(0, letters.join('').indexOf(words[0] ?? '') - LINE / 2)
  return `…${letters.slice(at, at + LINE).join('')}…`
}
