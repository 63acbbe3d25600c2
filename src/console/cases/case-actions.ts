import type { Context } from 'hono'
import type { CaseCommand } from '#core/change-case.ts'
import type { CaseDone } from '#runner/cases/staff-change.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { RESULTS } from './answers-part.ts'
import { answerCase, readDossier } from './case-page.ts'
import { STEPS } from './steps.ts'

type Form = Readonly<Record<string, string>>

/** Answers that were compared with their sources (R5): all that changed on the page, one save. */
export async function takeCheck(c: Context, desk: Desk): Promise<Response> {
  const form = await readForm(c)
  const { items } = await readDossier(c, desk, false)
  const commands = items.flatMap(({ item, check }): CaseCommand[] => {
    const result = RESULTS.find((known) => known === text(form, `result-${item}`))
    const note = text(form, `note-${item}`).slice(0, 300)
    const changed = result !== undefined && (result !== check?.result || note !== '')
    return changed ? [{ do: 'check', item, result, ...(note !== '' && { note }) }] : []
  })
  let rev = revOf(form)
  for (const command of commands) {
    const done = await carryOut(c, desk, command, rev)
    if ('refused' in done) return refuse(c, desk, done, form)
    rev = done.loaded.record.rev
  }
  return c.redirect(`/console/cases/${idOf(c)}#answers`, 303)
}

/** A step of the case, by its name in the address. */
export async function takeStep(c: Context, desk: Desk): Promise<Response> {
  const name = c.req.param('command')
  const step = STEPS.find(({ command }) => command === name)
  if (!step) throw new NotHere()
  const form = await readForm(c)
  const command = step.make((field) => text(form, field))
  const done = await carryOut(c, desk, command, revOf(form))
  if ('refused' in done) return refuse(c, desk, done, { ...form, command: step.command })
  return c.redirect(`/console/cases/${idOf(c)}`, 303)
}

function carryOut(
  c: Context,
  { parts, member }: Desk,
  command: CaseCommand,
  rev: number | undefined,
): Promise<CaseDone | Refused> {
  const seen = rev === undefined ? {} : { rev }
  const which = { id: idOf(c) }
  return command.do === 'offer_interview'
    ? parts.runner.cases.offer(member, which, command.slots, seen)
    : parts.runner.cases.change(member, which, command, seen)
}

function refuse(c: Context, desk: Desk, refused: Refused, form: Form): Promise<Response> {
  if (refused.refused === 'not_found') throw new NotHere()
  return answerCase(c, desk, { refused, form })
}

/** The revision that was on the screen. */
function revOf(form: Form): number | undefined {
  const rev = Number(text(form, 'rev'))
  return Number.isSafeInteger(rev) && rev > 0 ? rev : undefined
}

function idOf(c: Context): string {
  return c.req.param('id') ?? ''
}
