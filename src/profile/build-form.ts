import { createHash } from 'node:crypto'
import type { AskedField, Form, FormItem, FormSection } from '#core/form.ts'
import type { Poll, PollQuestion } from '#core/poll.ts'
import type { Path } from './locate.ts'
import type { PollsSource } from './schema.ts'

/** A form of the sections a profile writes: documents with a last day get the question for it, the revision is a hash of the whole. */
export function buildForm(id: string, written: readonly FormSection[]): Form {
  const sections = written.map((section) => ({ ...section, items: section.items.flatMap(withValidity) }))
  const revision = createHash('sha256').update(JSON.stringify(sections)).digest('hex').slice(0, 12)
  return { id, revision, sections }
}

/** The poll of a service: what every poll asks first, the service's own questions, and what every poll asks last. */
export function buildPoll(id: string, own: readonly PollQuestion[], polls: PollsSource): Poll {
  return pollOf(id, [...polls.first, ...own, ...polls.last], polls)
}

/** A poll of just these questions. */
export function pollOf(id: string, questions: readonly PollQuestion[], polls: PollsSource): Poll {
  const items = questions.map((question) => askedIn(question, polls))
  return { id, questions, form: buildForm(id, [{ id: 'poll', title: polls.title, items }]) }
}

/** A path of a built form as the profile wrote it, where questions for a last day do not stand. */
export function writtenPath(form: Form, path: Path): Path {
  const [sections, s, items, i, ...rest] = path
  const before = form.sections[Number(s)]?.items.slice(0, Number(i) + 1)
  if (sections !== 'sections' || items !== 'items' || !before) return path
  return [sections, s ?? 0, items, before.filter((item) => !isValidity(item)).length - 1, ...rest]
}

function isValidity(item: FormItem): boolean {
  return item.kind === 'field' && item.validityOf !== undefined
}

function withValidity(item: FormItem): FormItem[] {
  if (item.kind === 'repeat') return [{ ...item, fields: item.fields.flatMap(withValidUntil) }]
  return item.kind === 'field' ? withValidUntil(item) : [item]
}

/** R5: a document is followed by the question until when it is valid; asked only when the document was given. */
function withValidUntil(field: AskedField): AskedField[] {
  const { validUntil, id, when } = field
  if (!validUntil) return [field]
  const given = `size(${id}) > 0`
  return [
    field,
    {
      kind: 'field',
      id: `${id}_until`,
      label: validUntil.label,
      ask: validUntil.ask,
      type: 'date',
      purpose: field.purpose,
      sensitivity: 'personal',
      when: when === undefined ? given : `(${when}) && ${given}`,
      constraint: { rule: `${id}_until >= today`, message: validUntil.expired },
      validityOf: id,
    },
  ]
}

const TYPES = { scale: 'rating', choice: 'choice', comment: 'text' } as const

function askedIn(question: PollQuestion, { purpose }: PollsSource): AskedField {
  const { id, kind, label, ask, options, when } = question
  return {
    kind: 'field',
    id,
    label,
    ask,
    type: TYPES[kind],
    purpose,
    sensitivity: 'public',
    optional: true,
    ...(options && { options }),
    ...(when !== undefined && { when }),
    ...(kind === 'comment' && { maxLength: 500 }),
  }
}
