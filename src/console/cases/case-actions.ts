import type { Context } from 'hono'
import type { CheckResult } from '#core/case-event.ts'
import type { CaseCommand } from '#core/change-case.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { answerCase } from './case-page.ts'
import { STEPS } from './steps.ts'

const RESULTS: ReadonlySet<string> = new Set(['matches', 'differs', 'unreadable', 'expired', 'missing'])

/** One answer or document was compared with its source (R5). */
export async function takeCheck(c: Context, desk: Desk): Promise<Response> {
  const form = await readForm(c)
  const result = text(form, 'result')
  if (!RESULTS.has(result)) return answerCase(c, desk, { refused: { refused: 'unknown_item' }, form })
  const note = text(form, 'note')
  const item = text(form, 'item')
  const command: CaseCommand = {
    do: 'check',
    item,
    result: result as CheckResult,
    ...(note !== '' && { note }),
  }
  return carryOut(c, desk, command, form, `#item-${encodeURIComponent(item)}`)
}

/** A step of the case, by its name in the address. */
export async function takeStep(c: Context, desk: Desk): Promise<Response> {
  const name = c.req.param('command')
  const step = STEPS.find(({ command }) => command === name)
  if (!step) throw new NotHere()
  const form = await readForm(c)
  const typed = { ...form, command: step.command }
  return carryOut(
    c,
    desk,
    step.make((field) => text(form, field)),
    typed,
  )
}

async function carryOut(
  c: Context,
  desk: Desk,
  command: CaseCommand,
  form: Readonly<Record<string, string>>,
  place = '',
): Promise<Response> {
  const { parts, member } = desk
  const id = c.req.param('id') ?? ''
  const rev = Number(text(form, 'rev'))
  const seen = Number.isSafeInteger(rev) && rev > 0 ? { rev } : {}
  const result: object =
    command.do === 'offer_interview'
      ? await parts.runner.cases.offer(member, { id }, command.slots, seen)
      : await parts.runner.cases.change(member, { id }, command, seen)
  if (isRefused(result)) {
    if (result.refused === 'not_found') throw new NotHere()
    return answerCase(c, desk, { refused: result, form })
  }
  return c.redirect(`/console/cases/${id}${place}`, 303)
}

function isRefused(result: object): result is Refused {
  return 'refused' in result
}
