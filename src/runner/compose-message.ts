import type { NoticeFacts } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { MessageEntry } from '#store/messages.ts'
import { PRIORITY } from '#store/outbox.ts'
import type { Priority } from '#store/outbox.ts'
import type { Write } from '#store/write.ts'
import type { Rendered } from './render.ts'
import type { Running } from './running.ts'

/** Circumstances of one message to a contact. */
export interface Circumstances {
  readonly language: Language
  readonly at: number
  readonly priority?: Priority
  /** The same key is sent once. */
  readonly uniqueKey?: string
  readonly notBefore?: number
  /** It is a notice: some platforms want an approved template for it. */
  readonly notice?: NoticeFacts
}

/** A message to a contact as data: its place in the outbox and its line in the log. The recipient is frozen here. */
export function composeMessage(
  running: Running,
  contact: Contact,
  key: DataKey,
  rendered: Rendered,
  given: Circumstances,
): { readonly write: Write; readonly entry: MessageEntry } {
  const id = running.ids.newId()
  const { at, language } = given
  const write = running.store.outbox.insert(
    {
      id,
      contactId: contact.id,
      account: contact.account,
      urn: contact.urn,
      priority: given.priority ?? PRIORITY.reply,
      seq: running.nextSeq(),
      notBefore: given.notBefore ?? at,
      createdAt: at,
      message: { language, ...rendered, ...(given.notice && { notice: given.notice }) },
      ...(given.uniqueKey !== undefined && { uniqueKey: given.uniqueKey }),
    },
    key,
  )
  const entry: MessageEntry = {
    from: 'bot',
    kind: 'text',
    text: rendered.text,
    outboxId: id,
    at,
    ...(rendered.choices && { choices: rendered.choices }),
    ...(rendered.unnumbered && { unnumbered: true }),
    ...(rendered.question !== undefined && { question: rendered.question }),
    ...(rendered.fileId !== undefined && { fileId: rendered.fileId }),
  }
  return { write, entry }
}
