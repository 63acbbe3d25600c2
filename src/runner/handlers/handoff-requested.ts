import { urgencyOf } from '#core/handoff.ts'
import { awayText } from '../handoffs/away.ts'
import { timer } from '../handoffs/handoff-timers.ts'
import type { EventHandler } from './handler.ts'

/**
 * A person is needed: the handoff is queued for the profile's official (R6); where asked, the bot falls silent until
 * released. Who waits already is not queued again, and staff are alerted once, however often danger is told.
 */
export const handoffRequested: EventHandler<'handoff_requested'> = (
  event,
  { running, contact, key, at, session, prepared, handoff: waiting },
) => {
  const { store, ids, log } = running
  const { backAt } = prepared
  const handoff = {
    id: ids.newId(),
    contactId: contact.id,
    target: event.target,
    reason: event.reason,
    openedAt: at,
    ...(event.explanation !== undefined && { explanation: event.explanation }),
  }
  const news = !waiting || urgencyOf(event.reason) < urgencyOf(waiting.reason)
  if (event.urgent && news) log.warn('urgent_handoff', { reason: event.reason })
  const action = waiting ? 'handoff_urged' : 'handoff_opened'
  const record = { at, actor: 'bot', action, subject: waiting?.id ?? handoff.id }
  return {
    writes: [
      store.handoffs.open(handoff, key),
      ...(event.silent ? [store.contacts.setOwner(contact.id, 'bot', 'queue')] : []),
      ...(news ? [store.audit.append(record)] : []),
      ...(waiting ? [] : [timer(running, handoff, 'handoff_waits', at)]),
      ...(waiting || backAt === undefined ? [] : [store.handoffs.awayTold(handoff.id, backAt, at)]),
      store.consoleEvents.add('handoff', contact.id, at),
    ],
    ...(!waiting &&
      backAt !== undefined && { messages: [{ text: awayText(running, backAt, session.language) }] }),
  }
}
