import { html } from 'hono/html'
import type { Settings } from '#runner/settings.ts'
import type { SettingName } from '#runner/settings.ts'
import type { Desk } from '../desk.ts'
import { minuteOf } from '../calendar/week.ts'
import { text } from '../read-form.ts'
import type { Markup } from '../view/layout.ts'

export type Typed = Readonly<Record<string, string>>

/** What a form of the settings is shown with. */
export interface SettingShown {
  readonly settings: Settings
  /** Names of what was set, and is no default. */
  readonly set: ReadonlySet<string>
  /** What was typed and could not be saved. */
  readonly typed: Typed
}

/** One form of the settings page: what it shows, and the settings that it makes of what was typed. */
export interface SettingForm {
  readonly id: string
  /** Whether this association has it. */
  readonly when?: (desk: Desk) => boolean
  readonly fields: (desk: Desk, shown: SettingShown) => Markup
  /** Values to save, by the name of their setting; nothing where what was typed cannot be meant. */
  readonly read: (desk: Desk, typed: Typed, shown: SettingShown) => Values | undefined
}

export type Values = Partial<Readonly<Record<SettingName, unknown>>>

/** A time of day for the field of a browser, which knows no 24:00. */
export function timeText(minute: number): string {
  const within = Math.min(minute, 1439)
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** From one time of day to another, as typed. */
export function spanOf(typed: Typed, from: string, to: string): { from: number; to: number } | undefined {
  const begin = minuteOf(text(typed, from))
  const end = minuteOf(text(typed, to))
  return begin === undefined || end === undefined ? undefined : { from: begin, to: end === 1439 ? 1440 : end }
}

/** A whole number, as typed. */
export function wholeNumber(typed: Typed, name: string): number | undefined {
  const words = text(typed, name)
  return /^\d{1,5}$/.test(words) ? Number(words) : undefined
}

interface Input {
  readonly name: string
  readonly label: string
  readonly type: 'time' | 'date' | 'number' | 'text'
  readonly value: string
  readonly min?: number
  readonly max?: number
  readonly optional?: boolean
  readonly hint?: string
}

/** A field of a form of the settings. */
export function input({ name, label, type, value, min, max, optional, hint }: Input): Markup {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
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
      ${hint ? html`aria-describedby="${name}-hint"` : ''}
    />
  </div>`
}
