import { riyadhDay } from '#core/riyadh.ts'
import type { Service } from '#core/association.ts'
import type { AskedField } from '#core/form.ts'
import type { Language } from '#core/text.ts'
import type { Step } from '#engine/flow.ts'
import { walkForm } from '#engine/form-progress.ts'
import type { Frame, Session } from '#engine/session.ts'
import type { Content } from '../../assemble.ts'
import type { Said } from './stage.ts'

/** A made-up person who asks for a service: what they say next follows from where the conversation stands. */
export interface Applicant {
  /** A line of theirs by its key in `demo.json`. */
  line(key: string): Said
  next(session: Session, today: number): Said
  /** The PIN of the request, once it was told. */
  remember(pin: string): void
  /** From now on chooses this wherever that step of a flow asks (`decision.more`). */
  prefer(step: string, choice: string): void
}

/** What is answered with yes when it stands open; all else with no. */
const AGREED: ReadonlySet<string> = new Set(['helped', 'suggestion'])
/** Members of a household that are added before "no more". */
const MEMBERS = 2
/** A picture of one point: enough for a document. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
/** What is chosen where the first choice is not the one: by flow and step. */
function choicesOf({ association }: Content): Map<string, string> {
  const shows = (service: Service): number => {
    const items = service.form.sections.flatMap((section) => section.items)
    const asks = (kind: 'repeat' | 'document'): boolean =>
      items.some((item) => item.kind === kind || (item.kind === 'field' && item.type === kind))
    return (asks('document') ? 2 : 0) + (asks('repeat') ? 1 : 0)
  }
  // The service that shows most of what a request can ask for: papers, and members of a family.
  const [service] = association.services.toSorted((a, b) => shows(b) - shows(a))
  return new Map([
    ['request.choose', service?.id ?? ''],
    ['decision.more', 'done'],
    ['opened_request.choose', 'done'],
    ['rating.contact', 'no'],
  ])
}

/** The person of a demonstration; their words are in `locales/<lang>/demo.json`. */
export function createApplicant(content: Content, language: Language): Applicant {
  const { renderer, library } = content
  const word = (key: string): string => renderer.translate(`demo:${key}`, language)
  const text = (words: string): Said => ({ text: words })
  const chosen = choicesOf(content)
  let pin = ''

  const answer = (field: AskedField, index = 0): Said => {
    if (field.type === 'document') return { file: 'report.png', bytes: new Uint8Array(PICTURE) }
    const own = [`by_field.${field.id}_${index + 1}`, `by_field.${field.id}`]
    const written = own.find((key) => renderer.has(`demo:${key}`, language))
    if (written !== undefined) return text(word(written))
    const [option] = field.options ?? []
    if (option) return text(renderer.label(option.label, language))
    if (field.optional && field.type === 'text') return text(word('skip'))
    return text(word(`by_type.${field.type}`))
  }
  const inForm = (frame: Frame, today: number): Said => {
    const state = Object.values(frame.forms ?? {})[0]
    if (!state) throw new Error('no form is under way')
    const form = library.form(state.form, state.revision)
    const { next } = walkForm(form, state, riyadhDay(today))
    if (!next) throw new Error('the form asks nothing')
    if ('more' in next)
      return text(word((state.groups[next.more]?.members.length ?? 0) < MEMBERS ? 'yes' : 'no'))
    const field = form.fields.get(next.field)?.field
    if (!field) throw new Error('the form asks for no field of its own')
    return next.group === undefined && state.answers[next.field]?.open
      ? text(word('no_more_files'))
      : answer(field, next.index)
  }
  const inAsk = (session: Session, frame: Frame, step: Step): Said => {
    if (step.kind === 'ask' && step.type === 'pin') return text(pin)
    const wanted = chosen.get(`${frame.flow}.${frame.step}`) ?? ''
    const place = session.question?.choices.indexOf(wanted) ?? -1
    return text(String(Math.max(0, place) + 1))
  }
  return {
    line: (key) => text(word(key)),
    prefer: (step, choice) => void chosen.set(step, choice),
    remember(given) {
      pin = given
    },
    next(session, today) {
      const frame = session.stack.at(-1)
      if (!frame) return text(word('greeting'))
      if (session.pending) return text(word(AGREED.has(session.pending.kind) ? 'yes' : 'no'))
      const step = library.flow(frame.flow, frame.revision).steps.get(frame.step)
      switch (step?.kind) {
        case 'fill':
          // Consent to sensitive questions is asked in between.
          return session.question?.choices.includes('agree') ? text('1') : inForm(frame, today)
        case 'review':
          return text(renderer.translate('replies:review.send', language))
        case 'declare':
          return frame.note === 'agreed' ? text(word('by_type.name_ar')) : text('1')
        default:
          return step ? inAsk(session, frame, step) : text('1')
      }
    },
  }
}
