import { CASE_OF_MATTER } from '#core/matter.ts'
import type { AskedField } from '#core/form.ts'
import { riyadhDay } from '#core/riyadh.ts'
import type { CompiledForm } from '#engine/form.ts'
import { walkForm } from '#engine/form-progress.ts'
import { asksForAnother } from '#engine/guardian.ts'
import type { Entry, FormState } from '#engine/session.ts'
import type { StoredCase } from '#store/cases.ts'
import type { RunnerParts } from '../parts.ts'
import { frozenOf } from './rules-of-case.ts'

/** One answer of a case with its question: `item` is a field id, or `group.index.field`. */
export interface AnsweredItem {
  readonly item: string
  readonly entry: Entry
  /** Absent where no profile has this question any more. */
  readonly field?: AskedField
}

/** The form that a case was filled in with, in the revision of then; undefined where none is known. */
export function formOf(
  { association, library }: Pick<RunnerParts, 'association' | 'library'>,
  { service, kind, formRevision }: Pick<StoredCase, 'service' | 'kind' | 'formRevision'>,
): CompiledForm | undefined {
  const matter = association.matters.find(({ id }) => id === service || CASE_OF_MATTER[id] === kind)
  const form = association.services.find(({ id }) => id === service)?.form ?? matter?.form
  try {
    return library.form(form?.id ?? service, formRevision)
  } catch {
    return undefined
  }
}

/** Every answer of a case, in the order of the form. */
export function answeredItems(
  parts: Pick<RunnerParts, 'association' | 'library'>,
  record: StoredCase,
): AnsweredItem[] {
  const form = formOf(parts, record)
  const { answers, groups } = frozenOf(record.answers)
  const one = (item: string, id: string, entry: Entry): AnsweredItem => {
    const field = form?.fields.get(id)?.field
    return { item, entry, ...(field && { field }) }
  }
  return [
    ...Object.entries(answers).map(([id, entry]) => one(id, id, entry)),
    ...Object.entries(groups).flatMap(([group, members]) =>
      members.flatMap((member, index) =>
        Object.entries(member).map(([id, entry]) => one(`${group}.${index}.${id}`, id, entry)),
      ),
    ),
  ]
}

/** The answer of one of these types, of whom a case is for: the applicant's own come first, theirs last. */
export function answerOf(
  parts: Pick<RunnerParts, 'association' | 'library'>,
  record: StoredCase,
  types: ReadonlySet<string>,
): string | undefined {
  const found = answeredItems(parts, record).findLast(
    ({ item, field, entry }) => !item.includes('.') && field && types.has(field.type) && !entry.skipped,
  )
  return typeof found?.entry.value === 'string' ? found.entry.value : undefined
}

/** What rules see of a case: the values of its answers, and what its form computes from them. */
export function valuesOf(form: CompiledForm, record: StoredCase): Readonly<Record<string, unknown>> {
  const { answers, groups } = frozenOf(record.answers)
  const state: FormState = {
    form: form.id,
    revision: form.revision,
    answers,
    groups: Object.fromEntries(
      Object.entries(groups).map(([id, members]) => [id, { members, closed: true }]),
    ),
  }
  return walkForm(form, state, riyadhDay(record.submittedAt)).values
}

/** Whether somebody asked for another person. */
export function forAnother(parts: Pick<RunnerParts, 'association' | 'library'>, record: StoredCase): boolean {
  const service = parts.association.services.find(({ id }) => id === record.service)
  const form = formOf(parts, record)
  return service !== undefined && form !== undefined && asksForAnother(service, form, valuesOf(form, record))
}
