import type { AnswerValue } from '#core/answer.ts'
import { celTypeOf, emptyOf } from './cel.ts'
import type { CompiledField, CompiledForm, CompiledGroup } from './form.ts'
import type { Answers, Cursor, Entry, FormState } from './session.ts'

/** An answered place of a form, in the order of the questions. */
export interface Place {
  readonly cursor: Cursor
  readonly field: CompiledField
  readonly entry: Entry
}

/** Where a walk through a form stands: what is answered, what is computed, and the first open question. */
export interface Walk {
  readonly places: readonly Place[]
  readonly calculated: Readonly<Record<string, number>>
  readonly next: Cursor | undefined
  /** What rules see: the answers that count, and what was computed on the way. */
  readonly values: Readonly<Record<string, unknown>>
}

/** An empty form state. */
export function beginForm(form: CompiledForm): FormState {
  return { form: form.id, revision: form.revision, answers: {}, groups: {} }
}

/** The values of all answers, as rules see them. */
function valuesOf(form: CompiledForm, state: FormState, today: string): Record<string, unknown> {
  const values: Record<string, unknown> = { ...form.empty, today }
  for (const [id, entry] of Object.entries(state.answers)) if (!entry.skipped) values[id] = entry.value
  for (const [id, group] of Object.entries(state.groups))
    values[id] = group.members.map((member) => memberValues(member))
  return values
}

function memberValues(member: Answers): Record<string, AnswerValue> {
  const values: Record<string, AnswerValue> = {}
  for (const [id, entry] of Object.entries(member)) if (!entry.skipped) values[id] = entry.value
  return values
}

/**
 * Walks a form in order. The position follows from the answers alone, so that changing an earlier answer
 * opens and closes later questions by itself and no index can go stale.
 */
export function walkForm(form: CompiledForm, state: FormState, today: string): Walk {
  const values = valuesOf(form, state, today)
  const places: Place[] = []
  const calculated: Record<string, number> = {}
  for (const item of form.items) {
    if (item.when && item.when.run(values) !== true) {
      values[idOf(item)] = form.empty[idOf(item)]
      continue
    }
    if (item.kind === 'calculated') {
      const value = Number(item.value.run(values))
      calculated[item.field.id] = Number.isFinite(value) ? value : 0
      values[item.field.id] = calculated[item.field.id]
    } else if (item.kind === 'field') {
      const entry = state.answers[item.field.id]
      if (!entry || entry.open || isPast(item, entry, today))
        return { places, calculated, values, next: { field: item.field.id } }
      places.push({ cursor: { field: item.field.id }, field: item, entry })
    } else {
      const next = walkGroup(item, state, values, places, today)
      if (next) return { places, calculated, values, next }
    }
  }
  return { places, calculated, values, next: undefined }
}

/** The last day of a document that was still ahead when it was given, and is past when the request is sent (R5). */
function isPast({ field }: CompiledField, { value }: Entry, today: string): boolean {
  return field.validityOf !== undefined && typeof value === 'string' && value < today
}

function idOf(item: CompiledForm['items'][number]): string {
  return item.kind === 'repeat' ? item.group.id : item.field.id
}

function walkGroup(
  item: CompiledGroup,
  state: FormState,
  values: Record<string, unknown>,
  places: Place[],
  today: string,
): Cursor | undefined {
  const id = item.group.id
  const group = state.groups[id] ?? { members: [], closed: false }
  const wanted = membersWanted(item, group.members.length, values)
  for (let index = 0; index < wanted; index++) {
    const member = group.members[index] ?? {}
    const scope = { ...values, ...emptyMember(item), ...memberValues(member) }
    for (const field of item.fields) {
      if (field.when && field.when.run(scope) !== true) continue
      const cursor = { field: field.field.id, group: id, index }
      const entry = member[field.field.id]
      if (!entry || entry.open || isPast(field, entry, today)) return cursor
      places.push({ cursor, field, entry })
    }
  }
  // Members beyond the wanted number stay stored but count no more: a smaller family size is a correction, not a loss.
  values[id] = group.members.slice(0, wanted).map(memberValues)
  if (item.count || group.closed || group.members.length >= item.group.max) return undefined
  return { more: id }
}

function membersWanted(item: CompiledGroup, there: number, values: Record<string, unknown>): number {
  const { min = 0, max } = item.group
  if (!item.count) return Math.max(there, min)
  const count = Math.trunc(Number(item.count.run(values)))
  return Math.max(min, Math.min(max, Number.isFinite(count) ? count : 0))
}

function emptyMember(item: CompiledGroup): Record<string, unknown> {
  const empty: Record<string, unknown> = {}
  for (const field of item.fields) empty[field.field.id] = emptyOf(celTypeOf(field.field.type))
  return empty
}

/** The rules' view of the answers, with one more answer put in place: for a constraint on the answer just read. */
export function valuesWith(
  form: CompiledForm,
  state: FormState,
  cursor: Cursor,
  value: AnswerValue,
  today: string,
): Record<string, unknown> {
  const values = { ...walkForm(form, state, today).values }
  if ('more' in cursor) return values
  if (cursor.group !== undefined) {
    const member = state.groups[cursor.group]?.members[cursor.index ?? 0] ?? {}
    Object.assign(values, memberValues(member))
  }
  values[cursor.field] = value
  return values
}

/** The state with an answer written at a place; the place someone went back to is left. */
export function withEntry(state: FormState, cursor: Cursor, entry: Entry): FormState {
  if ('more' in cursor) return state
  const { at: _left, ...rest } = state
  if (cursor.group === undefined) return { ...rest, answers: { ...rest.answers, [cursor.field]: entry } }
  const group = rest.groups[cursor.group] ?? { members: [], closed: false }
  const members = [...group.members]
  const index = cursor.index ?? 0
  while (members.length <= index) members.push({})
  members[index] = { ...members[index], [cursor.field]: entry }
  return { ...rest, groups: { ...rest.groups, [cursor.group]: { ...group, members } } }
}

/** The state after "one more?": a new member, or the group closed. */
export function withMore(state: FormState, group: string, more: boolean): FormState {
  const { at: _left, ...rest } = state
  const now = rest.groups[group] ?? { members: [], closed: false }
  const members = more ? [...now.members, {}] : now.members
  return { ...rest, groups: { ...rest.groups, [group]: { members, closed: !more } } }
}

/** The entry at a place, if it is answered. */
export function entryAt(state: FormState, cursor: Cursor): Entry | undefined {
  if ('more' in cursor) return undefined
  if (cursor.group === undefined) return state.answers[cursor.field]
  return state.groups[cursor.group]?.members[cursor.index ?? 0]?.[cursor.field]
}

/** The name of a place, as a return names it: a field, or `group.index.field`. */
export function placeName(cursor: Cursor): string {
  if ('more' in cursor) return cursor.more
  return cursor.group === undefined ? cursor.field : `${cursor.group}.${cursor.index ?? 0}.${cursor.field}`
}

/** The places that a person may look at and change: all, but for those of a returned request that stay as they were. */
export function openPlaces(places: readonly Place[], state: FormState): readonly Place[] {
  const { earlier } = state
  return earlier ? places.filter(({ cursor }) => !earlier.includes(placeName(cursor))) : places
}

/** Whether two places are the same. */
export function sameCursor(a: Cursor, b: Cursor): boolean {
  if ('more' in a || 'more' in b) return 'more' in a && 'more' in b && a.more === b.more
  return a.field === b.field && a.group === b.group && a.index === b.index
}
