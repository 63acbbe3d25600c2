import type { Context } from 'hono'
import type { CaseCommand } from '#core/change-case.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Localised } from '#core/text.ts'
import type { CaseDone } from '#runner/cases/staff-change.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { RESULTS } from './answers-part.ts'
import { answerCase } from './case-page.ts'
import { STEPS } from './steps.ts'
import type { CaseStep } from './case-step.ts'

type Form = Readonly<Record<string, string>>

/** Answers that were compared with their sources (R5): all that changed on the page, one save. */
export async function takeCheck(c: Context, desk: Desk): Promise<Response> {
  const form = await readForm(c)
  const commands = Object.keys(form).flatMap((name) => checkOf(form, name))
  let rev = revOf(form)
  for (const command of commands) {
    const done = await carryOut(c, desk, command, rev)
    if ('refused' in done) return refuse(c, desk, done, form)
    rev = done.loaded.record.rev
  }
  return c.redirect(`/console/cases/${encodeURIComponent(idOf(c))}#answers`, 303)
}

/** What a field of the form found; nothing where it says the same as when the page was opened. */
function checkOf(form: Form, name: string): CaseCommand[] {
  if (!name.startsWith('result-')) return []
  const item = name.slice('result-'.length)
  const result = RESULTS.find((known) => known === text(form, name))
  const note = text(form, `note-${item}`).slice(0, 300)
  if (result === undefined || (result === text(form, `was-${item}`) && note === '')) return []
  return [{ do: 'check', item, result, ...(note !== '' && { note }) }]
}

/** A step of the case, by its name in the address. */
export async function takeStep(c: Context, desk: Desk): Promise<Response> {
  const name = c.req.param('command')
  const step = STEPS.find(({ command }) => command === name)
  if (!step) throw new NotHere()
  const form = await readForm(c)
  const typed = { ...form, command: step.command }
  if (!isFilled(step, form)) return answerCase(c, desk, { problem: desk.word('cases.unfilled'), form: typed })
  const command = withSuggested(
    desk,
    step.make((field) => text(form, field)),
  )
  const done = await carryOut(c, desk, command, revOf(form))
  if ('refused' in done) return refuse(c, desk, done, typed)
  const back =
    text(form, 'back') === 'committee'
      ? '/console/committee'
      : `/console/cases/${encodeURIComponent(idOf(c))}`
  return c.redirect(back, 303)
}

/** Every field that must have something has it, and a choice is one that was offered. */
function isFilled({ fields = [] }: CaseStep, form: Form): boolean {
  return fields.every(({ name, kind, optional }) => {
    const value = text(form, name)
    if (kind === 'missing' || (optional && value === '')) return true
    return kind === 'outcome' ? OUTCOMES.some((known) => known === value) : value !== ''
  })
}

/** A reason brings its own words for the applicant, where staff wrote none (R12). */
function withSuggested({ association, parts }: Desk, command: CaseCommand): CaseCommand {
  if (command.do !== 'decide' || command.outcome === 'accepted') return command
  const reason = association.reasons.find(({ id }) => id === command.reason)
  if (!reason) return command
  const words = (of: Localised): string => parts.content().renderer.label(of, 'ar')
  return { ...command, text: command.text ?? words(reason.text), next: command.next ?? words(reason.next) }
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
