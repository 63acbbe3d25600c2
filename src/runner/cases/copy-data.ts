import { OVER } from '#core/case.ts'
import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import { copyOf } from '../data-copy/copy-of.ts'
import { dataCopyText } from '../data-copy/make-data-copy.ts'
import type { Running } from '../running.ts'
import { dataOfPerson } from './data-of-person.ts'
import { loadCase } from './load-case.ts'
import type { WhichCase } from './load-case.ts'
import { frozenOf } from './rules-of-case.ts'
import { sees } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/**
 * The copy of a person's data as staff hand it over themselves, on paper or in person: whole, whatever a platform may
 * carry. In the chat it comes by itself once the request is answered. Only for who asked for it and proved who they
 * are; that it was taken is on record.
 */
export async function copyData(
  running: Running,
  member: StaffMember,
  which: WhichCase,
): Promise<{ readonly text: string } | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, 'reveal')) return { refused: 'not_allowed' }
  const loaded = await loadCase(running, which)
  if (!loaded || !sees(member, loaded)) return { refused: 'not_found' }
  const { record, file } = loaded
  const right = frozenOf(record.answers).answers['right']?.value
  if (record.kind !== 'data_rights' || right !== 'copy') return { refused: 'not_this_kind' }
  if (OVER.includes(file.state)) return { refused: 'not_now' }
  if ((await dataOfPerson(running, loaded)).unproven) return { refused: 'unproven' }
  const contact = await store.contacts.get(record.contactId)
  if (!contact) return { refused: 'not_found' }
  const text = await dataCopyText(running, contact, copyOf(record))
  const entry = { at: clock.now(), actor: `staff:${member.id}`, action: 'data_copied', subject: record.id }
  await store.commit([store.audit.append(entry)])
  return { text }
}
