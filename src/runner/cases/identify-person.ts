import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { answeredItems, forAnother } from './answered-items.ts'
import type { AnsweredItem } from './answered-items.ts'
import type { LoadedCase } from './load-case.ts'

const IDENTITY: ReadonlySet<string> = new Set(['identity', 'national_id', 'iqama'])

/**
 * Who a request is for, as a person on record, once staff compared the answers with their sources: found by the
 * identity number, or made. The contact speaks for that person, as itself or as a guardian.
 */
export async function identifyWrites(running: Running, loaded: LoadedCase): Promise<Write[]> {
  const { store, ids, clock } = running
  const { record } = loaded
  if (record.personId !== undefined) return []
  const items = answeredItems(running, record).filter(({ item }) => !item.includes('.'))
  const nationalId = textOf(items, (type) => IDENTITY.has(type))
  if (nationalId === undefined) return []
  const at = clock.now()
  const role = forAnother(running, record) ? ('guardian' as const) : ('self' as const)
  const link = (personId: string) => ({
    personId,
    contactId: record.contactId,
    role,
    proof: 'staff' as const,
    at,
  })
  const [known] = await store.people.byIdentity(nationalId)
  if (known !== undefined) {
    return [store.people.link(link(known)), store.cases.setPerson(record.id, known)]
  }
  const id = ids.newId()
  const { key, write } = store.vault.newKey(ids.newId())
  const name = textOf(items, (type) => type === 'name_ar' || type === 'name_latin')
  const phone = textOf(items, (type) => type === 'mobile_sa')
  const facts = { nationalId, ...(role === 'self' && { name, phone }) }
  return [
    write,
    store.people.create({ id, createdAt: at, ...facts }, key),
    store.people.link(link(id)),
    store.cases.setPerson(record.id, id),
  ]
}

function textOf(items: readonly AnsweredItem[], fits: (type: string) => boolean): string | undefined {
  // The applicant's own come first, those of whom it is for last.
  const found = items.findLast(({ field, entry }) => field && fits(field.type) && !entry.skipped)
  return typeof found?.entry.value === 'string' ? found.entry.value : undefined
}
