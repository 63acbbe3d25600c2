import type { EventHandler } from './handler.ts'

/** A flow waits for a time: a durable timer wakes it. */
export const waitBegun: EventHandler<'wait_begun'> = ({ until }, { running, contact }) => {
  if (until === undefined) return {}
  const timer = { id: running.ids.newId(), kind: 'wait', contactId: contact.id, payload: {} }
  return {
    writes: [running.store.timers.schedule({ ...timer, dueAt: until, uniqueKey: `wait:${contact.id}` })],
  }
}
