import { SendError } from '#channels/send-error.ts'
import type { NoticeFacts } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { Template } from './options.ts'
import type { Piece } from './render.ts'

/** A notice as a call of its approved template. Throws a `SendError` where the template does not suit the notice. */
export function renderTemplate(notice: NoticeFacts, template: Template, language: Language): Piece {
  const { languages, name } = template
  // As with all words: who reads no Arabic is better served in English.
  const code = languages[language] ?? (language === 'ar' ? undefined : languages.en) ?? languages.ar
  if (code === undefined) throw unsuitable(notice, 'has no language that the person reads')
  const parameters = template.parameters.map((parameter) => {
    const value = notice.values[parameter]
    if (value === undefined) throw unsuitable(notice, `wants ${parameter}, which the notice has not`)
    return { type: 'text', text: oneLine(value) }
  })
  const components = parameters.length > 0 ? { components: [{ type: 'body', parameters }] } : {}
  return { type: 'template', content: { name, language: { code }, ...components } }
}

/** Meta refuses values that are empty or hold line breaks, tabs or more than four spaces in a row. */
function oneLine(value: string): string {
  const line = value.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return line === '' ? '…' : line
}

function unsuitable({ kind }: NoticeFacts, what: string): SendError {
  return new SendError('config', `the template for ${kind} ${what}: see WHATSAPP_CLOUD_TEMPLATES`)
}
