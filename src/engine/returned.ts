import type { Missing } from '#core/case-event.ts'
import type { CaseAnswers } from './case-facts.ts'
import type { CompiledForm } from './form.ts'
import { placeName } from './form-progress.ts'
import type { Answers, FormState } from './session.ts'

/** The answers of a case as the state of its form. */
export function stateOfAnswers({ form, revision, answers, groups }: CaseAnswers): FormState {
  const closed = Object.entries(groups).map(([id, members]) => [id, { members, closed: true }] as const)
  return { form, revision, answers, groups: Object.fromEntries(closed) }
}

/**
 * A returned request, to be completed: exactly what is missing stands open again; all other answers stay, unseen. What
 * was known from before is asked anew, since it was found wanting.
 */
export function reopened(form: CompiledForm, content: CaseAnswers, missing: readonly Missing[]): FormState {
  const items = new Set(missing.flatMap(({ item }) => [item, ...validityOf(form, item)]))
  const groups = Object.entries(content.groups).map(([group, members]) => {
    const left = members.map((member, index) =>
      without(member, (field) => items.has(placeName({ field, group, index }))),
    )
    return [group, left] as const
  })
  const kept = {
    ...content,
    answers: without(content.answers, (id) => items.has(id)),
    groups: Object.fromEntries(groups),
  }
  return {
    ...stateOfAnswers(kept),
    earlier: namesOf(kept),
    declined: [...items].filter((item) => form.fields.has(item)),
  }
}

/** The question for the last valid day belongs to its document: a new one has a new day. */
function validityOf(form: CompiledForm, item: string): string[] {
  return [...form.fields.values()].flatMap(({ field }) => (field.validityOf === item ? [field.id] : []))
}

function without(answers: Answers, left: (id: string) => boolean): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !left(id)))
}

/** Names of all places that hold an answer. */
function namesOf({ answers, groups }: CaseAnswers): string[] {
  const inGroups = Object.entries(groups).flatMap(([group, members]) =>
    members.flatMap((member, index) =>
      Object.keys(member).map((field) => placeName({ field, group, index })),
    ),
  )
  return [...Object.keys(answers), ...inGroups]
}
