import type { AnswerValue, ReadOk } from '#core/answer.ts'
import { peopleIn } from '../case-facts.ts'
import type { OwnCase } from '../case-facts.ts'
import { suggestService } from '../described-service.ts'
import type { Input } from '../env.ts'
import type { DraftChoice } from '../event.ts'
import type { ChoiceSource, StepOf } from '../flow.ts'
import { mayTryPin, takePin } from '../pin.ts'
import { readInput } from '../read-input.ts'
import {
  NEXT,
  YES_NO,
  ask,
  asText,
  emit,
  evaluate,
  flowText,
  readOptions,
  reply,
  say,
  setVar,
  topFrame,
} from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'

/** Asks one question and waits. */
export function enterAsk(turn: TurnState, step: StepOf<'ask'>): Outcome {
  return askInWords(turn, step, step.text)
}

/** The question again, in its shorter words where it has some. */
export function askAgainInShort(turn: TurnState, step: StepOf<'ask'>): Outcome {
  return askInWords(turn, step, step.again ?? step.text)
}

function askInWords(turn: TurnState, step: StepOf<'ask'>, text: string): Outcome {
  if (step.type === 'pin' && !mayTryPin(turn)) return NEXT
  const choices = choicesOf(turn, step)
  if (choices?.length === 0 || (step.choices_from && listed(turn, step.choices_from).length === 0))
    return NEXT
  const request = requestOf(step.type)
  return ask(turn, {
    paragraphs: [flowText(turn, text, step.with)],
    ...(choices && { choices }),
    ...(request && { request }),
    ...(step.type === 'pin' && { private: true }),
  })
}

/** Reads the answer, keeps it, and goes where the choice leads. */
export function resumeAsk(turn: TurnState, step: StepOf<'ask'>, input: Input): Outcome | Unread {
  if (step.type === 'pin') return takePin(turn, input)
  const choices = choicesOf(turn, step)
  if (step.choices_from && listChanged(turn, step.choices_from, choices ?? []))
    return askAnew(turn, step.choices_from)
  const read = readInput(turn, step.type, input, step, choices && readOptions(turn, choices))
  const result = read.ok ? read : (readMeant(turn, step, input) ?? read)
  if (!result.ok) {
    const named = step.choices_from === 'services' && input.kind === 'text'
    const problem = named ? suggestService(turn, input.text, result) : result
    return { to: 'unread', type: step.type, problem, inquiry: step.inquiry ?? step.type === 'choice' }
  }
  if (input.kind === 'file') emit(turn, { kind: 'file_kept', file: input.id, use: 'answer' })
  if (step.save) setVar(turn, step.save, keptValue(result, input))
  emit(turn, { kind: 'answer_saved', flow: topFrame(turn).flow, step: topFrame(turn).step })
  const chosen = step.choices?.find((choice) => choice.id === result.value)
  return chosen?.go ? { to: 'step', step: chosen.go } : NEXT
}

/** Lists that others may change between a question and its answer. */
const PASSING: ReadonlySet<ChoiceSource> = new Set<ChoiceSource>(['cases', 'requests', 'people', 'slots'])

/** Whether a list is no longer the one that was shown: a number would now mean something else. */
function listChanged(turn: TurnState, source: ChoiceSource, choices: readonly DraftChoice[]): boolean {
  const shown = turn.session.question?.choices ?? []
  if (shown.length === 0) return false
  return PASSING.has(source) && shown.join(' ') !== choices.map(({ id }) => id).join(' ')
}

function askAnew(turn: TurnState, source: ChoiceSource): Outcome {
  emit(turn, { kind: 'choice_outdated' })
  if (listed(turn, source).length > 0) say(turn, reply('choice_outdated'))
  return { to: 'step', step: topFrame(turn).step }
}

/** A plain yes or no, where one of the choices means it: "ok" to "may we go on?". */
function readMeant(turn: TurnState, step: StepOf<'ask'>, input: Input): ReadOk | undefined {
  if (input.kind !== 'text' || !step.choices?.some((choice) => choice.means)) return undefined
  const plain = readInput(turn, 'yes_no', input)
  const meant = plain.ok ? (plain.value === true ? 'yes' : 'no') : undefined
  const choice = meant && step.choices.find(({ means }) => means === meant)
  return choice && { ok: true, value: choice.id, display: '' }
}

