import { lastEvents, withoutWords } from '#core/erase-case.ts'
import { applyCaseEvent } from '#core/case-file.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { DAY } from '#core/riyadh.ts'
import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { dataOfPerson } from './data-of-person.ts'
import type { DataOfPerson } from './data-of-person.ts'
import { destructionHindered, lastMessageKey } from './destroy-data.ts'
import { task } from './effect.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase } from './load-case.ts'

const MINUTE = 60_000
/** Where the last message does not arrive, staff have so long to call. */
const LONGEST_WAIT = 3 * DAY

/**
 * Destroys the data of whoever asked for it: after the last message was sent, never while a message of theirs is being
 * worked on, and not where a request was sent in since.
 */
export async function fireDestruction(running: Running, timer: Timer): Promise<void> {
  const { store, clock } = running
  const loaded = timer.caseId === undefined ? undefined : await loadCase(running, { id: timer.caseId })
  const confirmedAt = loaded?.file.destruction?.confirmedAt
  const now = clock.now()
  if (!loaded || confirmedAt === undefined || loaded.file.erasedAt !== undefined)
    return void (await store.commit([store.timers.done(timer.id)]))
  const later = (at: number, ...more: Write[]) => store.commit([store.timers.postpone(timer.id, at), ...more])
  const fate = await store.erasure.fateOf(lastMessageKey(loaded.record.id))
  const until = confirmedAt + LONGEST_WAIT
  if (fate === 'failed' && now < until)
    return void (await later(until, task(running, loaded, 'call_applicant', now, 'destruction')))
  if ((fate === 'pending' || fate === 'sending') && now < until) return void (await later(now + MINUTE))
  const data = await dataOfPerson(running, loaded)
  if (await isBusy(running, data)) return void (await later(now + MINUTE))
  if (await destructionHindered(running, loaded, data))
    return void (await later(now + DAY, task(running, loaded, 'review_again', now, 'destruction')))
  await destroy(running, data, timer)
}

async function isBusy({ store, mailboxes }: Running, { accounts, shared }: DataOfPerson): Promise<boolean> {
  for (const { id } of [...accounts, ...shared])
    if (mailboxes.waiting(id).length > 0 || (await store.erasure.isWriting(id))) return true
  return false
}

/** Everything in one commit; then the bytes of the files, which the next start erases where this one does not. */
async function destroy(running: Running, data: DataOfPerson, timer: Timer): Promise<void> {
  const { store, clock, log } = running
  const at = clock.now()
  const files = await filesIn(running, data)
  const writes: Write[] = [store.timers.done(timer.id)]
  for (const { id } of data.cases) {
    const loaded = await loadCase(running, { id })
    if (loaded) writes.push(...(await emptied(running, loaded, at)))
  }
  for (const contact of [...data.accounts, ...data.shared]) writes.push(...store.erasure.chat(contact.id))
  for (const contact of data.accounts) writes.push(...store.erasure.contact(contact, at))
  const person = data.personId === undefined ? undefined : await store.people.get(data.personId)
  if (person) writes.push(...store.erasure.person(person.id, person.keyId))
  const subjects = [...data.accounts.map(({ id }) => id), ...(person ? [person.id] : [])]
  writes.push(
    ...subjects.map((subject) => store.audit.append({ at, actor: 'bot', action: 'data_destroyed', subject })),
  )
  await store.commit(writes)
  for (const id of files) await store.files.erase(id).catch(() => log.warn('file_not_erased'))
}

/** A case without its content; its history stays in kinds and times, so that the figures stay right. */
async function emptied({ store, ids }: Running, loaded: LoadedCase, at: number): Promise<Write[]> {
  const { record, file, key } = loaded
  const last = lastEvents(file).map((event): CaseEvent => ({ ...event, id: ids.newId(), at, by: 'bot' }))
  const history = [...withoutWords(await store.cases.events(record.id, key)), ...last]
  const { state } = last.reduce(applyCaseEvent, file)
  return [
    ...store.erasure.emptied(record, state, at),
    ...history.map((event) => store.cases.addEvent(record.id, event, store.erasure.key)),
    store.slots.release(record.id),
    store.audit.append({ at, actor: 'bot', action: 'case_erased', subject: record.id }),
    store.consoleEvents.add('case', record.id, at),
  ]
}

async function filesIn({ store }: Running, { cases, accounts }: DataOfPerson): Promise<ReadonlySet<string>> {
  const lists = await Promise.all([
    ...cases.map(({ id }) => store.erasure.filesOf({ caseId: id })),
    ...accounts.map(({ id }) => store.erasure.filesOf({ contactId: id })),
  ])
  return new Set(lists.flat())
}
