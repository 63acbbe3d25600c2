import type { FieldOption } from '#core/form.ts'
import type { Text } from '#core/text.ts'
import type { DraftChoice } from './event.ts'
import type { CompiledField, CompiledForm, CompiledGroup } from './form.ts'
import { entryAt } from './form-progress.ts'
import type { Cursor, Entry, FieldCursor, FormState } from './session.ts'
import { wantsFile } from './read-input.ts'
import { SCORES, YES_NO, reply } from './turn.ts'
import { askForFile } from './upload.ts'
import type { QuestionDraft, TurnState } from './turn.ts'
import type { Synonyms } from './words.ts'

/** Above this many options a list is no help on a small phone: the answer is typed. */
const MOST_CHOICES = 12

// A form never changes once it is compiled; what is made of its options is made once.
const OPTIONS = new WeakMap<readonly FieldOption[], readonly DraftChoice[]>()
const SYNONYMS = new WeakMap<readonly FieldOption[], Synonyms>()

/** The choice that leaves an answer as it is. */
export const KEEP: DraftChoice = { id: 'keep', label: reply('keep') }
/** The choice that says no further file follows. */
export const DONE: DraftChoice = { id: 'done', label: reply('document.done') }

/** The question at a place of a form. */
export function askCursor(
  turn: TurnState,
  form: CompiledForm,
  state: FormState,
  cursor: Cursor,
): QuestionDraft {
  if ('more' in cursor) return askMore(form, cursor.more)
  const field = form.fields.get(cursor.field)
  if (!field) throw new Error(`form ${form.id} has no field ${cursor.field}`)
  const entry = entryAt(state, cursor)
  if (entry?.open)
    return {
      paragraphs: [reply('document.more')],
      choices: [DONE],
      ...askForFile(turn, form, field, cursor, entry),
    }
  const known = entry ? undefined : knownFact(turn, field, state)
  if (known) {
    const params = { label: { words: field.field.label }, value: known.display }
    return { paragraphs: [reply('known.confirm', params)], choices: YES_NO, private: true }
  }
  const draft = askField(form, field, cursor, state.at ? entry : undefined)
  return wantsFile(field.field.type) ? { ...draft, ...askForFile(turn, form, field, cursor, entry) } : draft
}

/** A fact given earlier that this field may reuse, unless the person said that it changed. */
export function knownFact(turn: TurnState, field: CompiledField, state: FormState): Entry | undefined {
  const name = field.field.known
  if (name === undefined || field.group !== undefined || state.declined?.includes(field.field.id))
    return undefined
  return turn.env.contact.known[name]
}

function askField(
  form: CompiledForm,
  field: CompiledField,
  cursor: FieldCursor,
  entry: Entry | undefined,
): QuestionDraft {
  const paragraphs: Text[] = [...headings(form, field, cursor), { words: field.field.ask }]
  if (field.field.optional && !entry) paragraphs.push(reply('optional'))
  const choices = choicesOf(field)
  if (!entry || entry.skipped) {
    const request = requestOfType(field.field.type)
    return { paragraphs, ...(choices && { choices }), ...(request && { request }) }
  }
  const shown = displayOf(field, entry)
  paragraphs.push(reply('current_answer', { value: shown }))
  if (!choices) return { paragraphs, choices: [KEEP], unnumbered: true, private: true }
  return { paragraphs, choices: [...choices, KEEP], private: true }
}

function headings(form: CompiledForm, field: CompiledField, cursor: FieldCursor): Text[] {
  if (cursor.group === undefined) {
    const title = form.titles.get(field.field.id)
    return title ? [{ words: title }] : []
  }
  const group = groupOf(form, cursor.group)
  if (!group || group.fields.find((item) => item)?.field.id !== field.field.id) return []
  return [reply('repeat.member', { member: { words: group.group.member }, n: (cursor.index ?? 0) + 1 })]
}

function askMore(form: CompiledForm, id: string): QuestionDraft {
  const group = groupOf(form, id)
  const text: Text = group?.group.more ? { words: group.group.more } : reply('repeat.more')
  return { paragraphs: [text], choices: YES_NO }
}

/** The repeat group of an id. */
export function groupOf(form: CompiledForm, id: string): CompiledGroup | undefined {
  return form.items.find((item) => item.kind === 'repeat' && item.group.id === id) as
    | CompiledGroup
    | undefined
}

/** The choices shown under a field. */
export function choicesOf(field: CompiledField): readonly DraftChoice[] | undefined {
  const { type, options } = field.field
  if (type === 'yes_no') return YES_NO
  if (type === 'rating') return SCORES
  if (type !== 'choice' && type !== 'multi_choice') return undefined
  return options && options.length <= MOST_CHOICES ? optionsOf(field) : undefined
}

/** All options of a field, those too many to be shown included; the same list for the same field. */
export function optionsOf(field: CompiledField): readonly DraftChoice[] | undefined {
  const { options } = field.field
  if (!options) return undefined
  const known = OPTIONS.get(options)
  if (known) return known
  const made = options.map((option) => ({ id: option.id, label: { words: option.label } }))
  OPTIONS.set(options, made)
  return made
}

/** What words mean an option, for reading typed answers. */
export function synonymsOf(options: readonly FieldOption[] | undefined): Synonyms | undefined {
  if (!options) return undefined
  const known = SYNONYMS.get(options)
  if (known) return known
  const words = options.map(
    (option) => [option.id, [...(option.synonyms ?? []), ...Object.values(option.label)]] as const,
  )
  const made = new Map(words)
  SYNONYMS.set(options, made)
  return made
}

/** An answer as words: choices in the language of the reader, all else as it was read. */
export function displayOf(field: CompiledField, entry: Entry): Text {
  const { type, options } = field.field
  if (type === 'yes_no') return reply(entry.value === true ? 'yes' : 'no')
  if (type === 'rating') return SCORES[Number(entry.value) - 1]?.label ?? { verbatim: entry.display }
  if (type === 'choice') {
    const option = options?.find((item) => item.id === entry.value)
    if (option) return { words: option.label }
  }
  return { verbatim: entry.display }
}

function requestOfType(type: string): 'phone' | 'location' | undefined {
  if (type === 'mobile_sa' || type === 'mobile_intl') return 'phone'
  return type === 'location' ? 'location' : undefined
}
