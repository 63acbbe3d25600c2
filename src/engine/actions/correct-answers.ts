import type { Text } from '#core/text.ts'
import type { Missing } from '#core/case-event.ts'
import type { CompiledForm } from '../form.ts'
import { reopened } from '../returned.ts'
import { NEXT, asText, flowOf, patchFrame, reply, say, topFrame } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Opens a returned request at exactly what is missing, and says what that is (R4); the `fill` step of this flow goes on from there. */
export const correctAnswers: ActionRun = (turn, given, results) => {
  const reference = asText(given.reference)
  const returned = turn.env.contact.cases.find((item) => item.reference === reference)?.returned
  const fill = [...flowOf(turn).steps].find(([, step]) => step.kind === 'fill')?.[0]
  results.open = returned !== undefined && fill !== undefined
  if (!returned || fill === undefined) return NEXT
  const { content, missing } = returned
  const form = turn.env.library.form(content.form, content.revision)
  patchFrame(turn, { forms: { ...topFrame(turn).forms, [fill]: reopened(form, content, missing) } })
  results.form = content.form
  say(turn, reply('returned.title', { reference }), ...missing.map((item) => missingText(form, item)))
  return NEXT
}

function missingText(form: CompiledForm, { item, why, note }: Missing): Text {
  const field = form.fields.get(item.slice(item.lastIndexOf('.') + 1))?.field
  const what: Text = field ? { words: field.label } : { verbatim: item }
  const reason = reply(`returned.why.${why}`)
  return note === undefined
    ? reply('returned.line', { what, reason })
    : reply('returned.line_note', { what, reason, note: { verbatim: note } })
}