/** "Skip" on an optional question. */
export function skipAsk(turn: TurnState, step: StepOf<'ask'>): Outcome | undefined {
  if (!step.optional) return undefined
  emit(turn, { kind: 'answer_skipped', field: topFrame(turn).step })
  return NEXT
}

function keptValue(result: ReadOk, input: Input): AnswerValue {
  return input.kind === 'file' ? input.id : result.value
}

/** What a platform can help with beyond typing. */
export function requestOf(type: string): 'phone' | 'location' | 'file' | undefined {
  if (type === 'mobile_sa' || type === 'mobile_intl') return 'phone'
  if (type === 'location') return 'location'
  return type === 'document' || type === 'voice' ? 'file' : undefined
}

/** The choices under the question, as they are now; the same list while nothing of it has changed. */
export function choicesOf(turn: TurnState, step: StepOf<'ask'>): readonly DraftChoice[] | undefined {
  if (step.choices_from) {
    const list = listed(turn, step.choices_from)
    return step.choices ? [...list, ...written(turn, step, step.choices)] : list
  }
  if (step.type === 'yes_no' && !step.choices) return YES_NO
  if (!step.choices) return undefined
  return written(turn, step, step.choices)
}

/** The choices that a flow names, those that are offered now. */
function written(
  turn: TurnState,
  step: StepOf<'ask'>,
  choices: NonNullable<StepOf<'ask'>['choices']>,
): readonly DraftChoice[] {
  const offered = choices.filter((choice) => choice.if === undefined || evaluate(turn, choice.if) === true)
  const frame = topFrame(turn)
  return kept(step, `${frame.step} ${offered.map((choice) => choice.id).join(' ')}`, () =>
    offered.map((choice) => ({
      id: choice.id,
      label: flowText(turn, choice.text ?? `${frame.step}.${choice.id}`),
    })),
  )
}

// Readers know a list again by its identity: made anew at every turn, its words would be folded at every turn.
const LISTS = new WeakMap<object, Map<string, readonly DraftChoice[]>>()

function kept(owner: object, name: string, make: () => readonly DraftChoice[]): readonly DraftChoice[] {
  const lists = LISTS.get(owner) ?? new Map<string, readonly DraftChoice[]>()
  const known = lists.get(name)
  if (known) return known
  const made = make()
  LISTS.set(owner, lists.set(name, made))
  return made
}

function listed(turn: TurnState, source: ChoiceSource): readonly DraftChoice[] {
  const { association, contact } = turn.env
  switch (source) {
    case 'services':
      return kept(association, source, () =>
        association.services.map((service) => ({ id: service.id, label: { words: service.name } })),
      )
    case 'topics':
      return kept(association, source, () =>
        association.answers
          .filter((answer) => answer.topic)
          .map((answer) => ({ id: answer.intent, label: { words: answer.title } })),
      )
    case 'cases':
    case 'requests':
      return casesHere(turn)
        .filter(({ kind }) => source === 'cases' || kind === 'support')
        .slice(0, 9)
        .map((item) => ({ id: item.reference, label: { verbatim: item.reference } }))
    case 'people':
      return peopleHere(turn)
    case 'slots':
      return (
        contact.cases
          .find((item) => item.reference === topFrame(turn).vars.reference)
          ?.interview?.slots.map(({ id, label }) => ({ id, label: { words: label } })) ?? []
      )
    case 'languages':
      return kept(association, source, () =>
        association.languages.map((language) => ({
          id: language,
          label: { key: `replies:languages.${language}` },
        })),
      )
  }
}

/** The cases to choose from: those of one person, where the flow asked for whom it is. */
function casesHere(turn: TurnState): readonly OwnCase[] {
  const person = asText(topFrame(turn).vars.person)
  const { cases } = turn.env.contact
  return person === '' ? cases : cases.filter(({ whose }) => (whose?.id ?? NAMELESS) === person)
}

/** Whom the cases of one account are for; one row more for cases without a name. */
function peopleHere(turn: TurnState): DraftChoice[] {
  const { cases } = turn.env.contact
  const named = peopleIn(cases)
    .slice(0, 8)
    .map(({ id, name }) => ({ id, label: { verbatim: name } }))
  const others = cases.some(({ whose }) => !whose)
  return others ? [...named, { id: NAMELESS, label: reply('nameless') }] : named
}

/** Stands for nobody; no reference is like it. */
const NAMELESS = 'nameless'
