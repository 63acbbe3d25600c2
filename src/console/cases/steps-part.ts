import { html } from 'hono/html'
import { OVER } from '#core/case.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'
import { STEPS } from './steps.ts'
import type { CaseStep, StepField } from './steps.ts'
import { caseWord, itemName, label } from './words.ts'

type Typed = Readonly<Record<string, string>>

/** What this member can do with the case now; each step is a form of its own, and says what it asks for. */
export function stepsPart(desk: Desk, dossier: Dossier, typed: Typed): Markup {
  const steps = STEPS.filter((step) => isOffered(desk, dossier, step))
  if (steps.length === 0) return html`<p class="faint">${desk.word('cases.noStep')}</p>`
  return html`<h2>${desk.word('cases.steps')}</h2>
    ${takeForm(desk, dossier)} ${steps.map((step) => stepForm(desk, dossier, step, typed))}`
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
    (step.when?.(dossier) ?? true)
  )
}

function stepForm(desk: Desk, dossier: Dossier, step: CaseStep, typed: Typed): Markup {
  const { standing } = dossier
  const { command, fields = [] } = step
  const again = typed.command === command
  const body = html`<form method="post" action="/console/cases/${standing.id}/do/${command}">
    <input type="hidden" name="rev" value="${standing.rev}" />
    ${fields.map((field) => fieldMarkup(desk, dossier, { ...step, field }, again ? typed : {}))}
    <button type="submit" class="${command === 'decide' ? '' : 'quiet'}">
      ${desk.word(`steps.${command}`)}
    </button>
  </form>`
  if (fields.length === 0) return html`<div class="step" id="step-${command}">${body}</div>`
  return html`<details class="step" id="step-${command}" ${again ? html`open` : ''}>
    <summary>${desk.word(`steps.${command}`)}</summary>
    ${body}
  </details>`
}

function fieldMarkup(
  desk: Desk,
  dossier: Dossier,
  { command, field }: { readonly command: string; readonly field: StepField },
  typed: Typed,
): Markup {
  const id = `${command}-${field.name}`
  if (field.kind === 'missing') return missingField(desk, dossier, typed)
  const value = typed[field.name] ?? ''
  const required = field.optional ? html`` : html`required`
  const name = html`<label for="${id}">${fieldWord(desk, command, field.name)}</label>`
  if (field.kind === 'long')
    return html`<div class="field">
      ${name}<textarea id="${id}" name="${field.name}" rows="2" maxlength="1500" dir="auto" ${required}>
${value}</textarea>
    </div>`
  const options = optionsOf(desk, dossier, field)
  if (options)
    return html`<div class="field">
      ${name}
      <select id="${id}" name="${field.name}" ${required}>
        <option value="">—</option>
        ${options.map(
          ([option, words]) =>
            html`<option value="${option}" ${option === value ? html`selected` : ''}>${words}</option>`,
        )}
      </select>
    </div>`
  const type = field.kind === 'day' ? 'date' : 'text'
  return html`<div class="field">
    ${name}<input
      id="${id}"
      name="${field.name}"
      type="${type}"
      value="${value}"
      maxlength="200"
      dir="auto"
      ${required}
    />
  </div>`
}

/** The name of a field; some mean something else in one step than in the others. */
function fieldWord(desk: Desk, command: string, name: string): string {
  const own = `fields.${command}_${name}`
  const { renderer } = desk.parts.content()
  return desk.word(renderer.has(`staff:${own}`, desk.language) ? own : `fields.${name}`)
}

/** What is offered to choose among; undefined where words are asked for. */
function optionsOf(
  desk: Desk,
  dossier: Dossier,
  { kind, name }: StepField,
): readonly (readonly [string, string])[] | undefined {
  switch (kind) {
    case 'outcome':
      return OUTCOMES.map((outcome) => [outcome, caseWord(desk, `outcomes.${outcome}`)])
    case 'reason':
      return dossier.reasons.map((id): readonly [string, string] => {
        const reason = desk.association.reasons.find((known) => known.id === id)
        return [id, reason ? label(desk, reason.label) : id]
      })
    case 'criterion':
      return dossier.criteria.map(({ id, label: words }) => [id, label(desk, words)])
    case 'yes':
      return [
        ['yes', caseWord(desk, 'labels.met')],
        ['no', caseWord(desk, 'labels.unmet')],
      ]
    case 'source':
      return ['document', 'form', 'visit', 'interview'].map((source) => [
        source,
        caseWord(desk, `sources.${source}`),
      ])
    case 'staff':
      return desk.colleagues.map((member) => [member.id, member.name])
    default:
      return name === '' ? [] : undefined
  }
}

/** Exactly what is missing: boxes for what does not match yet, with a word for the applicant. */
function missingField(desk: Desk, { items }: Dossier, typed: Typed): Markup {
  const open = items.filter((item) => item.check?.result !== 'matches')
  const again = typed.missing?.split(',')
  return html`<fieldset>
    <legend>${desk.word('fields.missing')}</legend>
    ${open.map(({ item, label: words, check }) => {
      const chosen = again ? again.includes(item) : check !== undefined
      return html`<div class="field">
        <label class="box"
          ><input type="checkbox" name="missing" value="${item}" ${chosen ? html`checked` : ''} />
          ${itemName(desk, item, words)}</label
        >
        <input type="hidden" name="why-${item}" value="${check?.result ?? 'missing'}" />
        <label class="unseen" for="missing-note-${item}">${desk.word('cases.noteTo')}</label>
        <input
          id="missing-note-${item}"
          name="note-${item}"
          maxlength="200"
          dir="auto"
          value="${typed[`note-${item}`] ?? check?.note ?? ''}"
          placeholder="${desk.word('cases.noteTo')}"
        />
      </div>`
    })}
  </fieldset>`
}
