import type { AnswerValue, ReadOk } from '#core/answer.ts'
import type { Input } from './env.ts'
import type { CompiledField, CompiledForm } from './form.ts'
import { entryAt, valuesWith, withEntry, withMore } from './form-progress.ts'
import { DONE, KEEP, askCursor, choicesOf, knownFact, optionsOf, synonymsOf } from './form-question.ts'
import { readInput } from './read-input.ts'
import { readScore } from './read-score.ts'
import type { Cursor, Entry, FieldCursor, FormState } from './session.ts'
import { YES_NO, asText, emit, readOptions, reply, say } from './turn.ts'
import type { TurnState, Unread } from './turn.ts'
import { isAboveCeiling, overfull } from './upload.ts'

/** A form's state after an answer; `saved` when a new value was kept. */
export interface Answered {
  readonly state: FormState
  readonly saved: boolean
}

/** Reads what was sent as the answer at a place of a form. */
export function readCursor(
  turn: TurnState,
  form: CompiledForm,
  state: FormState,
  cursor: Cursor,
  input: Input,
): Answered | Unread {
  if ('more' in cursor) return readMore(turn, state, cursor.more, input)
  const field = form.fields.get(cursor.field)
  if (!field) throw new Error(`form ${form.id} has no field ${cursor.field}`)
  const entry = entryAt(state, cursor)
  const control = controlOf(turn, form, state, cursor, input)
  if (control === KEEP.id && entry) return { state: withEntry(state, cursor, entry), saved: false }
  if (control === DONE.id && entry) {
    const { open: _open, ...closed } = entry
    return { state: withEntry(state, cursor, closed), saved: true }
  }
  const known = entry ? undefined : knownFact(turn, field, state)
  if (known) {
    const confirmed = readInput(turn, 'yes_no', input, {}, readOptions(turn, YES_NO))
    if (confirmed.ok && confirmed.value === true)
      return { state: withEntry(state, cursor, known), saved: true }
    const declined = { ...state, declined: [...(state.declined ?? []), field.field.id] }
    if (confirmed.ok) return { state: declined, saved: false }
  }
  return readField(turn, form, state, field, { cursor, entry, input })
}

interface Given {
  readonly cursor: FieldCursor
  readonly entry: Entry | undefined
  readonly input: Input
}

function readField(
  turn: TurnState,
  form: CompiledForm,
  state: FormState,
  field: CompiledField,
  given: Given,
): Answered | Unread {
  const { cursor, entry, input } = given
  const { type, options } = field.field
  if (input.kind === 'uploaded') return readUploaded(turn, state, field, given)
  const choices = optionsOf(field) ?? choicesOf(field)
  const shown = choices && readOptions(turn, choices, synonymsOf(options))
  const result = type === 'rating' ? readScore(turn, input) : readInput(turn, type, input, field.field, shown)
  if (!result.ok) return { to: 'unread', type, problem: result, inquiry: false }
  if (field.constraint && field.field.constraint) {
    const values = valuesWith(form, state, cursor, result.value, turn.env.today)
    if (field.constraint.run(values) !== true) {
      const message = { words: field.field.constraint.message }
      return { to: 'unread', type, problem: { ok: false, problem: 'constraint', message }, inquiry: false }
    }
  }
  if (input.kind === 'file') {
    const full = overfull(state, type, entry, input.facts.bytes)
    if (full) return full
    emit(turn, { kind: 'file_kept', file: input.id, use: 'answer' })
    if (isAboveCeiling(turn, field)) say(turn, reply('upload.in_chat'))
  }
  return { state: withEntry(state, cursor, entryOf(field, result, input, entry)), saved: true }
}

/** The files of one visit to the upload page: all of the document, so that none is asked for afterwards. */
function readUploaded(
  turn: TurnState,
  state: FormState,
  field: CompiledField,
  { cursor, entry, input }: Given,
): Answered | Unread {
  const { type } = field.field
  const files = input.kind === 'uploaded' ? input.files : []
  let bytes = 0
  const shown: string[] = []
  for (const { id, facts } of files) {
    const result = readInput(turn, type, { kind: 'file', id, facts, voice: type === 'voice' }, field.field)
    if (!result.ok) return { to: 'unread', type, problem: result, inquiry: false }
    bytes += facts.bytes
    shown.push(result.display)
  }
  const full = overfull(state, type, entry, bytes)
  if (full) return full
  for (const { id } of files) emit(turn, { kind: 'file_kept', file: id, use: 'answer' })
  say(turn, reply('upload.received'))
  const before = entry?.open ? entry : undefined
  const earlier: readonly AnswerValue[] = Array.isArray(before?.value) ? before.value : []
  const saved: Entry = {
    value: [...earlier, ...files.map(({ id }) => id)],
    display: [...(before?.display ? [before.display] : []), ...shown].join('، '),
    file: true,
    bytes: (before?.bytes ?? 0) + bytes,
  }
  return { state: withEntry(state, cursor, saved), saved: true }
}

function entryOf(field: CompiledField, result: ReadOk, input: Input, before: Entry | undefined): Entry {
  if (input.kind !== 'file') {
    return { value: result.value, display: result.display, ...(result.also && { also: result.also }) }
  }
  const earlier: readonly AnswerValue[] = before?.open && Array.isArray(before.value) ? before.value : []
  const value = [...earlier, input.id]
  const display = before?.open && before.display ? `${before.display}، ${result.display}` : result.display
  const open = value.length < (field.field.maxFiles ?? 1)
  const bytes = (before?.open ? (before.bytes ?? 0) : 0) + input.facts.bytes
  return { value, display, file: true, bytes, ...(open && { open: true as const }) }
}

function readMore(turn: TurnState, state: FormState, group: string, input: Input): Answered | Unread {
  const result = readInput(turn, 'yes_no', input, {}, readOptions(turn, YES_NO))
  if (!result.ok) return { to: 'unread', type: 'yes_no', problem: result, inquiry: false }
  return { state: withMore(state, group, result.value === true), saved: true }
}

/** The choice among those shown that is no answer but says what to do with the one there: keep it, no more files. */
function controlOf(
  turn: TurnState,
  form: CompiledForm,
  state: FormState,
  cursor: Cursor,
  input: Input,
): string | undefined {
  const { choices: shown = [], unnumbered } = askCursor(turn, form, state, cursor)
  if (!shown.includes(KEEP) && !shown.includes(DONE)) return undefined
  // "1" to "how many?" is one, not the first choice.
  if (unnumbered && input.kind === 'text' && /\d/.test(turn.env.fold(input.text))) return undefined
  const chosen = readInput(turn, 'choice', input, {}, readOptions(turn, shown))
  if (chosen.ok) return asText(chosen.value)
  const plain = shown.includes(DONE) ? readInput(turn, 'yes_no', input) : undefined
  return plain?.ok && plain.value === false ? DONE.id : undefined
}
