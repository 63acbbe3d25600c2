import { isolate } from '#core/isolate.ts'
import type { Answers } from '#engine/session.ts'
import type { EventContext, EventHandler } from './handler.ts'

/** A request was submitted: the case is recorded with its frozen answers and the declaration, word for word (R8–R10). */
export const requestSubmitted: EventHandler<'request_submitted'> = ({ reference, request }, context) => {
  const { running, contact, key, at } = context
  const { store, ids } = running
  const id = ids.newId()
  const { declaration } = request
  const record = {
    id,
    reference,
    service: request.service,
    contactId: contact.id,
    state: 'submitted' as const,
    answers: { answers: request.answers, groups: request.groups },
    summary: summaryOf(context, request.form, request.answers),
    declaration: {
      text: running.renderer.text({ words: running.association.declaration.text }, declaration.language),
      version: declaration.version,
      answersHash: declaration.answersHash,
      language: declaration.language,
      at: declaration.at,
      ...(declaration.signature !== undefined && { signature: declaration.signature }),
    },
    formRevision: request.formRevision,
    submittedAt: at,
  }
  const event = { id: ids.newId(), at, by: 'contact', kind: 'submitted' } as const
  const files = filesIn(request.answers, Object.values(request.groups).flat())
  return {
    writes: [
      ...store.cases.create(record, event, key),
      ...files.map((file) => store.files.attach(file, id)),
      store.audit.append({ at, actor: 'contact', action: 'request_submitted', subject: id }),
    ],
  }
}

/** The answers as lines of label and value, as the applicant saw them. */
function summaryOf({ running, session }: EventContext, formId: string, answers: Answers): string {
  const form = running.library.form(formId)
  return Object.entries(answers)
    .map(([id, entry]) => {
      const label = form.fields.get(id)?.field.label
      return `${label ? running.renderer.label(label, session.language) : id}: ${isolate(entry.display)}`
    })
    .join('\n')
}

/** Ids of the files among answers: a document's value is the list of its files. */
function filesIn(answers: Answers, members: readonly Answers[]): string[] {
  return [answers, ...members].flatMap((group) =>
    Object.values(group).flatMap((entry) =>
      entry.file && Array.isArray(entry.value) ? entry.value.filter((id) => typeof id === 'string') : [],
    ),
  )
}
