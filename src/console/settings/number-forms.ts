import { html } from 'hono/html'
import type { SettingName } from '#runner/settings.ts'
import type { Desk } from '../desk.ts'
import { text } from '../read-form.ts'
import { input, wholeNumber } from './setting-form.ts'
import type { SettingForm } from './setting-form.ts'

/** How long an interview takes and where it is held, unless its slot says otherwise. */
export const SLOTS: SettingForm = {
  id: 'slots',
  fields({ word, association }, { settings: { slots }, typed }) {
    const minutes = typed.minutes ?? String(slots?.minutes ?? 30)
    const place = typed.place ?? slots?.place ?? association.shortName.ar
    return html`<div class="fields">
      ${input({ name: 'minutes', label: word('calendar.fields.minutes'), type: 'number', value: minutes, min: 5, max: 240 })}
      ${input({ name: 'place', label: word('calendar.fields.place'), type: 'text', value: place })}
    </div>`
  },
  read: (_desk, typed) => ({
    slots: { minutes: wholeNumber(typed, 'minutes'), place: text(typed, 'place') },
  }),
}

/** How long a person waits before somebody is told, and a quiet conversation before the bot has it again. */
export const HANDOFF: SettingForm = {
  id: 'handoff',
  fields({ word }, { settings: { handoff }, typed }) {
    const minutes = typed.escalate ?? String(handoff.escalateAfterMinutes)
    const hours = typed.return ?? String(handoff.returnAfterHours)
    return html`<div class="fields">
      ${input({ name: 'escalate', label: word('settings.escalate'), type: 'number', value: minutes, min: 5, max: 2400 })}
      ${input({ name: 'return', label: word('settings.return'), type: 'number', value: hours, min: 1, max: 240 })}
    </div>`
  },
  read: (_desk, typed) => ({
    handoff: {
      escalateAfterMinutes: wholeNumber(typed, 'escalate'),
      returnAfterHours: wholeNumber(typed, 'return'),
    },
  }),
}

/** Numbers of days that the policy leaves open; those that this association has a use for. */
export const PERIODS: SettingForm = {
  id: 'periods',
  fields(desk, { settings: { days }, typed }) {
    const { word } = desk
    return html`<p class="hint">${word('settings.openDays')}</p>
      <div class="fields">
        ${namesOf(desk).map((name) => {
          const label = word(`settings.names.${name}`)
          const value = typed[name] ?? String(days[name] ?? '')
          return input({ name, label, type: 'number', value, min: 1, max: 365, optional: true })
        })}
      </div>`
  },
  read(desk, typed, { settings: { days } }) {
    const values: Record<string, number | string> = {}
    for (const name of namesOf(desk)) {
      const said = text(typed, name)
      // What was set stays: a deadline that people were told is not taken back by an empty field.
      if (said === '' || said === String(days[name] ?? '')) continue
      values[name] = wholeNumber(typed, name) ?? said
    }
    return values
  },
}

/** The names of those numbers that this association's profile asks for, and those that all have. */
function namesOf({ association }: Desk): readonly SettingName[] {
  const { period, matters, survey } = association
  const open = period.earliest === undefined && period.latest === undefined
  const ofMatters = matters.flatMap(({ deadline }) =>
    deadline && 'setting' in deadline ? [deadline.setting] : [],
  )
  const names = [
    ...(open ? ['decision_days'] : []),
    'objection_period_days',
    'confirm_days',
    'retention_days',
    ...ofMatters,
    ...(survey ? [survey.setting] : []),
  ]
  return [...new Set(names)] as SettingName[]
}
