import { isolate } from '#core/isolate.ts'
import type { DeclarationMade, RequestContent } from '#engine/event.ts'
import type { Answers, Entry } from '#engine/session.ts'
import type { Declaration } from '#store/cases.ts'
import type { NewContent } from '../cases/case-writes.ts'
import { submissionWrites } from '../cases/submission.ts'
import type { EventContext, EventHandler } from './handler.ts'

/**
 * A request or a matter was submitted: the case is recorded with its frozen answers and, of a request, the
 * declaration word for word (R8–R10) and the hash of its PIN.
 */
export const requestSubmitted: EventHandler<'request_submitted'> = ({ reference, request }, context) => {
  const { running, contact, key, at, prepared } = context
  const { store, ids } = running
  const id = prepared.fresh.get(reference) ?? ids.newId()
  const identity = identityIn(context, request)
  const pin = prepared.pins.get(reference)
  const record = {
    id,
    reference,
    service: request.service,
    contactId: contact.id,
    kind: request.caseKind,
    state: 'submitted',
    ...contentOf(context, request),
    formRevision: request.formRevision,
    submittedAt: at,
    ...(identity !== undefined && { identity }),
    ...(pin !== undefined && { pin }),
  } as const
  const event = { id: ids.newId(), at, by: 'contact', kind: 'submitted' } as const
  return {
    writes: [
      ...store.cases.create(record, event, key),
      ...filesIn(request).map((file) => store.files.attach(file, id)),
      ...submissionWrites(running, record, at),
      store.audit.append({ at, actor: 'contact', action: 'request_submitted', subject: id }),
    ],
  }
}

/** What a person sent, as a case keeps it. */
export function contentOf(context: EventContext, request: RequestContent): NewContent {
  const { answers, groups, about, declaration } = request
  return {
    answers: { answers, groups, ...(about !== undefined && { about }) },
    summary: summaryOf(context, request),
    ...(declaration && { declaration: declarationOf(context, declaration) }),
  }
}

function declarationOf({ running }: EventContext, declaration: DeclarationMade): Declaration {
  const { version, answersHash, language, at, signature } = declaration
  const text = running.renderer.text({ words: running.association.declaration.text }, language)
  return { text, version, answersHash, language, at, ...(signature !== undefined && { signature }) }
}

/** The answers as lines of label and value, as the applicant saw them. */
function summaryOf({ running, session }: EventContext, { form: formId, answers }: RequestContent): string {
  const form = running.library.form(formId)
  return Object.entries(answers)
    .map(([id, entry]) => {
      const label = form.fields.get(id)?.field.label
      return `${label ? running.renderer.label(label, session.language) : id}: ${isolate(entry.display)}`
    })
    .join('\n')
}

/** Types of answers that name a person for good. */
const IDENTITIES: ReadonlySet<string> = new Set(['identity', 'national_id', 'iqama'])

/** The identity number of whom the request is for: the last one asked for, since the applicant comes first. */
function identityIn(
  { running }: EventContext,
  { form: formId, answers }: RequestContent,
): string | undefined {
  const form = running.library.form(formId)
  const given = Object.entries(answers).filter(([id]) =>
    IDENTITIES.has(form.fields.get(id)?.field.type ?? ''),
  )
  const value = given.at(-1)?.[1].value
  return typeof value === 'string' ? value : undefined
}

/** Ids of the files among answers: a document's value is the list of its files. */
export function filesIn({ answers, groups }: RequestContent): string[] {
  const all: Answers[] = [answers, ...Object.values(groups).flat()]
  return all.flatMap((group) => Object.values(group).flatMap(filesOf))
}

function filesOf({ file, value }: Entry): string[] {
  return file && Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []
}
