import { DAY } from '#core/riyadh.ts'
import { addWorkingMinutes, isOpen } from '#core/working-time.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { Timer } from '#store/timers.ts'
import type { Write } from '#store/write.ts'
import { composeMessage } from '../compose-message.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'

/** The timers of a handoff: nobody answers (`handoff_waits`), or nobody says anything more (`handoff_quiet`). */
export const HANDOFF_TIMERS = ['handoff_waits', 'handoff_quiet'] as const

/** Working minutes of an hour. */
const HOUR = 60
const MINUTE = 60_000

/** The person wrote: from now on the clock of the reply runs, in working minutes (escalation when it runs out). */
export async function afterPersonWrote(running: Running, handoff: Handoff): Promise<Write[]> {
  const { store, clock } = running
  const at = clock.now()
  const { workingTime, handoff: rules } = await readSettings(running)
  const since = handoff.awaitingSince ?? at
  const due = addWorkingMinutes(workingTime, since, rules.escalateAfterMinutes) ?? since + DAY
  return [
    store.handoffs.awaiting(handoff.id, at),
    ...(handoff.escalatedAt === undefined ? [timer(running, handoff, 'handoff_waits', due)] : []),
    store.timers.cancel(keyOf('handoff_quiet', handoff.id)),
  ]
}

/** We wrote: the clock of the reply stands still, and the conversation goes back to the bot when it stays quiet. */
export async function afterReply(running: Running, handoff: Handoff): Promise<Write[]> {
  const { store, clock } = running
  const at = clock.now()
  const { workingTime, handoff: rules } = await readSettings(running)
  const due = addWorkingMinutes(workingTime, at, rules.returnAfterHours * HOUR) ?? at + 7 * DAY
  return [
    store.handoffs.answered(handoff.id),
    store.timers.cancel(keyOf('handoff_waits', handoff.id)),
    timer(running, handoff, 'handoff_quiet', due),
  ]
}

/** A handoff is over: nothing of it is waited for. */
export function cancelHandoffTimers({ store }: Pick<Running, 'store'>, handoffId: string): Write[] {
  return HANDOFF_TIMERS.map((kind) => store.timers.cancel(keyOf(kind, handoffId)))
}

/** Nobody has answered in time: a task for whoever leads, and the log says so; never at night or on a day off. */
export async function escalate(running: Running, fired: Timer): Promise<void> {
  const { store, clock, ids, log } = running
  const done = store.timers.done(fired.id)
  const handoff = await liveHandoff(running, fired)
  if (!handoff || handoff.awaitingSince === undefined || handoff.escalatedAt !== undefined)
    return void (await store.commit([done]))
  const at = clock.now()
  const { workingTime, handoff: rules } = await readSettings(running)
  // Counted anew each time: hours and holidays may have been changed since the timer was set.
  const due = addWorkingMinutes(workingTime, handoff.awaitingSince, rules.escalateAfterMinutes) ?? at + DAY
  if (due > at || !isOpen(workingTime, at)) {
    return void (await store.commit([
      done,
      timer(running, handoff, 'handoff_waits', Math.max(due, at + MINUTE)),
    ]))
  }
  const task = {
    id: ids.newId(),
    kind: 'answer_person',
    contactId: handoff.contactId,
    createdAt: at,
    dueAt: at,
  }
  await store.commit([
    done,
    store.handoffs.escalated(handoff.id, at),
    store.tasks.add({ ...task, uniqueKey: `answer:${handoff.id}:${handoff.awaitingSince}` }),
    store.audit.append({ at, actor: 'bot', action: 'handoff_escalated', subject: handoff.id }),
    store.consoleEvents.add('handoff', handoff.contactId, at),
  ])
  log.warn('handoff_waits', { reason: handoff.reason })
}

/** The conversation has been quiet after our last word: it goes back to the bot, and the person is told. */
export async function returnToBot(running: Running, fired: Timer): Promise<void> {
  const { store, clock, ids, mailboxes, delivery, renderer } = running
  const done = store.timers.done(fired.id)
  const handoff = await liveHandoff(running, fired)
  const contact = handoff && (await store.contacts.get(handoff.contactId))
  if (!handoff || !contact || handoff.awaitingSince !== undefined || contact.owner === 'bot')
    return void (await store.commit([done]))
  const at = clock.now()
  const key = await store.vault.open(contact.keyId)
  const language = contact.language ?? running.language
  const text = renderer.text({ key: 'replies:handoff.returned' }, language)
  const { write, entry } = composeMessage(running, contact, key, { text }, { language, at })
  await store.commit([
    done,
    store.handoffs.close(handoff.id, at),
    store.contacts.setOwner(contact.id, contact.owner, 'bot'),
    write,
    store.messages.append({ id: ids.newId(), contactId: contact.id, at, entries: [entry] }, key),
    store.audit.append({ at, actor: 'bot', action: 'handoff_returned', subject: handoff.id }),
    store.consoleEvents.add('handoff', contact.id, at),
  ])
  delivery.wake()
  mailboxes.add(contact.id, { kind: 'released' })
}

async function liveHandoff({ store }: Running, { payload }: Timer): Promise<Handoff | undefined> {
  const { handoff: id } = payload as { readonly handoff: string }
  const handoff = await store.handoffs.get(id)
  return handoff?.state === 'closed' ? undefined : handoff
}

/** A timer of a handoff; setting it again moves it. */
export function timer(
  { store, ids }: Pick<Running, 'store' | 'ids'>,
  handoff: { readonly id: string; readonly contactId: string },
  kind: (typeof HANDOFF_TIMERS)[number],
  dueAt: number,
): Write {
  return store.timers.schedule({
    id: ids.newId(),
    kind,
    contactId: handoff.contactId,
    dueAt,
    uniqueKey: keyOf(kind, handoff.id),
    payload: { handoff: handoff.id },
  })
}

function keyOf(kind: (typeof HANDOFF_TIMERS)[number], handoffId: string): string {
  return `${kind}:${handoffId}`
}
