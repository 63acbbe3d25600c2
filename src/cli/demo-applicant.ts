import { riyadhDay } from '#core/riyadh.ts'
import type { AskedField } from '#core/form.ts'
import type { IncomingContent } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import { walkForm } from '#engine/form-progress.ts'
import type { Frame, Session } from '#engine/session.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import type { Content } from '../assemble.ts'

/** A made-up person who asks for the first service: what they say next follows from where the conversation stands. */
export interface Applicant {
  readonly greeting: IncomingContent
  next(session: Session): IncomingContent
}

/** Members of a household that are added before "no more". */
const MEMBERS = 2
/** A picture of one point: enough for a document. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The person of a demonstration; their words are in `locales/<lang>/demo.json`. */
export function createApplicant(content: Content, language: Language): Applicant {
  const { renderer, library } = content
  const word = (key: string): string => renderer.translate(`demo:${key}`, language)
  const text = (words: string): IncomingContent => ({ kind: 'text', text: words })

  const answer = (field: AskedField): IncomingContent => {
    if (field.type === 'document') {
      const file = {
        name: 'report.png',
        mime: 'image/png',
        bytes: PICTURE.length,
        content: new Uint8Array(PICTURE),
      }
      return { kind: 'file', file }
    }
    if (field.type === 'location') return { kind: 'location', latitude: 21.4, longitude: 39.8 }
    const [option] = field.options ?? []
    if (option) return text(renderer.label(option.label, language))
    if (field.optional && field.type === 'text') return text(word('skip'))
    const own = `by_field.${field.id}`
    return text(word(renderer.has(`demo:${own}`, language) ? own : `by_type.${field.type}`))
  }
  const inForm = (frame: Frame): IncomingContent => {
    const state = Object.values(frame.forms ?? {})[0]
    if (!state) throw new Error('no form is under way')
    const form = library.form(state.form, state.revision)
    const { next } = walkForm(form, state, riyadhDay(SYSTEM_CLOCK.now()))
    if (!next) throw new Error('the form asks nothing')
    if ('more' in next)
      return text(word((state.groups[next.more]?.members.length ?? 0) < MEMBERS ? 'yes' : 'no'))
    const field = form.fields.get(next.field)?.field
    if (!field) throw new Error('the form asks for no field of its own')
    return next.group === undefined && state.answers[next.field]?.open
      ? text(word('no_more_files'))
      : answer(field)
  }
  return {
    greeting: text(word('greeting')),
    next(session) {
      const frame = session.stack.at(-1)
      if (!frame) return text(word('greeting'))
      const { kind } = library.flow(frame.flow, frame.revision).steps.get(frame.step) ?? { kind: 'ask' }
      if (kind === 'fill') return inForm(frame)
      if (kind === 'review') return text(renderer.translate('replies:review.send', language))
      if (kind === 'declare' && frame.note === 'agreed') return text(word('by_type.name_ar'))
      return text('1')
    },
  }
}
