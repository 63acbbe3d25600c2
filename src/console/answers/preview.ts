import { html } from 'hono/html'
import type { Answer } from '#core/association.ts'
import type { Desk, PageLanguage } from '../desk.ts'
import type { Markup } from '../view/layout.ts'

const LANGUAGES = ['ar', 'en'] as const

/** An answer as the chat shows it: its words, a setting that is filled in, and the line of its source. */
export function previewMarkup(desk: Desk, answer: Answer): Markup {
  return html`<div class="preview" role="group" aria-label="${desk.word('answers.preview')}">
    ${LANGUAGES.map(
      (language) =>
        html`<div class="bubble" lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
          ${chatLines(desk, answer, language).map((line) => html`<p>${line}</p>`)}
        </div>`,
    )}
  </div>`
}

/** The lines of an answer in the chat. */
export function chatLines(
  { parts, association }: Desk,
  answer: Answer,
  language: PageLanguage,
): readonly string[] {
  const { renderer } = parts.content()
  const setting = answer.setting === undefined ? undefined : association.settings[answer.setting]
  const words =
    setting && answer.textWithSetting
      ? { words: answer.textWithSetting, params: { setting: { words: setting } } }
      : { words: answer.text }
  const clause = association.clauses.find(({ id }) => id === answer.source)
  const source = clause && {
    key: 'replies:inquiry.answer_source',
    params: { clause: { words: clause.text } },
  }
  return [renderer.text(words, language), ...(source ? [renderer.text(source, language)] : [])]
}
