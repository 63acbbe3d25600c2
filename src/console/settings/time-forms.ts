import { html } from 'hono/html'
import { riyadhDay } from '#core/riyadh.ts'
import type { WorkingTime } from '#core/working-time.ts'
import { usualTime } from '#runner/settings.ts'
import { dayBoxes } from '../calendar/slot-form.ts'
import type { Desk } from '../desk.ts'
import { text } from '../read-form.ts'
import { bothDaysOf } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import { input, spanOf, timeText } from './setting-form.ts'
import type { SettingForm, SettingShown, Typed } from './setting-form.ts'

type Season = WorkingTime['seasons'][number]
type Holiday = WorkingTime['holidays'][number]

/** Days and hours of work, seasons with other hours, and days on which the association is closed. */
export const WORKING_TIME: SettingForm = {
  id: 'working_time',
  fields: workingFields,
  read(desk, typed, { settings }) {
    const usual = spanOf(typed, 'usual-from', 'usual-to')
    const days = text(typed, 'days').split(',').filter(Boolean).map(Number)
    const seasons = rowsOf(typed, 'season', (prefix) => seasonOf(typed, prefix))
    const holidays = rowsOf(typed, 'holiday', (prefix) => holidayOf(desk, typed, prefix))
    if (!usual || days.length === 0 || !seasons || !holidays) return undefined
    const accepted = text(typed, 'accept').split(',')
    const more = suggestedMore(desk, settings.workingTime)
    const taken = <T extends DaySpan>(rows: readonly T[], suggested: readonly T[]): T[] =>
      [...rows, ...suggested.filter(({ from }) => accepted.includes(from))].toSorted((a, b) =>
        a.from < b.from ? -1 : 1,
      )
    const all = {
      seasons: taken(seasons, more.seasons),
      holidays: taken(holidays, more.holidays),
    }
    return { working_time: { days, usual, ...all } }
  },
}

/** Hours in which nobody is written to unasked. */
export const QUIET_HOURS: SettingForm = {
  id: 'quiet_hours',
  fields: (desk, { settings: { quietHours }, typed }) =>
    html`<div class="fields">
      ${timeField(desk, 'from', typed.from ?? timeText(quietHours.from))}
      ${timeField(desk, 'to', typed.to ?? timeText(quietHours.to))}
    </div>`,
  read(_desk, typed) {
    const quiet = spanOf(typed, 'from', 'to')
    return quiet && { quiet_hours: quiet }
  },
}

function workingFields(desk: Desk, { settings, set, typed }: SettingShown): Markup {
  const { days, usual, seasons, holidays } = settings.workingTime
  const { word } = desk
  const chosen = typed.days === undefined ? days : typed.days.split(',').map(Number)
  return html`${set.has('working_time') ? '' : html`<p class="note">${word('settings.suggested')}</p>`}
    <fieldset>
      <legend>${word('settings.days')}</legend>
      <div class="inline">${dayBoxes(desk, 'days', chosen)}</div>
    </fieldset>
    <div class="fields">
      ${timeField(desk, 'usual-from', typed['usual-from'] ?? timeText(usual.from))}
      ${timeField(desk, 'usual-to', typed['usual-to'] ?? timeText(usual.to))}
    </div>
    <fieldset>
      <legend>${word('settings.seasons')}</legend>
      <p class="hint">${word('settings.emptyRow')}</p>
      ${[...seasons, undefined].map((season, index) => seasonRow(desk, index, season, typed))}
    </fieldset>
    <fieldset>
      <legend>${word('settings.holidays')}</legend>
      ${[...holidays, undefined].map((holiday, index) => holidayRow(desk, index, holiday, typed))}
    </fieldset>
    ${suggestions(desk, settings.workingTime)}`
}

function timeField({ word }: Desk, name: string, value: string): Markup {
  const side = name.endsWith('from') ? 'from' : 'to'
  return input({ name, label: word(`settings.${side}`), type: 'time', value })
}

function seasonRow(desk: Desk, index: number, season: Season | undefined, typed: Typed): Markup {
  const { word } = desk
  const name = (part: string): string => `season-${index}-${part}`
  const value = (part: string, now: string | undefined): string => typed[name(part)] ?? now ?? ''
  const opening = season?.opening
  const times = { begins: opening && timeText(opening.from), ends: opening && timeText(opening.to) }
  const optional = true
  return html`<div class="fields setting-row">
    ${input({ name: name('from'), label: word('settings.firstDay'), type: 'date', value: value('from', season?.from), optional })}
    ${input({ name: name('to'), label: word('settings.lastDay'), type: 'date', value: value('to', season?.to), optional })}
    ${input({ name: name('begins'), label: word('settings.from'), type: 'time', value: value('begins', times.begins), optional })}
    ${input({ name: name('ends'), label: word('settings.to'), type: 'time', value: value('ends', times.ends), optional })}
  </div>`
}

