import { randomBytes } from 'node:crypto'
import type { MessageDraft, UploadAsk } from '#engine/event.ts'
import type { Effect, EventContext } from '../handlers/handler.ts'

/** How long a link can be used. */
const DAY = 86_400_000
const TOKEN_BYTES = 32

/**
 * A question for files that are too sensitive for the chat: a new link stands under it, kept in the commit that
 * writes the message. Where the bot has no page of its own (a terminal), the file is asked for in the chat.
 */
export function withUploadLink(draft: MessageDraft, ask: UploadAsk, context: EventContext): Effect {
  const { running, contact, session, at } = context
  const { renderer, uploadAddress, store, ids } = running
  if (!uploadAddress) return { messages: [renderer.message({ ...draft, request: 'file' }, session.language)] }
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const { form, revision, field, place, files } = ask
  const asked = { form, revision, field, place, files: Math.min(files, MOST_FILES) }
  const link = { ...asked, language: session.language, createdAt: at, expiresAt: at + DAY }
  const paragraphs = [
    ...draft.paragraphs,
    { key: 'replies:upload.link' },
    // Alone on its line and without marks around it: every platform makes it a link.
    { verbatim: uploadAddress(token) },
  ]
  return {
    writes: [store.uploadLinks.create({ id: ids.newId(), contactId: contact.id, ...link }, token)],
    messages: [renderer.message({ ...draft, paragraphs, private: true }, session.language)],
  }
}

/** Files of one document. */
const MOST_FILES = 5
