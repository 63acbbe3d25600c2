import { withDataCopy } from '../data-copy/with-data-copy.ts'
import { withUploadLink } from '../uploads/upload-link.ts'
import type { EventHandler } from './handler.ts'

/** A message was composed: it is put into words, and gets a link where files are asked for over one, or the file it speaks of. */
export const messageComposed: EventHandler<'message_composed'> = ({ draft }, context) => {
  if (draft.upload) return withUploadLink(draft, draft.upload, context)
  if (draft.copy) return withDataCopy(draft, context)
  return { messages: [context.running.renderer.message(draft, context.session.language)] }
}
