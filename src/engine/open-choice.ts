import type { Input } from './env.ts'
import type { DraftChoice } from './event.ts'
import type { CompiledField } from './form.ts'
import { placeName } from './form-progress.ts'
import { choicesOf as fieldChoices, synonymsOf } from './form-question.ts'
import { choicesOf } from './steps/ask.ts'
import { fieldAt, fillingOf } from './steps/fill.ts'
import { currentStep, readOptions, topFrame } from './turn.ts'
import type { Synonyms } from './words.ts'
import type { TurnState } from './turn.ts'

type Pressed = Extract<Input, { kind: 'choice' }>

/** A button that was pressed, with the id of its choice; `undefined` when it stands under no open question. */
export function openChoice(turn: TurnState, input: Pressed): Pressed | undefined {
  const open = turn.session.question
  if (!open || open.id !== input.question) return undefined
  const place = /^#(\d{1,2})$/.exec(input.choice)?.[1]
  const choice = place === undefined ? input.choice : (open.choices[Number(place) - 1] ?? '')
  return open.choices.includes(choice) ? { ...input, choice } : undefined
}

/** A choice may be worded like a command ("help", "English"), or be called so; then it is the choice. */
export function isChoiceLabel(turn: TurnState, text: string): boolean {
  const typed = turn.env.fold(text)
  return readOptions(turn, choicesHere(turn), synonymsHere(turn)).some(({ label, synonyms = [] }) =>
    [label, ...synonyms].some((name) => turn.env.fold(name) === typed),
  )
}

function synonymsHere(turn: TurnState): Synonyms | undefined {
  return synonymsOf(openField(turn)?.field.options)
}

function choicesHere(turn: TurnState): readonly DraftChoice[] {
  const step = currentStep(turn)
  if (step?.kind === 'ask') return choicesOf(turn, step) ?? []
  const field = openField(turn)
  return (field && fieldChoices(field)) ?? []
}

/** Whether files for a place of a form are what stands open. */
export function isOpenPlace(turn: TurnState, form: string, place: string): boolean {
  if (currentStep(turn)?.kind !== 'fill') return false
  const filling = fillingOf(turn, topFrame(turn).step)
  return filling?.cursor !== undefined && filling.form.id === form && placeName(filling.cursor) === place
}

/** The field of a form that stands open, if one does. */
export function openField(turn: TurnState): CompiledField | undefined {
  if (currentStep(turn)?.kind !== 'fill') return undefined
  const filling = fillingOf(turn, topFrame(turn).step)
  return filling?.cursor && fieldAt(filling.form, filling.cursor)
}
