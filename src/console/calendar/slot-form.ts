import { html } from 'hono/html'
import { riyadhDay } from '#core/riyadh.ts'
import type { Settings } from '#runner/settings.ts'
import type { Desk } from '../desk.ts'
import type { Markup } from '../view/layout.ts'

/** What was typed about new slots. */
export type SlotForm = Readonly<Record<string, string>>

/** The form for one slot or a series of them. */
export function addForm(
  desk: Desk,
  { slots, workingTime }: Settings,
  members: Desk['colleagues'],
  form: SlotForm,
): Markup {
  const { word, member } = desk
  const staff = form.staff ?? member.id
  const days = form.days === undefined ? workingTime.days : form.days.split(',').map(Number)
  return html`<section class="card" id="add">
    <h2>${word('calendar.add')}</h2>
    <form method="post" action="/console/calendar">
      <div class="fields">
        <div class="field">
          <label for="staff">${word('calendar.who')}</label>
          <select id="staff" name="staff">
            ${members.map(
              ({ id, name }) =>
                html`<option value="${id}" ${id === staff ? html`selected` : ''}>${name}</option>`,
            )}
          </select>
        </div>
        ${input(desk, { name: 'day', type: 'date', value: form.day ?? '', min: riyadhDay(desk.now) })}
        ${input(desk, { name: 'from', type: 'time', value: form.from ?? '' })}
        ${input(desk, { name: 'to', type: 'time', value: form.to ?? '', optional: true })}
        ${input(desk, { name: 'minutes', type: 'number', value: form.minutes ?? String(slots?.minutes ?? 30), min: '5', max: '240' })}
        ${input(desk, { name: 'place', type: 'text', value: form.place ?? slots?.place ?? '', optional: true })}
        ${input(desk, { name: 'until', type: 'date', value: form.until ?? '', optional: true })}
      </div>
      <fieldset>
        <legend>${word('calendar.days')}</legend>
        <div class="inline">${dayBoxes(desk, 'days', days)}</div>
      </fieldset>
      <p class="hint">${word('calendar.seriesHint')}</p>
      <button type="submit">${word('calendar.add')}</button>
    </form>
  </section>`
}

/** Boxes for the days of the week. */
export function dayBoxes({ word }: Desk, name: string, chosen: readonly number[]): Markup {
  return html`${[0, 1, 2, 3, 4, 5, 6].map(
    (day) =>
      html`<label class="box"
        ><input type="checkbox" name="${name}" value="${day}" ${chosen.includes(day) ? html`checked` : ''} />
        ${word(`weekdays.${day}`)}</label
      >`,
  )}`
}

interface Input {
  readonly name: string
  readonly type: 'date' | 'time' | 'number' | 'text'
  readonly value: string
  readonly min?: string
  readonly max?: string
  readonly optional?: boolean
}

function input({ word }: Desk, { name, type, value, min, max, optional }: Input): Markup {
  return html`<div class="field">
    <label for="${name}">${word(`calendar.fields.${name}`)}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      maxlength="120"
      dir="auto"
      ${min === undefined ? '' : html`min="${min}"`}
      ${max === undefined ? '' : html`max="${max}"`}
      ${optional ? '' : html`required`}
    />
  </div>`
}
