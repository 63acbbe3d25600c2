import type { EventHandler } from './handler.ts'

/** A session failed: a fault of a flow, never of the person. It is logged with its place, and staff see it in the audit. */
export const sessionFailed: EventHandler<'session_failed'> = (event, { running, contact, at }) => {
  const { reason, flow, step } = event
  running.log.error('session_failed', { reason, flow, step })
  return {
    writes: [
      running.store.audit.append({
        at,
        actor: 'bot',
        action: `session_failed:${reason}`,
        subject: contact.id,
      }),
    ],
  }
}
