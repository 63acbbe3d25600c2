import type { MessageDraft } from '#engine/event.ts'
import type { Effect, EventContext } from '../handlers/handler.ts'

/** A message with which the copy of a person's data goes along. */
export function withDataCopy(draft: MessageDraft, { running, session, prepared }: EventContext): Effect {
  const message = running.renderer.message(draft, session.language)
  const { copy } = prepared
  if (!copy) return { messages: [message] }
  return { writes: [copy.write], messages: [{ ...message, fileId: copy.fileId }] }
}
