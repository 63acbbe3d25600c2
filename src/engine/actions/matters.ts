import type { Association } from '#core/association.ts'
import { CASE_OF_MATTER } from '#core/matter.ts'
import type { Matter } from '#core/matter.ts'
import type { Text } from '#core/text.ts'
import { fillingOf } from '../steps/fill.ts'
import { NEXT, asText, emit, flowOf, reply, say } from '../turn.ts'
import { contentOf, dropForms } from './submit-request.ts'
import type { ActionRun } from './action.ts'

/** Says what a matter is, before its questions; `there` is false where this association does not take it in. */
export const beginMatter: ActionRun = (turn, given, results) => {
  const matter = turn.env.association.matters.find(({ id }) => id === given.matter)
  results.there = matter !== undefined
  if (matter) say(turn, { words: matter.summary })
  return NEXT
}

/** Sends in a matter: its form needs no declaration, and nobody decides on it. */
export const submitMatter: ActionRun = (turn, given, results) => {
  const matter = turn.env.association.matters.find(({ id }) => id === given.matter)
  const caseKind = matter && CASE_OF_MATTER[matter.id]
  const fill = [...flowOf(turn).steps].find(([, step]) => step.kind === 'fill')?.[0]
  const filling = fill === undefined ? undefined : fillingOf(turn, fill)
  if (!matter || caseKind === undefined || !filling) return { to: 'fail', reason: 'no_matter' }
  const { complete, ...content } = contentOf(turn, filling)
  if (!complete) return { to: 'fail', reason: 'form_incomplete' }
  const reference = turn.env.newReference()
  const about = asText(given.about)
  const request = { caseKind, service: matter.id, ...content, ...(about !== '' && { about }) }
  emit(turn, { kind: 'request_submitted', reference, request })
  say(turn, reply('matter_received', { reference }), deadlineText(matter, turn.env.association))
  results.reference = reference
  dropForms(turn)
  return NEXT
}

/** When the answer comes: by law, by what the association set, or an employee tells. */
function deadlineText({ deadline }: Matter, { settings }: Association): Text {
  if ('days' in deadline)
    return reply('matter_deadline.law', { count: deadline.days, law: { words: deadline.law } })
  const days = settings[deadline.setting]
  return days ? reply('matter_deadline.set', { days: { words: days } }) : reply('matter_deadline.open')
}
