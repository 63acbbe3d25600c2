import type { EventHandler } from './handler.ts'

/** A message was composed: it is put into words. */
export const messageComposed: EventHandler<'message_composed'> = ({ draft }, { running, session }) => ({
  messages: [running.renderer.message(draft, session.language)],
})
