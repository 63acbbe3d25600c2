import { html } from 'hono/html'
import { OUTCOMES } from '#core/decision.ts'
import type { Desk } from '../desk.ts'
import { moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import type { OpenCase, StepField } from './case-step.ts'
import { caseWord, itemName, label, staffName } from './words.ts'

type Typed = Readonly<Record<string, string>>

/** One field of a step, with what was typed before. */
export function stepField(
  desk: Desk,
  open: OpenCase,
  { command, field }: { readonly command: string; readonly field: StepField },
  typed: Typed,
): Markup {
  const id = `${command}-${field.name}`
  if (field.kind === 'missing') return missingField(desk, open, typed)
  if (field.kind === 'slots') return slotBoxes(desk, open, typed)
  const value = typed[field.name] ?? ''
  const required = field.optional ? html`` : html`required`
  const name = html`<label for="${id}">${fieldWord(desk, command, field.name)}</label>`
  if (field.kind === 'long')
    return html`<div class="field">
      ${name}<textarea id="${id}" name="${field.name}" rows="2" maxlength="1500" dir="auto" ${required}>
${value}</textarea>
    </div>`
  const options = optionsOf(desk, open, field)
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
      ${field.kind === 'reason' ? suggestedPart(desk, open.reasons) : ''}
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
export function fieldWord(desk: Desk, command: string, name: string): string {
  const own = `fields.${command}_${name}`
  const { renderer } = desk.parts.content()
  return desk.word(renderer.has(`staff:${own}`, desk.language) ? own : `fields.${name}`)
}

/** What is offered to choose among; undefined where words are asked for. */
function optionsOf(
  desk: Desk,
  open: OpenCase,
  { kind, name }: StepField,
): readonly (readonly [string, string])[] | undefined {
  switch (kind) {
    case 'outcome':
      return OUTCOMES.map((outcome) => [outcome, caseWord(desk, `outcomes.${outcome}`)])
    case 'reason':
      return open.reasons.map((id): readonly [string, string] => {
        const reason = desk.association.reasons.find((known) => known.id === id)
        return [id, reason ? label(desk, reason.label) : id]
      })
    case 'criterion':
      return open.criteria.map(({ id, label: words }) => [id, label(desk, words)])
    case 'met':
      return [
        ['yes', caseWord(desk, 'labels.met')],
        ['no', caseWord(desk, 'labels.unmet')],
      ]
    case 'agreed':
      return [
        ['yes', caseWord(desk, 'labels.yes')],
        ['no', caseWord(desk, 'labels.no')],
      ]
    case 'slot':
      return open.offered.map(({ id, at, staff }) => [
        id,
        `${moment(at, desk.language)} · ${staffName(desk, staff)}`,
      ])
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

/** Free times to offer; where none is chosen, the earliest three are. */
function slotBoxes(desk: Desk, open: OpenCase, typed: Typed): Markup {
  const offered = open.offered.filter(({ state }) => state === 'free')
  const chosen = (typed.slots ?? '').split(',')
  const link = html`<a href="/console/calendar">${desk.word('calendar.add')}</a>`
  return html`<fieldset>
    <legend>${desk.word('fields.slots')}</legend>
    ${offered.length === 0 ? html`<p class="hint">${caseWord(desk, 'refusals.no_slots')} ${link}</p>` : ''}
    ${offered.map(
      ({ id, at, staff }) =>
        html`<label class="box"
          ><input type="checkbox" name="slots" value="${id}" ${chosen.includes(id) ? html`checked` : ''} />
          ${moment(at, desk.language)} · <bdi>${staffName(desk, staff)}</bdi></label
        >`,
    )}
  </fieldset>`
}

/** Exactly what is missing: boxes for what does not match yet, with a word for the applicant. */
function missingField(desk: Desk, { items }: OpenCase, typed: Typed): Markup {
  const wanting = items.filter((item) => item.check?.result !== 'matches')
  const again = typed.missing?.split(',')
  return html`<fieldset>
    <legend>${desk.word('fields.missing')}</legend>
    ${wanting.map(({ item, label: words, check }) => {
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

/** The words that each reason brings, to be read before it is chosen: they are sent where none are written. */
function suggestedPart(desk: Desk, ids: readonly string[]): Markup {
  const reasons = desk.association.reasons.filter(({ id }) => ids.includes(id))
  return html`<details>
    <summary>${desk.word('cases.suggested')}</summary>
    <dl>
      ${reasons.map(
        ({ label: name, text, next }) =>
          html`<dt>${label(desk, name)}</dt>
            <dd dir="auto">${label(desk, text)} ${label(desk, next)}</dd>`,
      )}
    </dl>
  </details>`
}
