import { mayDo } from '#core/staff.ts'
import type { Moved, PersonMerge } from '#store/person-merges.ts'
import type { PersonLink } from '#store/people.ts'
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
  const { store } = running
  if (member.status !== 'active' || !mayDo(member.role, 'merge')) return { refused: 'not_allowed' }
  const both = await Promise.all([kept, merged].map((id) => store.people.get(id)))
  if (kept === merged || both.includes(undefined)) return { refused: 'unknown_person' }
  if ((await store.personMerges.of(merged)) || (await store.personMerges.of(kept)))
    return { refused: 'already_done' }
  const { id, moved, writes } = await mergeWrites(running, kept, merged, `staff:${member.id}`)
  await store.commit(writes)
  return { merge: id, cases: moved.cases.length }
}

/** What a merge writes, and what goes over by it. */
export async function mergeWrites(
  { store, ids, clock }: Pick<Running, 'store' | 'ids' | 'clock'>,
  kept: string,
  merged: string,
  by: string,
): Promise<{ readonly id: string; readonly moved: Moved; readonly writes: Write[] }> {
  const there = new Set((await store.people.contactsOf(kept)).map(({ contactId }) => contactId))
  const links = await store.people.contactsOf(merged)
  const moved = {
    cases: (await store.cases.allOfPerson(merged)).map(({ id }) => id),
    links: links.filter(({ contactId }) => !there.has(contactId)),
    shared: links.filter(({ contactId }) => there.has(contactId)),
  }
  const id = ids.newId()
  const at = clock.now()
  const writes = [
    store.personMerges.add({ id, kept, merged, moved, at, by }),
    ...moved.cases.map((caseId) => store.cases.setPerson(caseId, kept)),
    ...links.map(({ contactId }) => store.people.unlink(merged, contactId)),
    ...moved.links.map((link) => store.people.link({ ...link, personId: kept })),
    store.audit.append({ at, actor: by, action: 'people_merged', subject: id }),
  ]
  return { id, moved, writes }
}

/**
 * They were two people after all: what went over goes back. What came since stays where it came. A record that went
 * into a third one meanwhile is taken out of that first.
 */
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
  if (await store.personMerges.of(kept)) return { refused: 'already_done' }
  const others = (await store.personMerges.into(kept)).filter(({ id }) => id !== merge.id)
  const at = clock.now()
  const actor = `staff:${member.id}`
  await store.commit([
    store.personMerges.undo(merge.id, at),
    ...moved.cases.map((caseId) => store.cases.setPerson(caseId, merged)),
    ...moved.links.map(({ contactId }) => store.people.unlink(kept, contactId)),
    ...staying(running, others, moved.links, kept),
    ...[...moved.links, ...moved.shared].map((link) => store.people.link(link)),
    store.audit.append({ at, actor, action: 'people_unmerged', subject: merge.id }),
  ])
  return { unmerged: merged }
}

/** Accounts that leave with one record stay where another, which went into the same, had them too; now by that one. */
function staying(
  { store }: Running,
  others: readonly PersonMerge[],
  leaving: readonly PersonLink[],
  kept: string,
): Write[] {
  const gone = new Set(leaving.map(({ contactId }) => contactId))
  return others.flatMap(({ id, moved }) => {
    const stay = moved.shared.filter(({ contactId }) => gone.delete(contactId))
    if (stay.length === 0) return []
    const shared = moved.shared.filter((link) => !stay.includes(link))
    return [
      ...stay.map((link) => store.people.link({ ...link, personId: kept })),
      store.personMerges.setMoved(id, { ...moved, links: [...moved.links, ...stay], shared }),
    ]
  })
}
