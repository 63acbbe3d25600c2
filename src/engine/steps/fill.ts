import type { AnswerValue } from '#core/answer.ts'
import type { Input } from '../env.ts'
import type { CompiledField, CompiledForm } from '../form.ts'
import { beginForm, entryAt, openPlaces, sameCursor, walkForm, withEntry } from '../form-progress.ts'
import { askCursor, knownFact } from '../form-question.ts'
import { readCursor } from '../form-answer.ts'
import { readInput } from '../read-input.ts'
import type { StepOf } from '../flow.ts'
import { relevantAnswers } from '../freeze.ts'
import type { Answers, Cursor, FormState } from '../session.ts'
import { askSensitive, leaveSensitive, mayAskSensitive, readSensitive } from '../sensitive-consent.ts'
import { asText, NEXT, ask, emit, evaluate, patchFrame, setVar, topFrame } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

/** A form under way: its compiled questions, its answers, and the question that stands open. */
export interface Filling {
  readonly form: CompiledForm
  readonly state: FormState
  readonly cursor: Cursor | undefined
}

/** Where the fill step of a name stands in the frame on top. */
export function fillingOf(turn: TurnState, stepId: string, formId?: string): Filling | undefined {
  const kept = topFrame(turn).forms?.[stepId]
  const id = kept?.form ?? formId
  if (id === undefined) return undefined
  const form = turn.env.library.form(id, kept?.revision)
  const state = kept ?? beginForm(form)
  const at = state.at && isPlaceOf(form, state.at) ? state.at : undefined
  return { form, state, cursor: at ?? walkForm(form, state, turn.env.today).next }
}

/** Whether a place is still one of the form: a lost revision is replaced by the newest. */
function isPlaceOf(form: CompiledForm, cursor: Cursor): boolean {
  return 'more' in cursor || form.fields.has(cursor.field)
}

/** Asks the first open question of the form, or goes on when there is none. */
export function enterFill(turn: TurnState, step: StepOf<'fill'>): Outcome {
  const wanted = asText(evaluate(turn, step.form))
  if (wanted === '') return { to: 'fail', reason: 'no_form' }
  dropOtherForm(turn, wanted)
  const filling = fillingOf(turn, topFrame(turn).step, wanted)
  if (!filling) return { to: 'fail', reason: 'no_form' }
  keep(turn, step.draft === false ? { ...filling.state, passing: true } : filling.state)
  if (!filling.cursor) {
    setVar(turn, step.save, plainAnswers(turn, filling))
    return NEXT
  }
  if (needsConsent(turn, filling)) return askSensitive(turn)
  return ask(turn, askCursor(turn, filling.form, filling.state, filling.cursor))
}

/** Reads the answer to the open question of the form and asks the next. */
export function resumeFill(turn: TurnState, step: StepOf<'fill'>, input: Input): Outcome | Unread {
  const filling = fillingOf(turn, topFrame(turn).step)
  if (!filling?.cursor) return enterFill(turn, step)
  if (needsConsent(turn, filling)) {
    const word = readSensitive(turn, filling.form.id, input)
    if (word === 'agreed') return enterFill(turn, step)
    return word === 'declined' ? (skipFill(turn, step) ?? leaveSensitive(turn)) : word
  }
  if (declines(turn, filling, input)) return skipFill(turn, step) ?? enterFill(turn, step)
  const read = readCursor(turn, filling.form, filling.state, filling.cursor, input)
  if ('to' in read) return read
  keep(turn, read.state)
  if (read.saved) {
    const field = 'more' in filling.cursor ? filling.cursor.more : filling.cursor.field
    emit(turn, { kind: 'answer_saved', flow: topFrame(turn).flow, step: topFrame(turn).step, field })
  }
  return enterFill(turn, step)
}

/** Whether the open question is a sensitive one, and the first of its form to be asked. */
function needsConsent(turn: TurnState, { form, cursor }: Filling): boolean {
  if (!cursor || 'more' in cursor || mayAskSensitive(turn, form.id)) return false
  return fieldAt(form, cursor)?.field.sensitivity === 'sensitive'
}

