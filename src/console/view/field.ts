import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** One field of a form, with its label and, after a bad answer, what was wrong. */
export interface FieldParts {
  readonly name: string
  /** Where several forms of a page have a field of this name. */
  readonly id?: string
  readonly label: string
  readonly type?: 'text' | 'password' | 'email' | 'date' | 'number' | 'search'
  readonly value?: string
  readonly hint?: string
  readonly problem?: string
  readonly required?: boolean
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'text'
  readonly maxlength?: number
  /** Words that are read from left to right whatever the page: codes, user names. */
  readonly ltr?: boolean
}

/** A field with its label, hint and problem tied to it for those who listen to the page. */
export function field(parts: FieldParts): Markup {
  const { name, label, hint, problem, id = parts.name } = parts
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
    <input
      id="${id}"
      name="${name}"
      type="${parts.type ?? 'text'}"
      value="${parts.value ?? ''}"
      maxlength="${parts.maxlength ?? 200}"
      ${parts.required === false ? '' : html`required`}
      ${parts.autocomplete ? html`autocomplete="${parts.autocomplete}"` : ''}
      ${parts.inputmode ? html`inputmode="${parts.inputmode}"` : ''}
      ${parts.ltr ? html`dir="ltr"` : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
      ${problem ? html`aria-invalid="true"` : ''}
    />
    ${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : ''}
  </div>`
}
