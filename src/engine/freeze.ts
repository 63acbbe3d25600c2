import type { CompiledForm } from './form.ts'
import { walkForm } from './form-progress.ts'
import type { Answers, Entry, FormState } from './session.ts'

/** The answers that count: those to questions that still apply, in the order of the form. */
export function relevantAnswers(
  form: CompiledForm,
  state: FormState,
  today: string,
): {
  readonly answers: Answers
  readonly groups: Readonly<Record<string, readonly Answers[]>>
  readonly complete: boolean
} {
  const { places, next } = walkForm(form, state, today)
  const answers: Record<string, Entry> = {}
  const groups: Record<string, Record<string, Entry>[]> = {}
  for (const { cursor, entry } of places) {
    if ('more' in cursor) continue
    if (cursor.group === undefined) answers[cursor.field] = entry
    else {
      const members = (groups[cursor.group] ??= [])
      const member = (members[cursor.index ?? 0] ??= {})
      member[cursor.field] = entry
    }
  }
  return { answers, groups, complete: next === undefined }
}

/** The answers as one text, the same for the same answers: what a declaration is bound to. */
export function frozenAnswers(form: CompiledForm, state: FormState, today: string): string {
  const { answers, groups } = relevantAnswers(form, state, today)
  return JSON.stringify([form.id, form.revision, answers, groups])
}
