import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import type { Refused } from './staff-refusal.ts'

/** Two records turn out to be one person: cases and contacts go over to the first; nothing of the other is lost. */
export async function mergePeople(
  running: Running,
  member: StaffMember,
  kept: string,
  merged: string,
): Promise<{ readonly merge: string; readonly cases: number } | Refused> {
  const { store, ids, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'merge')) return { refused: 'not_allowed' }
  const both = await Promise.all([kept, merged].map((id) => store.people.get(id)))
  if (kept === merged || both.includes(undefined)) return { refused: 'unknown_person' }
  if ((await store.personMerges.of(merged)) || (await store.personMerges.of(kept)))
    return { refused: 'already_done' }
  const there = new Set((await store.people.contactsOf(kept)).map(({ contactId }) => contactId))
  const links = await store.people.contactsOf(merged)
  const cases = (await store.cases.allOfPerson(merged)).map(({ id }) => id)
  const moved = {
    cases,
    links: links.filter(({ contactId }) => !there.has(contactId)),
    shared: links.filter(({ contactId }) => there.has(contactId)),
  }
  const id = ids.newId()
  const at = clock.now()
  const by = `staff:${member.id}`
  await store.commit([
    store.personMerges.add({ id, kept, merged, moved, at, by }),
    ...cases.map((caseId) => store.cases.setPerson(caseId, kept)),
    ...links.map(({ contactId }) => store.people.unlink(merged, contactId)),
    ...moved.links.map((link) => store.people.link({ ...link, personId: kept })),
    store.audit.append({ at, actor: by, action: 'people_merged', subject: id }),
  ])
  return { merge: id, cases: cases.length }
}

/** They were two people after all: what went over goes back. What came since stays where it came. */
export async function unmergePeople(
  running: Running,
  member: StaffMember,
  merged: string,
): Promise<{ readonly unmerged: string } | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'merge')) return { refused: 'not_allowed' }
  const merge = await store.personMerges.of(merged)
  if (!merge) return { refused: 'unknown_person' }
  const { kept, moved } = merge
  const back: Write[] = [
    ...moved.cases.map((caseId) => store.cases.setPerson(caseId, merged)),
    ...moved.links.map(({ contactId }) => store.people.unlink(kept, contactId)),
    ...[...moved.links, ...moved.shared].map((link) => store.people.link(link)),
  ]
  const at = clock.now()
  const actor = `staff:${member.id}`
  await store.commit([
    store.personMerges.undo(merge.id, at),
    ...back,
    store.audit.append({ at, actor, action: 'people_unmerged', subject: merge.id }),
  ])
  return { unmerged: merged }
}
