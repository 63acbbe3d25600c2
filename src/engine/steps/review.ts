import type { Localised, Text } from '#core/text.ts'
import type { Input } from '../env.ts'
import type { DraftChoice } from '../event.ts'
import type { StepOf } from '../flow.ts'
import type { CompiledForm } from '../form.ts'
import { openPlaces, walkForm } from '../form-progress.ts'
import type { Place } from '../form-progress.ts'
import { displayOf, groupOf } from '../form-question.ts'
import { readInput } from '../read-input.ts'
import { NEXT, ask, readOptions, reply, say } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'
import { fillingOf, reopenField } from './fill.ts'

const SEND: readonly DraftChoice[] = [{ id: 'send', label: reply('review.send') }]

/** Shows all answers, numbered, and asks whether to go on; a number opens that answer again (WCAG 3.3.4). */
export function enterReview(turn: TurnState, step: StepOf<'review'>): Outcome {
  const filling = fillingOf(turn, step.of)
  if (!filling) return { to: 'fail', reason: 'nothing_to_review' }
  const { places, calculated, next } = walkForm(filling.form, filling.state, turn.env.today)
  if (next) return { to: 'step', step: step.of }
  turn.private = true
  const shown = openPlaces(places, filling.state)
  // What is calculated would tell of answers that are not shown.
  const sums = filling.state.earlier ? {} : calculated
  say(turn, reply('review.title'), ...answerLines(filling.form, shown, sums))
  return askAboutReview(turn)
}

/** Whether everything is correct: the question alone, where the summary stands right above. */
export function askAboutReview(turn: TurnState): Outcome {
  return ask(turn, { paragraphs: [reply('review.edit_hint')], choices: SEND, unnumbered: true })
}

/** "Send" goes on; a number opens that answer. */
export function resumeReview(turn: TurnState, step: StepOf<'review'>, input: Input): Outcome | Unread {
  const filling = fillingOf(turn, step.of)
  if (!filling) return { to: 'fail', reason: 'nothing_to_review' }
  const sent = readInput(turn, 'choice', input, {}, readOptions(turn, SEND))
  if (sent.ok && !(input.kind === 'text' && numberIn(turn, input.text) !== undefined)) return NEXT
  const walk = walkForm(filling.form, filling.state, turn.env.today)
  const places = openPlaces(walk.places, filling.state)
  const place = input.kind === 'text' ? places[(numberIn(turn, input.text) ?? 0) - 1] : undefined
  if (place) {
    reopenField(turn, step.of, place.cursor)
    return { to: 'step', step: step.of }
  }
  const agreed = readInput(turn, 'yes_no', input)
  if (agreed.ok && agreed.value === true) return NEXT
  const message = reply('review.unreadable')
  const problem = { ok: false, problem: 'review_unreadable', message } as const
  return { to: 'unread', type: 'review', problem, inquiry: true }
}

/** A lone number in a short text, in any digits: "3", "٣", "edit 3". */
function numberIn(turn: TurnState, text: string): number | undefined {
  const found = turn.env.fold(text).match(/^\D{0,20}?(\d{1,3})\D{0,3}$/)
  return found ? Number(found[1]) : undefined
}

/** Answers as numbered lines under their headings, and what was calculated from them. */
export function answerLines(
  form: CompiledForm,
  places: readonly Place[],
  calculated: Readonly<Record<string, number>>,
): Text[] {
  const texts: Text[] = []
  for (const [index, { cursor, field, entry }] of places.entries()) {
    const heading = 'more' in cursor ? undefined : headingBefore(form, places, index)
    if (heading) texts.push(heading)
    const value: Text = entry.skipped ? reply('review.empty') : displayOf(field, entry)
    texts.push(reply('review.line', { n: index + 1, label: { words: field.field.label }, value }))
  }
  for (const item of form.items) {
    if (item.kind !== 'calculated') continue
    const value = calculated[item.field.id]
    if (value === undefined) continue
    const shown = grouped(value, item.field.decimals ?? 0)
    texts.push(reply('review.calculated', { label: { words: item.field.label }, value: shown }))
  }
  return texts
}

/** A number as amounts are shown above it: thousands parted. */
function grouped(value: number, decimals: number): string {
  const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return value.toLocaleString('en-US', places)
}

/** The heading of a section or a member, where its first line begins; a section's again after its members. */
function headingBefore(form: CompiledForm, places: readonly Place[], index: number): Text | undefined {
  const cursor = places[index]?.cursor
  const before = places[index - 1]?.cursor
  if (!cursor || 'more' in cursor) return undefined
  if (cursor.group !== undefined) {
    const same =
      before && !('more' in before) && before.group === cursor.group && before.index === cursor.index
    const group = groupOf(form, cursor.group)
    if (same || !group) return undefined
    return reply('repeat.member', { member: { words: group.group.member }, n: (cursor.index ?? 0) + 1 })
  }
  const afterMembers = before !== undefined && !('more' in before) && before.group !== undefined
  const title = form.titles.get(cursor.field) ?? (afterMembers && sectionOf(form, cursor.field))
  return title ? reply('review.section', { title: { words: title } }) : undefined
}

function sectionOf(form: CompiledForm, field: string): Localised | undefined {
  return form.source.sections.find(({ items }) => items.some(({ id }) => id === field))?.title
}
