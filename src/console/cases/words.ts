import { isolate } from '#core/isolate.ts'
import { staffOf } from '#core/case.ts'
import type { Actor, CaseKind, CaseState } from '#core/case.ts'
import type { Localised, TextParam } from '#core/text.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import type { Desk } from '../desk.ts'

/** A text of `locales/<lang>/cases.json`: the words that the command line uses too. */
export function caseWord(
  { parts, language }: Desk,
  key: string,
  params?: Readonly<Record<string, TextParam>>,
): string {
  return parts.content().renderer.text({ key: `cases:${key}`, ...(params && { params }) }, language)
}

/** Words of the profile in the language of the page. */
export function label({ parts, language }: Desk, words: Localised): string {
  return parts.content().renderer.label(words, language)
}

/** What a case is about: the name of its service, or of its kind. */
export function serviceName(desk: Desk, service: string, kind: CaseKind): string {
  const { services, matters } = desk.association
  const named = [...services, ...matters].find(({ id }) => id === service)
  return named ? label(desk, named.name) : caseWord(desk, `kinds.${kind}`)
}

export function stateWord(desk: Desk, state: CaseState): string {
  return caseWord(desk, `states.${state}`)
}

/** Refusals whose items are other cases; those of the others are marked among the answers. */
const OTHER_CASES: ReadonlySet<Refused['refused']> = new Set(['case_open', 'retained'])

/** Why something could not be done, in a sentence; and who was first, where somebody was. */
export function refusalText(desk: Desk, { refused, items = [], first }: Refused): string {
  const named = OTHER_CASES.has(refused) ? items.map(isolate).join('، ') : ''
  const sentence = `${caseWord(desk, `refusals.${refused}`)} ${named}`.trim()
  if (!first) return sentence
  const what = caseWord(desk, `events.${first.what}`)
  return `${sentence} ${caseWord(desk, 'labels.first', { who: actorName(desk, first.by), what })}`
}

/** The name of a member of staff; the id of one who works here no more. */
export function staffName({ colleagues }: Desk, id: string): string {
  return colleagues.find((member) => member.id === id)?.name ?? id
}

/** Who did something to a case, in words. */
export function actorName(desk: Desk, actor: Actor): string {
  const id = staffOf(actor)
  return id === undefined ? caseWord(desk, `actors.${actor}`) : staffName(desk, id)
}

/** What an answer is called; one of a repeated group says whose it is, counted from one. */
export function itemName(desk: Desk, item: string, words: Localised | undefined): string {
  const [, index] = item.split('.')
  const name = words ? label(desk, words) : (item.split('.').at(-1) ?? item)
  return index === undefined ? name : `${name} (${Number(index) + 1})`
}
