import type { CaseKind, CaseState } from '#core/case.ts'
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

/** Why something could not be done, in a sentence; and who was first, where somebody was. */
export function refusalText(desk: Desk, { refused, items, first }: Refused): string {
  const sentence = caseWord(desk, `refusals.${refused}`)
  const open = items && items.length > 0 ? ` (${items.join('، ')})` : ''
  if (!first) return `${sentence}${open}`
  const who = first.by.startsWith('staff:')
    ? first.by.slice('staff:'.length)
    : caseWord(desk, `actors.${first.by}`)
  return `${sentence} ${caseWord(desk, 'labels.first', { who, what: caseWord(desk, `events.${first.what}`) })}`
}