/** Types for which "no" is an answer, or may name a choice. */
const NO_IS_AN_ANSWER: ReadonlySet<string> = new Set(['yes_no', 'choice', 'multi_choice'])

/** A plain "no" or "I have none" to an optional question leaves it out, as "skip" does. */
function declines(turn: TurnState, filling: Filling, input: Input): boolean {
  const { cursor, form, state } = filling
  if (input.kind !== 'text' || !cursor || entryAt(state, cursor) || asksKnown(turn, filling)) return false
  const field = fieldAt(form, cursor)?.field
  if (!field?.optional || NO_IS_AN_ANSWER.has(field.type)) return false
  const plain = readInput(turn, 'yes_no', input)
  return plain.ok && plain.value === false
}

/** "Skip" on an optional field; `undefined` when this one is needed. */
export function skipFill(turn: TurnState, step: StepOf<'fill'>): Outcome | undefined {
  const filling = fillingOf(turn, topFrame(turn).step)
  if (!filling?.cursor || 'more' in filling.cursor) return undefined
  const field = fieldAt(filling.form, filling.cursor)
  if (!field?.field.optional) return undefined
  keep(turn, withEntry(filling.state, filling.cursor, { value: null, display: '', skipped: true }))
  emit(turn, { kind: 'answer_skipped', field: filling.cursor.field })
  return enterFill(turn, step)
}

/** "Back" inside a form: to the answer given before this one; `undefined` at its beginning. */
export function backFill(turn: TurnState, step: StepOf<'fill'>): Outcome | undefined {
  const filling = fillingOf(turn, topFrame(turn).step)
  if (!filling) return undefined
  const places = openPlaces(walkForm(filling.form, filling.state, turn.env.today).places, filling.state)
  const { cursor } = filling
  const here = cursor ? places.findIndex((place) => sameCursor(place.cursor, cursor)) : -1
  const target = places[(here === -1 ? places.length : here) - 1]
  if (!target) return undefined
  keep(turn, { ...filling.state, at: target.cursor })
  return enterFill(turn, step)
}

/** Opens one answered question again, from the review. */
export function reopenField(turn: TurnState, stepId: string, cursor: Cursor): void {
  const frame = topFrame(turn)
  const state = frame.forms?.[stepId]
  if (state) patchFrame(turn, { forms: { ...frame.forms, [stepId]: { ...state, at: cursor } } })
}

/** The compiled field at a place. */
export function fieldAt(form: CompiledForm, cursor: Cursor): CompiledField | undefined {
  return 'more' in cursor ? undefined : form.fields.get(cursor.field)
}

/** Whether the open question only asks to confirm a fact known from before. */
export function asksKnown(turn: TurnState, filling: Filling): boolean {
  const { cursor, form, state } = filling
  if (!cursor || 'more' in cursor || entryAt(state, cursor)) return false
  const field = fieldAt(form, cursor)
  return field !== undefined && knownFact(turn, field, state) !== undefined
}

/** Another service was chosen after going back: its form begins empty. */
function dropOtherForm(turn: TurnState, wanted: string): void {
  const { step, forms } = topFrame(turn)
  if (forms?.[step] === undefined || forms[step].form === wanted) return
  const { [step]: _other, ...rest } = forms
  patchFrame(turn, { forms: rest })
}

function keep(turn: TurnState, state: FormState): void {
  const frame = topFrame(turn)
  patchFrame(turn, { forms: { ...frame.forms, [frame.step]: state } })
}

/** The answers that count, as rules of the flow see them. */
function plainAnswers(turn: TurnState, { form, state }: Filling): Record<string, AnswerValue> {
  const { answers, groups } = relevantAnswers(form, state, turn.env.today)
  const values: Record<string, AnswerValue> = givenIn(answers)
  for (const [id, members] of Object.entries(groups)) values[id] = members.map(givenIn)
  return values
}

function givenIn(answers: Answers): Record<string, AnswerValue> {
  const given = Object.entries(answers).filter(([, entry]) => !entry.skipped)
  return Object.fromEntries(given.map(([id, entry]) => [id, entry.value]))
}