function holidayRow(desk: Desk, index: number, holiday: Holiday | undefined, typed: Typed): Markup {
  const { word } = desk
  const name = (part: string): string => `holiday-${index}-${part}`
  const value = (part: string, now: string | undefined): string => typed[name(part)] ?? now ?? ''
  const called = holiday?.name === undefined ? '' : holidayName(desk, holiday.name)
  const optional = true
  return html`<div class="fields setting-row">
    ${input({ name: name('name'), label: word('settings.holidayName'), type: 'text', value: value('name', called), optional })}
    ${input({ name: name('from'), label: word('settings.firstDay'), type: 'date', value: value('from', holiday?.from), optional })}
    ${input({ name: name('to'), label: word('settings.lastDay'), type: 'date', value: value('to', holiday?.to), optional })}
  </div>`
}

/** Days that the calendar suggests and nobody has accepted yet; a sighted moon may differ by a day. */
function suggestions(desk: Desk, time: WorkingTime): Markup {
  const more = suggestedMore(desk, time)
  const ramadan = more.seasons.map((season) => ({ ...season, name: 'ramadan' }))
  const all = [...ramadan, ...more.holidays]
  if (all.length === 0) return html``
  return html`<fieldset>
    <legend>${desk.word('settings.accept')}</legend>
    ${all.map(
      ({ from, to, name }) =>
        html`<label class="box"
          ><input type="checkbox" name="accept" value="${from}" /> ${holidayName(desk, name ?? '')}:
          ${bothDaysOf(from, desk.language)} — ${bothDaysOf(to, desk.language)}</label
        >`,
    )}
  </fieldset>`
}

interface DaySpan {
  readonly from: string
  readonly to: string
}

/** Coming days that the calendar suggests and that touch nothing which is set. */
function suggestedMore(
  { association, now }: Desk,
  { seasons, holidays }: WorkingTime,
): Pick<WorkingTime, 'seasons' | 'holidays'> {
  const today = riyadhDay(now)
  const usual = usualTime(association, now)
  const isNew = (one: DaySpan, known: readonly DaySpan[]): boolean =>
    one.to >= today && !known.some(({ from, to }) => from <= one.to && one.from <= to)
  return {
    seasons: usual.seasons.filter((one) => isNew(one, seasons)),
    holidays: usual.holidays.filter((one) => isNew(one, holidays)),
  }
}

const KNOWN = ['ramadan', 'eid_fitr', 'eid_adha', 'founding_day', 'national_day'] as const

function holidayName({ word }: Desk, name: string): string {
  return KNOWN.some((known) => known === name) ? word(`settings.known.${name}`) : name
}

/** The rows of a kind that were filled in; nothing where one of them makes no sense. */
function rowsOf<T>(
  typed: Typed,
  kind: string,
  read: (prefix: string) => T | 'empty' | undefined,
): T[] | undefined {
  const rows: T[] = []
  for (let index = 0; `${kind}-${index}-from` in typed; index++) {
    const row = read(`${kind}-${index}`)
    if (row === undefined) return undefined
    if (row !== 'empty') rows.push(row)
  }
  return rows
}

function seasonOf(typed: Typed, prefix: string): Season | 'empty' | undefined {
  const from = text(typed, `${prefix}-from`)
  const to = text(typed, `${prefix}-to`)
  if (from === '' && to === '') return 'empty'
  const opening = spanOf(typed, `${prefix}-begins`, `${prefix}-ends`)
  return opening && from <= to ? { from, to, opening } : undefined
}

function holidayOf(desk: Desk, typed: Typed, prefix: string): Holiday | 'empty' | undefined {
  const from = text(typed, `${prefix}-from`)
  const to = text(typed, `${prefix}-to`) || from
  if (from === '' && to === '') return 'empty'
  if (from > to) return undefined
  const said = text(typed, `${prefix}-name`)
  const name = KNOWN.find((known) => desk.word(`settings.known.${known}`) === said) ?? said
  return { from, to, ...(name !== '' && { name }) }
}
