import { withUploadLink } from '../uploads/upload-link.ts'
import type { EventHandler } from './handler.ts'

/** A message was composed: it is put into words, and gets a link where files are asked for over one. */
export const messageComposed: EventHandler<'message_composed'> = ({ draft }, context) => {
  if (draft.upload) return withUploadLink(draft, draft.upload, context)
  return { messages: [context.running.renderer.message(draft, context.session.language)] }
}
