import { html } from 'hono/html'
import { OVER } from '#core/case.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import type { CaseStep, OpenCase } from './case-step.ts'
import { fieldWord, stepField } from './step-field.ts'
import { STEPS } from './steps.ts'

type Typed = Readonly<Record<string, string>>

/** What this member can do with the case now; each step is a form of its own, and says what it asks for. */
export function stepsPart(desk: Desk, open: OpenCase, typed: Typed): Markup {
  const steps = STEPS.filter((step) => isOffered(desk, open, step))
  if (steps.length === 0) return html`<p class="faint">${desk.word('cases.noStep')}</p>`
  return html`<h2>${desk.word('cases.steps')}</h2>
    ${takeForm(desk, open)} ${steps.map((step) => stepForm(desk, open, step, typed))}`
}

/** One click for what is done most often: nobody has it yet, and I do. */
function takeForm({ member, word, may }: Desk, { standing, file }: Dossier): Markup {
  if (!may('assign') || standing.assignedTo !== undefined || OVER.includes(file.state)) return html``
  return html`<form class="step" method="post" action="/console/cases/${standing.id}/do/assign">
    <input type="hidden" name="rev" value="${standing.rev}" />
    <input type="hidden" name="to" value="${member.id}" />
    <button type="submit">${word('cases.take')}</button>
  </form>`
}

/** What was typed into a step that the case, as others left it, offers no more: nothing that was written is lost. */
export function lostPart(desk: Desk, dossier: Dossier, typed: Typed): Markup {
  const step = STEPS.find(({ command }) => command === typed.command)
  if (!step || isOffered(desk, dossier, step)) return html``
  const lines = (step.fields ?? []).flatMap(({ name }): (readonly [string, string])[] => {
    const value = typed[name] ?? ''
    return value === '' ? [] : [[fieldWord(desk, step.command, name), value]]
  })
  if (lines.length === 0) return html``
  return html`<section class="card">
    <h2>${desk.word('cases.typed')}</h2>
    <dl class="facts">
      ${lines.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd dir="auto">${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function isOffered(desk: Desk, dossier: Dossier, step: CaseStep): boolean {
  const { file } = dossier
  const kind = file.kind === 'support' ? 'support' : 'matter'
  return (
    desk.may(step.command) &&
    step.states.includes(file.state) &&
    (step.kinds === undefined || step.kinds === kind) &&
    (step.when?.(dossier, desk.member) ?? true)
  )
}

function stepForm(desk: Desk, open: OpenCase, step: CaseStep, typed: Typed): Markup {
  const { standing } = open
  const { command, fields = [] } = step
  const again = typed.command === command
  // The place to jump to stands within: a browser opens what is folded around it.
  const body = html`<form
    method="post"
    action="/console/cases/${standing.id}/do/${command}"
    id="step-${command}"
  >
    <input type="hidden" name="rev" value="${standing.rev}" />
    ${fields.map((field) => stepField(desk, open, { command, field }, again ? typed : {}))}
    <button type="submit" class="${command === 'decide' ? '' : 'quiet'}">
      ${desk.word(`steps.${command}`)}
    </button>
  </form>`
  if (fields.length === 0) return html`<div class="step">${body}</div>`
  return html`<details class="step" ${again ? html`open` : ''}>
    <summary>${desk.word(`steps.${command}`)}</summary>
    ${body}
  </details>`
}
