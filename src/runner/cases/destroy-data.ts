import { OVER } from '#core/case.ts'
import { DAY } from '#core/riyadh.ts'
import type { Write } from '#store/write.ts'
import { composeMessage } from '../compose-message.ts'
import type { Running } from '../running.ts'
import { dataOfPerson } from './data-of-person.ts'
import type { DataOfPerson } from './data-of-person.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase } from './load-case.ts'
import { frozenOf } from './rules-of-case.ts'
import type { Refused } from './staff-refusal.ts'

/** The timer that destroys the data of whoever asked for it, once they were told. */
export const DESTROY = 'destroy_data'

/** The unique key of the last message to a person whose data are destroyed. */
export function lastMessageKey(caseId: string): string {
  return `destroyed:${caseId}`
}

/** Why a person's data cannot be destroyed, with the cases that stand against it; undefined where nothing does. */
export async function destructionHindered(
  running: Running,
  loaded: LoadedCase,
  data?: DataOfPerson,
): Promise<Refused | undefined> {
  if (frozenOf(loaded.record.answers).answers['right']?.value !== 'destroy')
    return { refused: 'not_this_kind' }
  const { cases, unproven } = data ?? (await dataOfPerson(running, loaded))
  if (unproven) return { refused: 'unproven' }
  const open = cases.filter(({ kind, state }) => kind === 'support' && !OVER.includes(state))
  if (open.length > 0) return { refused: 'case_open', items: open.map(({ reference }) => reference) }
  const kept = await retained(running, loaded, cases)
  return kept.length > 0 ? { refused: 'retained', items: kept } : undefined
}

/** Decided cases that the association has to keep longer: it sets for how many days (`retention_days`). */
async function retained(
  running: Running,
  { settings }: LoadedCase,
  cases: DataOfPerson['cases'],
): Promise<string[]> {
  const days = settings.days['retention_days']
  if (days === undefined) return []
  const kept: string[] = []
  for (const { id, kind, reference } of cases) {
    const loaded = kind === 'support' ? await loadCase(running, { id }) : undefined
    const { settledAt } = loaded?.file ?? {}
    if (settledAt !== undefined && settledAt + days * DAY > running.clock.now()) kept.push(reference)
  }
  return kept
}

/**
 * What goes with the confirmation: the last message, and the timer that destroys once it is sent. With the key gone
 * nobody could be told any more.
 */
export async function farewell(running: Running, { record }: LoadedCase): Promise<Write[]> {
  const { store, clock, ids, renderer } = running
  const contact = await store.contacts.get(record.contactId)
  if (!contact) return []
  const key = await store.vault.open(contact.keyId)
  const at = clock.now()
  const language = contact.language ?? running.language
  const text = renderer.text(
    { key: 'cases:destruction.last', params: { reference: record.reference } },
    language,
  )
  const given = { language, at, uniqueKey: lastMessageKey(record.id) }
  const { write, entry } = composeMessage(running, contact, key, { text }, given)
  const timer = { id: ids.newId(), kind: DESTROY, caseId: record.id, contactId: contact.id, dueAt: at }
  return [
    write,
    store.messages.append({ id: ids.newId(), contactId: contact.id, at, entries: [entry] }, key),
    store.timers.schedule({ ...timer, uniqueKey: `${DESTROY}:${record.id}`, payload: {} }),
  ]
}
